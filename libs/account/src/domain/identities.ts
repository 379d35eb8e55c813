import { derivedId, type Fold, type SealedValue, unreachable } from '@app/kernel';
import type { IdentityEvent } from './identity.events.js';

/** A link that stands, as it is stored: whose it is can be told only while the person's keys are there. */
export interface Linked {
  readonly leaderId: string;
  readonly issuer: SealedValue<string>;
  readonly subject: SealedValue<string>;
}

/** The links of one part of the register, by their ids. */
export type Identities = ReadonlyMap<string, Linked>;

/** What was recorded is sealed: a stream holds no value that is yet to be. */
const stored = (value: unknown) => value as SealedValue<string>;

export const identities: Fold<Identities, IdentityEvent> = {
  initialState: new Map(),
  evolve(state, event) {
    const links = new Map(state);
    switch (event.type) {
      case 'IdentityLinked': {
        const { identityId, leaderId, issuer, subject } = event.data;
        return links.set(identityId, { leaderId, issuer: stored(issuer), subject: stored(subject) });
      }
      case 'IdentityUnlinked':
        links.delete(event.data.identityId);
        return links;
      default:
        return unreachable(event);
    }
  },
};

/** How many parts the register of identities has: never to be changed, since an identity's part is where it is looked for. */
export const PARTS = 256;

/** The id of the link that a command makes. Its last two digits say in which part of the register it stands. @param commandId a UUID */
export const identityIdOf = (commandId: string, part: number): string => `${derivedId(commandId, 'identity').slice(0, -2)}${hex(part)}`;

/** The part of the register that a link stands in, by its id. */
export const partOfId = (identityId: string): number => Number.parseInt(identityId.slice(-2), 16);

const hex = (part: number): string => part.toString(16).padStart(2, '0');
