import { refuse } from './refusals.js';

/** Somebody who is to be appointed, as a decision needs to know them. */
export type Person = { readonly status: 'none' | 'registered' | 'erased' } | { readonly status: 'merged'; readonly survivorId: string };

/** Refuses whoever is not on record, or no longer under this id. */
export function registered(person: Person): void {
  if (person.status === 'none' || person.status === 'erased') throw refuse('PERSON_NOT_FOUND');
  if (person.status === 'merged') throw refuse('PERSON_MERGED', { survivorId: person.survivorId });
}
