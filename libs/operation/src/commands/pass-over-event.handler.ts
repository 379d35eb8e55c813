import { readerStream, type Streams } from '@app/event-store';
import type { Receipt } from '@app/kernel';
import { passedOver, passOver, type PassOverEvent } from '../domain/pass-over-event.js';
import type { ReaderEvent } from '../domain/reader.events.js';
import type { Readers } from '../readers.js';

export async function passOverEvent(command: PassOverEvent, streams: Streams, given: { readonly readers: Readers }): Promise<Receipt> {
  const { reader, eventId } = command.input;
  const [readers, isRecorded] = await Promise.all([given.readers.names(), given.readers.isRecorded(eventId)]);
  return given.readers.whileStill(reader, (stop) =>
    streams.transact(command, readerStream<ReaderEvent>(reader), passedOver, (asked, state) =>
      passOver(asked, state, { readers, isRecorded, stoppedAt: stop?.event ?? undefined }),
    ),
  );
}
