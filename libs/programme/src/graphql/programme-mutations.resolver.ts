import { idFromCorrected, PostgresLog } from '@app/event-store';
import { type GraphqlContext, Input, Mutations, Outcome, own } from '@app/graphql-kit';
import { derivedId } from '@app/kernel';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import sql from 'sql-template-tag';
import { CancelCohort } from '../domain/cancel-cohort.js';
import { CancelSession } from '../domain/cancel-session.js';
import { MoveSession } from '../domain/move-session.js';
import { OpenCohort } from '../domain/open-cohort.js';
import { programmeIdOf } from '../domain/programme-id.js';
import { PromoteFromQueue } from '../domain/promote-from-queue.js';
import { PublishProgramme } from '../domain/publish-programme.js';
import { ReviseCohort } from '../domain/revise-cohort.js';
import { ReviseProgramme } from '../domain/revise-programme.js';
import { ScheduleSession } from '../domain/schedule-session.js';
import {
  CancelCohortInput,
  CancelSessionInput,
  MoveSessionInput,
  OpenCohortInput,
  PromoteFromQueueInput,
  PublishProgrammeInput,
  ReviseCohortInput,
  ReviseProgrammeInput,
  ScheduleSessionInput,
} from './programme.inputs.js';
import { ProgrammeRow } from '../read-model/programme.row.js';

@Resolver()
export class ProgrammeMutationsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly log: PostgresLog,
  ) {}

  @Mutation(() => Outcome, { description: 'Adds a programme to the catalogue.' })
  async publishProgramme(@Input() input: PublishProgrammeInput, @Context() context: GraphqlContext): Promise<Outcome> {
    const [known] = await this.mutations.onRecord<Pick<ProgrammeRow, 'id'>>(
      (onRecord) => sql`select id from ${onRecord.everyone(ProgrammeRow)} where code = ${input.code} order by id limit 1`,
    );
    const programmeId = known?.id ?? programmeIdOf(input.code);
    return this.mutations.send(context, PublishProgramme, input, ['Programme', programmeId], { ...own(input), programmeId });
  }

  @Mutation(() => Outcome, { description: 'Describes a programme anew from a day on. Cohorts that are open keep the hours rule that they opened with.' })
  reviseProgramme(@Input() input: ReviseProgrammeInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, ReviseProgramme, input, ['Programme', input.programmeId], own(input));
  }

  @Mutation(() => Outcome, {
    description: 'Opens a cohort of a programme for applications. Two may be alike in everything: sent under another `commandId`, it opens a second one.',
  })
  async openCohort(@Input() input: OpenCohortInput, @Context() context: GraphqlContext): Promise<Outcome> {
    const cohortId = (await idFromCorrected(this.log, input, 'CohortOpened', 'cohortId')) ?? derivedId(input.commandId, 'cohort');
    return this.mutations.send(context, OpenCohort, input, ['Cohort', cohortId], { ...own(input), cohortId });
  }

  @Mutation(() => Outcome, {
    description:
      'Says particulars of a cohort anew from a day on, also of one that is over; what is not given stays as it is. Where it has more places then, whoever waits is given them at once.',
  })
  reviseCohort(@Input() input: ReviseCohortInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, ReviseCohort, input, ['Cohort', input.cohortId], own(input));
  }

  @Mutation(() => Outcome, {
    description:
      'Schedules a session of a cohort. Two may be alike in everything, as when a group is divided: sent under another `commandId`, it schedules a second one.',
  })
  async scheduleSession(@Input() input: ScheduleSessionInput, @Context() context: GraphqlContext): Promise<Outcome> {
    const sessionId = (await idFromCorrected(this.log, input, 'SessionScheduled', 'sessionId')) ?? derivedId(input.commandId, 'session');
    return this.mutations.send(context, ScheduleSession, input, ['Session', sessionId], { ...own(input), sessionId });
  }

  @Mutation(() => Outcome, {
    description:
      'Moves a session to another day, gives it another length or another title; what is not given stays as it is. One whose register is recorded keeps its day and length.',
  })
  moveSession(@Input() input: MoveSessionInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, MoveSession, input, ['Session', input.sessionId], own(input));
  }

  @Mutation(() => Outcome, { description: 'Cancels a session whose register is not recorded: it takes none from then on.' })
  cancelSession(@Input() input: CancelSessionInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, CancelSession, input, ['Session', input.sessionId], own(input));
  }

  @Mutation(() => Outcome, { description: 'Gives a free place to someone on the waiting list; out of order only with a reason.' })
  promoteFromQueue(@Input() input: PromoteFromQueueInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, PromoteFromQueue, input, ['Cohort', input.cohortId], own(input));
  }

  @Mutation(() => Outcome, {
    description: 'Cancels a cohort. Nobody is left behind: people move to another cohort, or are closed without it counting as dropping out.',
  })
  cancelCohort(@Input() input: CancelCohortInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, CancelCohort, input, ['Cohort', input.cohortId], own(input));
  }
}
