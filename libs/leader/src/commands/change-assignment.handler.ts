import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { assignment } from '../domain/assignment.js';
import { change, ChangeAssignment } from '../domain/change-assignment.js';
import { assignmentStream } from '../events.js';

@CommandHandler(ChangeAssignment)
export class ChangeAssignmentHandler implements ICommandHandler<ChangeAssignment, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: ChangeAssignment): Promise<Receipt> {
    return this.streams.transact(command, assignmentStream(command.input.assignmentId), assignment, change);
  }
}
