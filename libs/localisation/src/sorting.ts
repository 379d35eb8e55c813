import type { Language } from './language.js';

/**
 * The collations by which PostgreSQL sorts names for readers of each language: ICU's, which know that in Welsh `ch`, `dd`, `ff`, `ng`, `ll`, `ph`,
 * `rh` and `th` are letters of their own.
 */
export const COLLATIONS = { en: 'en-x-icu', cy: 'cy-x-icu' } as const satisfies Record<Language, string>;

const collators: Readonly<Record<Language, Intl.Collator>> = { en: new Intl.Collator('en-GB'), cy: new Intl.Collator('cy-GB') };

/** Compares two names as lists in a language are sorted, for `sort`. */
export function compareIn(language: Language): (left: string, right: string) => number {
  return collators[language].compare;
}
