import { projection } from '@app/read-model';
import type { IdentityEvent } from '../domain/identity.events.js';
import { IdentityRow } from './identity.row.js';

export const identityProjection = projection<IdentityEvent, IdentityRow>(IdentityRow, {
  version: 1,
  key: ({ data }) => data.identityId,
  on: {
    IdentityLinked: (_row, { data, effectiveOn }) => ({
      id: data.identityId,
      leaderId: data.leaderId,
      issuer: data.issuer,
      subject: data.subject,
      linkedOn: effectiveOn,
    }),
    IdentityUnlinked: () => undefined,
  },
});
