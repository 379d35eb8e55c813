import { Command, type Decided, type Fold, onRecord, present, unreachable } from '@app/kernel';
import type { EventPassedOver, PassOverReason, ReaderEvent } from './reader.events.js';
import { refuse } from './refusals.js';

/** Two events of an EventStoreDB may have one id: there the place says which. */
const keyOf = (id: string, stream: string | undefined, revision: string | undefined): string => (stream === undefined ? id : `${id} ${stream} ${revision}`);

/** The events that a reader passes over: by their ids, and by their places where they have none in the log. */
export const passedOver: Fold<ReadonlySet<string>, ReaderEvent> = {
  initialState: new Set(),
  evolve(state, event) {
    switch (event.type) {
      case 'EventPassedOver':
        return new Set([...state, event.data.eventId, keyOf(event.data.eventId, event.data.stream, event.data.revision)]);
      default:
        return unreachable(event.type);
    }
  },
};

/** Has a reader of the log go on behind the event that it stopped at. */
export class PassOverEvent extends Command<{ readonly reader: string; readonly eventId: string; readonly reason: PassOverReason }> {}

/** What is known of a reader and of the event. */
export interface Standing {
  /** The names under which the log is read. */
  readonly readers: readonly string[];
  readonly isRecorded: boolean;
  /** Where the reader has stopped, if it has and is not at work just now. */
  readonly stoppedAt:
    { readonly id: string; readonly type: string; readonly position: bigint | null; readonly stream?: string; readonly revision?: bigint } | undefined;
}

/** @throws Refused READER_NOT_FOUND, with the names that there are */
export function assertReader(reader: string, readers: readonly string[]): void {
  if (!readers.includes(reader)) throw refuse('READER_NOT_FOUND', { reader, names: readers.join(', ') });
}

export function passOver({ meta, input }: PassOverEvent, state: ReadonlySet<string>, { readers, isRecorded, stoppedAt }: Standing): Decided<ReaderEvent> {
  const { reader, eventId, reason } = input;
  assertReader(reader, readers);
  const revision = stoppedAt?.revision?.toString();
  const isNew = stoppedAt?.id === eventId && !state.has(keyOf(eventId, stoppedAt.stream, revision));
  if (!isNew && state.has(eventId)) return onRecord<EventPassedOver>('EventPassedOver', { reason }, { eventId });
  if (stoppedAt?.id !== eventId) throw isRecorded ? refuse('READER_NOT_STOPPED', { reader }) : refuse('EVENT_NOT_FOUND');
  const { type: eventType, position, stream } = stoppedAt;
  return [
    {
      type: 'EventPassedOver',
      data: { reader, eventId, eventType, ...present({ position: position?.toString(), stream, revision }), reason, passedOverBy: meta.actor.id },
    },
  ];
}
