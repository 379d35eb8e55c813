import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { reopen, ReopenRecord } from '../domain/close-record.js';
import { leader } from '../domain/leader.js';
import { leaderStream } from '../events.js';

@CommandHandler(ReopenRecord)
export class ReopenRecordHandler implements ICommandHandler<ReopenRecord, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: ReopenRecord): Promise<Receipt> {
    return this.streams.transact(command, leaderStream(command.input.leaderId), leader, reopen);
  }
}
