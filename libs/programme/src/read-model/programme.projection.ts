import { periods } from '@app/read-model';
import type { ProgrammeEvent, ProgrammePublished } from '../domain/programme.events.js';
import { ProgrammeRow } from './programme.row.js';

const particulars = (data: ProgrammePublished['data']): ProgrammeRow => ({
  id: data.programmeId,
  code: data.code,
  nameEn: data.name.en,
  nameCy: data.name.cy ?? null,
  nameInWelsh: data.name.cy ?? data.name.en,
  nation: data.nation,
  level: data.level,
  provider: data.provider,
  months: data.months ?? null,
  attendanceMinutes: data.hours?.attendanceMinutes ?? null,
  reflectionMinutes: data.hours?.reflectionMinutes ?? null,
  cohortSize: data.cohortSize ?? null,
  award: data.award ?? null,
  provenance: data.provenance ?? null,
});

export const programmeProjection = periods<ProgrammeEvent, ProgrammeRow>(ProgrammeRow, {
  version: 2,
  key: ({ data }) => data.programmeId,
  on: {
    ProgrammePublished: (_row, { data }) => particulars(data),
    ProgrammeRevised: (_row, { data }) => particulars(data),
    ProgrammeLeadAppointed: null,
    ProgrammeLeadStoodDown: null,
  },
});
