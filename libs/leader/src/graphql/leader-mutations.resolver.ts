import { type Besides, idFromCorrected, PostgresLog, Streams } from '@app/event-store';
import { type GraphqlContext, Input, Mutations, Outcome, own } from '@app/graphql-kit';
import { derivedId } from '@app/kernel';
import { Context, Mutation, Resolver } from '@nestjs/graphql';
import { assignment } from '../domain/assignment.js';
import { ChangeAssignment } from '../domain/change-assignment.js';
import { EndAssignment } from '../domain/end-assignment.js';
import { EndReportingLine } from '../domain/end-reporting-line.js';
import type { Change } from '../domain/holding-again.js';
import { RegisterLeader } from '../domain/register-leader.js';
import { SetReportingLine } from '../domain/set-reporting-line.js';
import { StartAssignment } from '../domain/start-assignment.js';
import { assignmentStream } from '../events.js';
import { heldAgain } from '../held-again.js';
import {
  ChangeAssignmentInput,
  EndAssignmentInput,
  EndReportingLineInput,
  RegisterLeaderInput,
  SetReportingLineInput,
  StartAssignmentInput,
} from './leader.inputs.js';

@Resolver()
export class LeaderMutationsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly streams: Streams,
    private readonly log: PostgresLog,
  ) {}

  @Mutation(() => Outcome, { description: 'Registers a leader.' })
  async registerLeader(@Input() input: RegisterLeaderInput, @Context() context: GraphqlContext): Promise<Outcome> {
    const leaderId = (await idFromCorrected(this.log, input, 'LeaderRegistered', 'leaderId')) ?? derivedId(input.commandId, 'leader');
    return this.mutations.send(context, RegisterLeader, input, ['Leader', leaderId], { ...own(input), leaderId });
  }

  @Mutation(() => Outcome, { description: 'Records that a leader holds a post with an employer from a day on. There may be several at once.' })
  async startAssignment(@Input() input: StartAssignmentInput, @Context() context: GraphqlContext): Promise<Outcome> {
    const assignmentId = (await idFromCorrected(this.log, input, 'AssignmentStarted', 'assignmentId')) ?? derivedId(input.commandId, 'assignment');
    return this.mutations.send(context, StartAssignment, input, ['Assignment', assignmentId], { ...own(input), assignmentId });
  }

  @Mutation(() => Outcome, { description: 'Changes the terms of a post from a day on.' })
  changeAssignment(@Input() input: ChangeAssignmentInput, @Context() context: GraphqlContext): Promise<Outcome> {
    const besides = () => this.#heldAgain(input, context, { endsOn: input.endsOn });
    return this.mutations.send(context, ChangeAssignment, input, ['Assignment', input.assignmentId], own(input), { besides });
  }

  @Mutation(() => Outcome, { description: 'Ends a post.' })
  endAssignment(@Input() input: EndAssignmentInput, @Context() context: GraphqlContext): Promise<Outcome> {
    const { corrects, effectiveOn } = input;
    const besides = () => (corrects === undefined || effectiveOn === undefined ? undefined : this.#heldAgain(input, context, { end: effectiveOn }));
    return this.mutations.send(context, EndAssignment, input, ['Assignment', input.assignmentId], own(input), { besides });
  }

  @Mutation(() => Outcome, {
    description: 'Records to whom the holder of a post reports in it from a day on: who manages it sees the development that it sponsors.',
  })
  setReportingLine(@Input() input: SetReportingLineInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, SetReportingLine, input, ['Assignment', input.assignmentId], own(input));
  }

  @Mutation(() => Outcome, { description: 'Ends that the holder of a post reports to somebody.' })
  endReportingLine(@Input() input: EndReportingLineInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, EndReportingLine, input, ['Assignment', input.assignmentId], own(input));
  }

  /** A command that recorded something already records nothing more. */
  async #heldAgain({ assignmentId, commandId }: AssignmentChange, { clock }: GraphqlContext, change: Change): Promise<Besides | undefined> {
    const stream = assignmentStream(assignmentId);
    if (await this.streams.holds(stream, commandId)) return undefined;
    return heldAgain(await this.streams.load(stream, assignment), change, clock.today());
  }
}

type AssignmentChange = Pick<ChangeAssignmentInput, 'assignmentId' | 'commandId'>;
