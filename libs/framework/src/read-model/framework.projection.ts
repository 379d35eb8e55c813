import { periods } from '@app/read-model';
import type { FrameworkEvent, Wording } from '../domain/framework.events.js';
import { FrameworkRow, FrameworkVersionRow } from './framework.row.js';

/** Names as tables hold them. */
export const namesOf = ({ en, cy, cyMissing }: Wording) => ({ nameEn: en, nameCy: cy ?? null, welshMissing: cyMissing ?? null });

/** What is said of a framework on a day is what the version says that was published last by then. */
export const frameworkProjection = periods<FrameworkEvent, FrameworkRow>(FrameworkRow, {
  version: 1,
  key: (event) => (event.type === 'FrameworkVersionPublished' ? event.data.frameworkId : []),
  on: {
    FrameworkVersionPublished: (_row, { data: { frameworkId, code, names, publisher } }) => ({
      id: frameworkId,
      code,
      ...namesOf(names),
      nameInWelsh: names.cy ?? names.en,
      publisher,
    }),
    FrameworkSuperseded: null,
    CrosswalkStated: null,
    CrosswalkWithdrawn: null,
  },
});

export const frameworkVersionProjection = periods<FrameworkEvent, FrameworkVersionRow>(FrameworkVersionRow, {
  version: 1,
  key: ({ data }) => ('versionId' in data ? data.versionId : []),
  on: {
    FrameworkVersionPublished: (_row, { data, effectiveOn }) => ({
      id: data.versionId,
      frameworkId: data.frameworkId,
      version: data.version,
      ...namesOf(data.names),
      publisher: data.publisher,
      source: data.source,
      licenceStatus: data.licence.status,
      licenceNote: data.licence.note,
      permission: data.permission ?? null,
      descriptorsBundled: data.descriptorsBundled,
      note: data.note ?? null,
      scaleOwner: data.scaleOwner,
      usableFrom: effectiveOn,
      supersededFrom: null,
      supersededById: null,
    }),
    FrameworkSuperseded: (row, { data: { by }, effectiveOn }) => row && { ...row, supersededFrom: effectiveOn, supersededById: by.versionId },
    CrosswalkStated: null,
    CrosswalkWithdrawn: null,
  },
});
