import { byId, seenAs } from '@app/graphql-kit';
import type { Anchored } from '@app/identity';
import { refuse } from './domain/refusals.js';
import { ErasureRequestRow } from './read-model/erasure-request.row.js';
import { PersonalReadRow } from './read-model/personal-read.row.js';
import { SubjectAccessRequestRow } from './read-model/subject-access-request.row.js';

/** Erasures by their UUIDs. */
export const erasureRequests = byId('ErasureRequest', ErasureRequestRow);
export const seenErasureRequest = seenAs('ErasureRequest');

/** Requests for subject access by their UUIDs. */
export const subjectAccessRequests = byId('SubjectAccessRequest', SubjectAccessRequestRow);
export const seenSubjectAccessRequest = seenAs('SubjectAccessRequest');

/** How erasures hang on to who asks. */
export const dataRightsAccess: readonly Anchored[] = [
  {
    resource: 'ErasureRequest',
    rows: ErasureRequestRow,
    anchors: { self: 'leader_id' },
    groups: { certificate: { columns: ['certificate', 'certificateHash', 'signature', 'publicKey'] } },
    missing: () => refuse('ERASURE_NOT_FOUND'),
  },
  { resource: 'PersonalRead', rows: PersonalReadRow, anchors: { self: 'leader_id' } },
  {
    resource: 'SubjectAccessRequest',
    rows: SubjectAccessRequestRow,
    anchors: { self: 'leader_id' },
    missing: () => refuse('SUBJECT_ACCESS_NOT_FOUND'),
  },
];
