import { londonDate } from '@app/kernel';
import { projection } from '@app/read-model';
import type { SubjectAccessEvent } from '../domain/subject-access.events.js';
import { SubjectAccessRequestRow } from './subject-access-request.row.js';

export const subjectAccessRequestProjection = projection<SubjectAccessEvent, SubjectAccessRequestRow>(SubjectAccessRequestRow, {
  version: 1,
  key: ({ data }) => data.requestId,
  on: {
    SubjectAccessRequested: (_row, { data: { requestId, leaderId, requesterId, requestedBy, receivedOn, dueOn } }) => ({
      id: requestId,
      leaderId,
      status: 'OPEN',
      requestedBy,
      requesterId,
      receivedOn,
      dueOn,
      extendedFrom: null,
      extensionReason: null,
      toldOn: null,
      answeredOn: null,
      documents: [],
    }),
    SubjectAccessExtended: (row, { data: { dueBefore, dueOn, reason, toldOn } }) =>
      row && { ...row, dueOn, extendedFrom: dueBefore, extensionReason: reason, toldOn },
    SubjectAccessAnswered: (row, { data: { way, documents }, recordedAt }) => {
      const on = londonDate(new Date(recordedAt));
      return (
        row && {
          ...row,
          status: 'ANSWERED',
          answeredOn: row.answeredOn ?? on,
          documents: [...row.documents, ...documents.map((document) => ({ ...document, on, way }))],
        }
      );
    },
  },
});
