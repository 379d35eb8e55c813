import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { knownLeader, leaderStream } from '@app/leader/events';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { requestSubjectAccess, RequestSubjectAccess } from '../domain/request-subject-access.js';
import { subjectAccess } from '../domain/subject-access.js';
import { subjectAccessStream } from '../events.js';

@CommandHandler(RequestSubjectAccess)
export class RequestSubjectAccessHandler implements ICommandHandler<RequestSubjectAccess, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: RequestSubjectAccess): Promise<Receipt> {
    const leader = await this.streams.load(leaderStream(command.input.leaderId), knownLeader);
    return this.streams.transact(command, subjectAccessStream(command.input.requestId), subjectAccess, (asked, state) =>
      requestSubjectAccess(asked, state, leader),
    );
  }
}
