import { byId, seenAs } from '@app/graphql-kit';
import type { Anchored } from '@app/identity';
import { refuse } from './domain/refusals.js';
import { ErasureRequestRow } from './read-model/erasure-request.row.js';

/** Erasures by their UUIDs. */
export const erasureRequests = byId('ErasureRequest', ErasureRequestRow);
export const seenErasureRequest = seenAs('ErasureRequest');

/** How erasures hang on to who asks. */
export const dataRightsAccess: readonly Anchored[] = [
  {
    resource: 'ErasureRequest',
    rows: ErasureRequestRow,
    anchors: { self: 'leader_id' },
    groups: { certificate: { columns: ['certificate', 'certificateHash', 'signature', 'publicKey'] } },
    missing: () => refuse('ERASURE_NOT_FOUND'),
  },
];
