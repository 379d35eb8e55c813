import { periods } from '@app/read-model';
import type { AdjustmentEvent } from '../domain/adjustment.events.js';
import { AdjustmentRow } from './adjustment.row.js';

export const adjustmentProjection = periods<AdjustmentEvent, AdjustmentRow>(AdjustmentRow, {
  version: 1,
  key: ({ data }) => data.adjustmentId,
  on: {
    AdjustmentRequested: (_row, { data: { adjustmentId, enrolmentId, cohortId, programmeId, leaderId, request }, effectiveOn }) => ({
      id: adjustmentId,
      enrolmentId,
      cohortId,
      programmeId,
      leaderId,
      request,
      requestedOn: effectiveOn,
      answer: null,
      explanation: null,
      answeredOn: null,
    }),
    AdjustmentAnswered: (row, { data: { answer, explanation }, effectiveOn }) =>
      row && { ...row, answer, explanation: explanation ?? null, answeredOn: effectiveOn },
  },
});
