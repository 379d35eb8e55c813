import type { Labels } from '@app/feature';
import type { DelegationEvent } from './domain/delegation.events.js';
import type { IdentityEvent } from './domain/identity.events.js';

/** Why a link or a delegation ended. */
const ENDED_BY = {
  ERASED: { en: 'The person was erased', cy: 'Dilëwyd y person' },
  REQUESTED: { en: 'Somebody asked for it', cy: 'Gofynnodd rhywun amdano' },
};

export const accountLabels = {
  events: {
    IdentityLinked: { en: 'Account linked', cy: 'Cysylltwyd cyfrif' },
    IdentityUnlinked: { en: 'Account unlinked', cy: 'Datgysylltwyd cyfrif' },
    DelegationGranted: { en: 'Deputy appointed', cy: 'Penodwyd dirprwy' },
    DelegationEnded: { en: 'Deputy stood down', cy: 'Rhyddhawyd dirprwy' },
  },
  fields: {
    cause: { en: 'Cause', cy: 'Achos', words: ENDED_BY },
    principalId: { en: 'Who is deputised for', cy: 'Y sawl y dirprwyir drosto' },
    deputyId: { en: 'Deputy', cy: 'Dirprwy' },
    identityId: { en: 'Account', cy: 'Cyfrif' },
    delegationId: { en: 'Delegation', cy: 'Dirprwyaeth' },
    account: { en: 'Account', cy: 'Cyfrif' },
    issuer: { en: 'Identity provider', cy: 'Darparwr hunaniaeth' },
    subject: { en: 'What the identity provider calls you', cy: 'Yr hyn y mae’r darparwr hunaniaeth yn eich galw' },
    roles: { en: 'Roles', cy: 'Rolau', codes: 'Role' },
    authority: { en: 'Authority', cy: 'Awdurdod', codes: 'DelegatedAuthority' },
  },
  tables: {
    Identity: { en: 'Accounts that you sign in with', cy: 'Cyfrifon yr ydych yn mewngofnodi â nhw' },
    Delegation: { en: 'Deputies', cy: 'Dirprwyon' },
  },
} satisfies Labels<(IdentityEvent | DelegationEvent)['type']>;
