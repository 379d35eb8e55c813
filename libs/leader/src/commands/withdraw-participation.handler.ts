import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { WithdrawParticipation, withdrawParticipation } from '../domain/participation.js';
import { leader } from '../domain/leader.js';
import { leaderStream } from '../events.js';

@CommandHandler(WithdrawParticipation)
export class WithdrawParticipationHandler implements ICommandHandler<WithdrawParticipation, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: WithdrawParticipation): Promise<Receipt> {
    return this.streams.transact(command, leaderStream(command.input.leaderId), leader, withdrawParticipation);
  }
}
