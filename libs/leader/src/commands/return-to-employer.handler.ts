import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { comeBack, ReturnToEmployer } from '../domain/leave-employer.js';
import { leader } from '../domain/leader.js';
import { leaderStream } from '../events.js';

@CommandHandler(ReturnToEmployer)
export class ReturnToEmployerHandler implements ICommandHandler<ReturnToEmployer, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: ReturnToEmployer): Promise<Receipt> {
    return this.streams.transact(command, leaderStream(command.input.leaderId), leader, comeBack);
  }
}
