import { projection } from '@app/read-model';
import type { ReaderEvent } from '../domain/reader.events.js';
import { PassedOverEventRow } from './passed-over-event.row.js';

export const passedOverEventProjection = projection<ReaderEvent, PassedOverEventRow>(PassedOverEventRow, {
  version: 2,
  key: ({ id }) => id,
  on: {
    EventPassedOver: (_row, { id, data: { reader, eventId, eventType, position, stream, revision, reason, passedOverBy }, recordedAt }) => ({
      id,
      reader,
      eventId,
      eventType,
      position: position === undefined ? null : BigInt(position),
      stream: stream ?? null,
      revision: revision === undefined ? null : BigInt(revision),
      reason,
      passedOverBy,
      passedOverAt: recordedAt,
    }),
  },
});
