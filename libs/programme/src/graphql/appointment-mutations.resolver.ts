import { type GraphqlContext, Input, Mutations, Outcome, own } from '@app/graphql-kit';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import { AppointProgrammeLead } from '../domain/appoint-programme-lead.js';
import { AppointSelectionPanelMember } from '../domain/appoint-selection-panel-member.js';
import { ReleaseSelectionPanelMember } from '../domain/release-selection-panel-member.js';
import { StandDownProgrammeLead } from '../domain/stand-down-programme-lead.js';
import {
  AppointProgrammeLeadInput,
  AppointSelectionPanelMemberInput,
  ReleaseSelectionPanelMemberInput,
  StandDownProgrammeLeadInput,
} from './programme.inputs.js';

@Resolver()
export class AppointmentMutationsResolver {
  constructor(private readonly mutations: Mutations) {}

  @Mutation(() => Outcome, { description: 'Has somebody lead a programme from a day on, beside those who do: they see its participants, and run it.' })
  appointProgrammeLead(@Input() input: AppointProgrammeLeadInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, AppointProgrammeLead, input, ['Programme', input.programmeId], own(input));
  }

  @Mutation(() => Outcome, { description: 'Ends that somebody leads a programme. `effectiveOn` is the first day without.' })
  standDownProgrammeLead(@Input() input: StandDownProgrammeLeadInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, StandDownProgrammeLead, input, ['Programme', input.programmeId], own(input));
  }

  @Mutation(() => Outcome, { description: 'Has somebody sit on a cohort’s selection panel from a day on: they see its applications, and select.' })
  appointSelectionPanelMember(@Input() input: AppointSelectionPanelMemberInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, AppointSelectionPanelMember, input, ['Cohort', input.cohortId], own(input));
  }

  @Mutation(() => Outcome, { description: 'Ends that somebody sits on a cohort’s selection panel. `effectiveOn` is the first day without.' })
  releaseSelectionPanelMember(@Input() input: ReleaseSelectionPanelMemberInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, ReleaseSelectionPanelMember, input, ['Cohort', input.cohortId], own(input));
  }
}
