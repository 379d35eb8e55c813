import { Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { reads, recordReads, RecordReads } from '../domain/record-reads.js';
import { readsStream } from '../events.js';

@CommandHandler(RecordReads)
export class RecordReadsHandler implements ICommandHandler<RecordReads, Receipt> {
  constructor(private readonly streams: Streams) {}

  execute(command: RecordReads): Promise<Receipt> {
    return this.streams.transact(command, readsStream(command.meta.commandId), reads, recordReads);
  }
}
