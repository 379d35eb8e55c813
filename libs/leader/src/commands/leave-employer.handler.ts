import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { knownOrganisation, organisationStream } from '@app/organisation/events';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { leave, LeaveEmployer } from '../domain/leave-employer.js';
import { leader } from '../domain/leader.js';
import { leaderStream } from '../events.js';

@CommandHandler(LeaveEmployer)
export class LeaveEmployerHandler implements ICommandHandler<LeaveEmployer, Receipt> {
  constructor(private readonly streams: Streams) {}

  async execute(command: LeaveEmployer): Promise<Receipt> {
    const { leaderId, organisationId } = command.input;
    const employer = await this.streams.load(organisationStream(organisationId), knownOrganisation);
    return this.streams.transact(command, leaderStream(leaderId), leader, (asked, state) => leave(asked, state, employer));
  }
}
