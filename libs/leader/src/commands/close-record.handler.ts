import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { close, CloseRecord } from '../domain/close-record.js';
import { leader } from '../domain/leader.js';
import { leaderStream } from '../events.js';

@CommandHandler(CloseRecord)
export class CloseRecordHandler implements ICommandHandler<CloseRecord, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: CloseRecord): Promise<Receipt> {
    return this.streams.transact(command, leaderStream(command.input.leaderId), leader, close);
  }
}
