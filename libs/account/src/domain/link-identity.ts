import { aboutOthers, aPerson, Command, type Decided, isSelf, onRecord, seal, type Self } from '@app/kernel';
import type { Identities } from './identities.js';
import type { IdentityEvent, IdentityLinked } from './identity.events.js';
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

interface Known {
  readonly leader: Person;
  /** The id that the link would have. */
  readonly identityId: string;
  /** The account's. */
  readonly account: string;
  /** Who holds the identity now, if anybody does. */
  readonly holder: { readonly leaderId: string } | undefined;
  /** Whoever links. */
  readonly self: Self;
  /** Whoever the account could be of. */
  readonly holders: Self;
  /** Every id of those by whose word other records are taken for this one's person's. */
  readonly mergers: readonly string[];
}

/** Nobody says of an account of their own whose it is, nor of any account that it belongs to a record of theirs: a link gives its account the rights of the person. */
export function link({ input, meta }: LinkIdentity, _state: Identities, known: Known): Decided<IdentityEvent> {
  const { leaderId, issuer, subject, reason } = input;
  const { leader, identityId, account, holder, self, holders, mergers } = known;
  aPerson(meta.actor);
  if (self.has(account)) throw refuse('OWN_ACCOUNT');
  aboutOthers(self, leaderId);
  if (leader.status === 'none') throw refuse('LEADER_NOT_FOUND');
  if (leader.status === 'erased') throw refuse('LEADER_ERASED');
  if (leader.status === 'merged') throw refuse('LEADER_MERGED', { survivorId: leader.survivorId });
  if (subject.length > LONGEST_SUBJECT) throw refuse('IDENTITY_MALFORMED', { most: LONGEST_SUBJECT });
  const own = (value: string) => seal({ subject: leaderId, purpose: 'account' }, value);
  if (holder?.leaderId === leaderId) return onRecord<IdentityLinked>('IdentityLinked', { reason: own(reason) }, { leaderId });
  if (holder) throw refuse('IDENTITY_LINKED_TO_ANOTHER');
  // Who has one of two records has no part in their being one person's, whichever comes first.
  if (isSelf(holders, mergers)) throw refuse('ACCOUNT_OF_WHO_MERGED');
  return [
    {
      type: 'IdentityLinked',
      data: { identityId, leaderId, account, issuer: own(issuer), subject: seal({ subject: leaderId, purpose: 'identity' }, subject), reason: own(reason) },
    },
  ];
}
