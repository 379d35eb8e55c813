import { seal } from '@app/kernel';
import type { LeaderName } from './leader.events.js';

/** What somebody is called, as it is asked for. */
export interface NameInput {
  readonly legalName: string;
  /** As the person wants to be called; the legal name where absent. */
  readonly knownAs?: string | undefined;
  /** How the person is filed, family name first. */
  readonly sortName: string;
}

/** The purpose of the key that somebody's nth name is sealed under, counted from 1. */
export const nameKey = (number: number): string => `name-${number}`;

/** Somebody's nth name, to be sealed. */
export function named({ legalName, knownAs, sortName }: NameInput, leaderId: string, number: number): LeaderName {
  const sealed = (name: string) => seal({ subject: leaderId, purpose: nameKey(number) }, name);
  return { legal: sealed(legalName), knownAs: sealed(knownAs || legalName), sort: sealed(sortName) };
}
