import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { leader } from '../domain/leader.js';
import { register, RegisterLeader } from '../domain/register-leader.js';
import { leaderStream } from '../events.js';

@CommandHandler(RegisterLeader)
export class RegisterLeaderHandler implements ICommandHandler<RegisterLeader, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: RegisterLeader): Promise<Receipt> {
    return this.streams.transact(command, leaderStream(command.input.leaderId), leader, register);
  }
}
