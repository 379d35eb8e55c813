import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { knownOrganisation, organisationStream } from '@app/organisation/events';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { assignment } from '../domain/assignment.js';
import { leader } from '../domain/leader.js';
import { start, StartAssignment } from '../domain/start-assignment.js';
import { assignmentStream, leaderStream } from '../events.js';

@CommandHandler(StartAssignment)
export class StartAssignmentHandler implements ICommandHandler<StartAssignment, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: StartAssignment): Promise<Receipt> {
    const { assignmentId, leaderId, organisationId } = command.input;
    const [person, employer] = await Promise.all([
      this.streams.load(leaderStream(leaderId), leader),
      this.streams.load(organisationStream(organisationId), knownOrganisation),
    ]);
    return this.streams.transact(command, assignmentStream(assignmentId), assignment, (asked, state) => start(asked, state, { leader: person, employer }));
  }
}
