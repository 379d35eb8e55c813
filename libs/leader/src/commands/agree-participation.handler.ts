import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { agree, AgreeParticipation } from '../domain/participation.js';
import { leader } from '../domain/leader.js';
import { leaderStream } from '../events.js';

@CommandHandler(AgreeParticipation)
export class AgreeParticipationHandler implements ICommandHandler<AgreeParticipation, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: AgreeParticipation): Promise<Receipt> {
    return this.streams.transact(command, leaderStream(command.input.leaderId), leader, agree);
  }
}
