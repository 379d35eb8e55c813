import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isTranslated, type Text, type Translated } from './texts.js';

/** Who read a text in both languages and found the Welsh right, and on which day. */
export interface Review {
  readonly by: string;
  readonly on: string;
}
/** By what was reviewed, not by where it stands: a text that changes in either language is another one, which nobody has reviewed. */
export type Register = Readonly<Record<string, Review>>;

export const REGISTER = '.config/words/reviewed.json';

/** What a text is known by in the register and to translators. */
export const idOf = ({ en, cy }: { readonly en: string; readonly cy: string }): string =>
  createHash('sha256')
    .update(JSON.stringify([en, cy]))
    .digest('hex')
    .slice(0, 32);

export const readRegister = (file = REGISTER): Register => JSON.parse(readFileSync(file, 'utf8')) as Register;
export const registerText = (register: Register): string =>
  `${JSON.stringify(Object.fromEntries(Object.entries(register).sort(([one], [other]) => (one < other ? -1 : 1))), null, 2)}\n`;

/** Each text once, however often it is said, with all the places that say it. */
export function distinct(texts: readonly Text[]): ReadonlyMap<string, readonly [Translated, ...Translated[]]> {
  const found = new Map<string, [Translated, ...Translated[]]>();
  for (const text of texts.filter(isTranslated)) {
    const same = found.get(idOf(text));
    if (same) same.push(text);
    else found.set(idOf(text), [text]);
  }
  return found;
}

/** How many texts there are in both languages, and of how many somebody reviewed the Welsh. */
export function reviewed(texts: readonly Text[], register: Register): { readonly all: number; readonly reviewed: number } {
  const ids = [...distinct(texts).keys()];
  return { all: ids.length, reviewed: ids.filter((id) => register[id] !== undefined).length };
}
