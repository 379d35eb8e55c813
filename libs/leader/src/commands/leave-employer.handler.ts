import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { organisationStream } from '@app/organisation/events';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { leave, LeaveEmployer } from '../domain/leave-employer.js';
import { leader } from '../domain/leader.js';
import { leaderStream } from '../events.js';
import { knownEmployer } from './known-employer.js';

@CommandHandler(LeaveEmployer)
export class LeaveEmployerHandler implements ICommandHandler<LeaveEmployer, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: LeaveEmployer): Promise<Receipt> {
    const { leaderId, organisationId } = command.input;
    const employer = await this.streams.load(organisationStream(organisationId), knownEmployer);
    return this.streams.transact(command, leaderStream(leaderId), leader, (asked, state) => leave(asked, state, employer));
  }
}
