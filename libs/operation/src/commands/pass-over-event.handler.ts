import { readerStream, Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { passedOver, passOver, PassOverEvent } from '../domain/pass-over-event.js';
import type { ReaderEvent } from '../domain/reader.events.js';
import { Readers } from '../readers.js';

@CommandHandler(PassOverEvent)
export class PassOverEventHandler implements ICommandHandler<PassOverEvent, Receipt> {
  constructor(
    private readonly streams: Streams,
    private readonly readers: Readers,
  ) {}

  async execute(command: PassOverEvent): Promise<Receipt> {
    const { reader, eventId } = command.input;
    const [readers, isRecorded] = await Promise.all([this.readers.names(), this.readers.isRecorded(eventId)]);
    return this.readers.whileStill(reader, (stop) =>
      this.streams.transact(command, readerStream<ReaderEvent>(reader), passedOver, (asked, state) =>
        passOver(asked, state, { readers, isRecorded, stoppedAt: stop?.event ?? undefined }),
      ),
    );
  }
}
