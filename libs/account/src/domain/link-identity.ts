import { Command, seal } from '@app/kernel';
import type { Identities } from './identities.js';
import type { IdentityEvent } from './identity.events.js';
import type { Person } from './person.js';
import { refuse } from './refusals.js';

/** Has whoever the identity provider signs in under a subject be somebody who is on record. */
export class LinkIdentity extends Command<{
  readonly leaderId: string;
  /** The identity provider's address, as its tokens name it. */
  readonly issuer: string;
  /** What the provider calls the person. */
  readonly subject: string;
  /** Why, or by what it was known to be theirs. */
  readonly reason: string;
}> {}

/** OpenID Connect Core 1.0, section 2. */
const LONGEST_SUBJECT = 255;

/** @param known who holds the identity now, if anybody does; and the id that its link would have */
export function link(
  { input }: LinkIdentity,
  _state: Identities,
  known: { readonly leader: Person; readonly identityId: string; readonly holder: { readonly leaderId: string } | undefined },
): readonly IdentityEvent[] {
  const { leaderId, issuer, subject, reason } = input;
  const { leader, identityId, holder } = known;
  if (leader.status === 'none') throw refuse('LEADER_NOT_FOUND');
  if (leader.status === 'erased') throw refuse('LEADER_ERASED');
  if (leader.status === 'merged') throw refuse('LEADER_MERGED', { survivorId: leader.survivorId });
  if (subject.length > LONGEST_SUBJECT) throw refuse('IDENTITY_MALFORMED', { most: LONGEST_SUBJECT });
  if (holder?.leaderId === leaderId) return [];
  if (holder) throw refuse('IDENTITY_LINKED_TO_ANOTHER');
  const own = (value: string) => seal({ subject: leaderId, purpose: 'account' }, value);
  return [
    {
      type: 'IdentityLinked',
      data: { identityId, leaderId, issuer: own(issuer), subject: seal({ subject: leaderId, purpose: 'identity' }, subject), reason: own(reason) },
    },
  ];
}
