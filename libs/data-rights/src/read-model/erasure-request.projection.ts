import { londonDate } from '@app/kernel';
import { projection } from '@app/read-model';
import type { ErasureEvent } from '../domain/erasure.events.js';
import { ErasureRequestRow } from './erasure-request.row.js';

export const erasureRequestProjection = projection<ErasureEvent, ErasureRequestRow>(ErasureRequestRow, {
  version: 2,
  key: ({ data }) => data.erasureId,
  on: {
    ErasureRequested: (_row, { data, effectiveOn }) => ({
      id: data.erasureId,
      leaderId: data.leaderId,
      status: 'REQUESTED',
      ground: data.ground,
      requestedBy: data.requestedBy,
      requesterId: data.requesterId,
      requestedOn: effectiveOn,
      deciderId: null,
      decidedOn: null,
      refusal: null,
      responsibilities: [],
      completedOn: null,
      certificate: null,
      certificateHash: null,
      signature: null,
      publicKey: null,
      remaining: [],
    }),
    ErasureRefused: (row, { data, effectiveOn }) =>
      row && { ...row, status: 'REFUSED', deciderId: data.deciderId, decidedOn: effectiveOn, refusal: data.reason },
    ErasureApproved: (row, { data, effectiveOn }) =>
      row && { ...row, status: 'APPROVED', deciderId: data.deciderId, decidedOn: effectiveOn, responsibilities: data.responsibilities },
    ErasureKeysDestroyed: (row) => row && { ...row, status: 'KEYS_DESTROYED' },
    ErasureCertified: (row, { data }) =>
      row && {
        ...row,
        certificate: data.certificate,
        certificateHash: data.certificateHash,
        signature: data.signature,
        publicKey: data.publicKey,
      },
    ErasureValuesRemain: (row, { data }) => row && { ...row, status: 'VALUES_REMAIN', remaining: data.found },
    ErasureCompleted: (row, { recordedAt }) => row && { ...row, status: 'COMPLETED', remaining: [], completedOn: londonDate(new Date(recordedAt)) },
    ErasureBegun: null,
    ErasureScanRequested: null,
  },
});
