import { londonDate } from '@app/kernel';
import { projection } from '@app/read-model';
import type { DelegationEvent } from '../domain/delegation.events.js';
import { DelegationRow } from './delegation.row.js';

export const delegationProjection = projection<DelegationEvent, DelegationRow>(DelegationRow, {
  version: 1,
  key: ({ data }) => data.delegationId,
  on: {
    DelegationGranted: (_row, { data, meta }) => ({
      id: data.delegationId,
      principalId: data.principalId,
      deputyId: data.deputyId,
      roles: data.roles,
      authority: data.authority,
      startsOn: data.startsOn,
      endsOn: data.endsOn,
      endedOn: null,
      grantedById: meta.actor.id,
      reason: data.reason ?? null,
    }),
    DelegationEnded: (row, { recordedAt }) => row && { ...row, endedOn: londonDate(new Date(recordedAt)) },
  },
});
