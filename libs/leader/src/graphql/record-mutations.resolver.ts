import { type GraphqlContext, Input, Mutations, Outcome, own, type Subject } from '@app/graphql-kit';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import { ChangeEmail } from '../domain/change-email.js';
import { ChangeName } from '../domain/change-name.js';
import { LeaveEmployer, ReturnToEmployer } from '../domain/leave-employer.js';
import { ConfirmLeaderMerge, MergeLeaders, UndoLeaderMerge } from '../domain/merge-leaders.js';
import { AgreeParticipation, WithdrawParticipation } from '../domain/participation.js';
import { SetLanguagePreference } from '../domain/set-language-preference.js';
import {
  AgreeParticipationInput,
  ChangeEmailInput,
  ChangeNameInput,
  ConfirmLeaderMergeInput,
  LeaveEmployerInput,
  MergeLeadersInput,
  ReturnToEmployerInput,
  SetLanguagePreferenceInput,
  UndoLeaderMergeInput,
  WithdrawParticipationInput,
} from './leader.inputs.js';

const of = (leaderId: string): Subject => ['Leader', leaderId];

/** What changes a leader's own record. */
@Resolver()
export class LeaderRecordMutationsResolver {
  constructor(private readonly mutations: Mutations) {}

  @Mutation(() => Outcome, {
    description:
      'Records another name, whole. Every answer shows it from then on, those about the past too, and the directory finds by it alone; the one before is among `formerNames`.',
  })
  changeName(@Input() input: ChangeNameInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, ChangeName, input, of(input.leaderId), own(input));
  }

  @Mutation(() => Outcome, {
    description:
      'Records another address to write to somebody at, or that there is none any more. They sign in as before: by which accounts is `identities`. Who changed it is in their `timeline`.',
  })
  changeEmail(@Input() input: ChangeEmailInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, ChangeEmail, input, of(input.leaderId), own(input));
  }

  @Mutation(() => Outcome, { description: 'Records in which language somebody wants to be addressed.' })
  setLanguagePreference(@Input() input: SetLanguagePreferenceInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, SetLanguagePreference, input, of(input.leaderId), own(input));
  }

  @Mutation(() => Outcome, {
    description: 'Records that somebody takes part, or does so again: they can apply and be nominated. What a withdrawal ended stays ended.',
  })
  agreeParticipation(@Input() input: AgreeParticipationInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, AgreeParticipation, input, of(input.leaderId), own(input));
  }

  @Mutation(() => Outcome, {
    description:
      'Records that somebody no longer takes part. It ends their nominations, applications and offers, accepted ones too; it gives up their places on waiting lists, and until they agree again nobody nominates them or applies for them. It leaves a programme that they have begun (`withdrawEnrolment` ends that), what they completed, their hours and awards, and what was recorded. It erases nothing: `requestErasure` asks for that.',
  })
  withdrawParticipation(@Input() input: WithdrawParticipationInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, WithdrawParticipation, input, of(input.leaderId), own(input));
  }

  @Mutation(() => Outcome, {
    description:
      'Records that somebody left an employer. Their posts there end, with what they have applied for in one of these posts, and so does their managing others there. What another post sponsors goes on, and so does a programme that they have begun.',
  })
  leaveEmployer(@Input() input: LeaveEmployerInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, LeaveEmployer, input, of(input.leaderId), own(input));
  }

  @Mutation(() => Outcome, { description: 'Records that somebody came back to an employer, where new posts of theirs may then start.' })
  returnToEmployer(@Input() input: ReturnToEmployerInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, ReturnToEmployer, input, of(input.leaderId), own(input));
  }

  @Mutation(() => Outcome, {
    description:
      'Proposes that two records are of one person, to be confirmed by somebody else (`confirmLeaderMerge`). Nobody proposes it of a record that is theirs, or could be. Until then nobody sees or does anything by it that they could not before; what takes two people is from then on refused to whoever has either record, as if they were one.',
  })
  mergeLeaders(@Input() input: MergeLeadersInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, MergeLeaders, input, of(input.leaderId), own(input));
  }

  @Mutation(() => Outcome, {
    description:
      'Merges two records of one person, as somebody else has proposed, or confirms what one person alone merged in an older release: one goes on, the other is closed and says `mergedInto`. Both keep their ids and histories, and what either may see or hold, the person may. Where both are in one cohort, the one that has come less far is withdrawn. To erase the person erases both.',
  })
  confirmLeaderMerge(@Input() input: ConfirmLeaderMergeInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, ConfirmLeaderMerge, input, of(input.leaderId), own(input));
  }

  @Mutation(() => Outcome, {
    description:
      'Undoes a merge of records that are of two persons after all, or withdraws what was proposed. What was recorded meanwhile stays with the record that it was recorded of, and what the merge withdrew stays withdrawn. What takes two people stays refused to whoever has either record, as if they were one.',
  })
  undoLeaderMerge(@Input() input: UndoLeaderMergeInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, UndoLeaderMerge, input, of(input.leaderId), own(input));
  }
}
