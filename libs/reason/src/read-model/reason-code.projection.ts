import { projection } from '@app/read-model';
import type { ReasonCodeEvent } from '../domain/reason-code.events.js';
import { ReasonCodeRow } from './reason-code.row.js';

/** What was recorded of reasons; those that come with the product are here only once something was. */
export const reasonCodeProjection = projection<ReasonCodeEvent, ReasonCodeRow>(ReasonCodeRow, {
  version: 1,
  key: ({ data }) => data.reasonCodeId,
  on: {
    ReasonCodeRegistered: (_row, { data: { reasonCodeId, code, name } }) => ({ id: reasonCodeId, code, nameEn: name.en, nameCy: name.cy, retired: false }),
    ReasonCodeRenamed: (_row, { data: { reasonCodeId, code, name } }) => ({ id: reasonCodeId, code, nameEn: name.en, nameCy: name.cy, retired: false }),
    ReasonCodeRetired: (row, { data: { reasonCodeId, code } }) => ({
      id: reasonCodeId,
      code,
      nameEn: row?.nameEn ?? null,
      nameCy: row?.nameCy ?? null,
      retired: true,
    }),
  },
});
