import { derivedId } from '@app/kernel';
import { projection } from '@app/read-model';
import type { ReadingEvent } from '../domain/reading.events.js';
import { PersonalReadRow } from './personal-read.row.js';

const idOf = (eventId: string, leaderId: string): string => derivedId(eventId, leaderId);

export const personalReadProjection = projection<ReadingEvent, PersonalReadRow>(PersonalReadRow, {
  version: 1,
  key: ({ id, data }) => data.reads.map(({ leaderId }) => idOf(id, leaderId)),
  on: {
    PersonalDataRead: (_row, { id, data: { readerId, roles, purpose, since, until, reads }, meta }, key) => {
      const read = reads.find(({ leaderId }) => idOf(id, leaderId) === key);
      return (
        read && {
          id: key,
          leaderId: read.leaderId,
          readerId,
          onBehalfOf: meta.actor.onBehalfOf ?? null,
          roles,
          purpose: purpose ?? null,
          since,
          until,
          fields: read.fields,
        }
      );
    },
  },
});
