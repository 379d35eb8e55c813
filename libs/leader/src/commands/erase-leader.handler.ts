import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { erase, EraseLeader } from '../domain/erase-leader.js';
import { leader } from '../domain/leader.js';
import { leaderStream } from '../events.js';

@CommandHandler(EraseLeader)
export class EraseLeaderHandler implements ICommandHandler<EraseLeader, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: EraseLeader): Promise<Receipt> {
    return this.streams.transact(command, leaderStream(command.input.leaderId), leader, erase);
  }
}
