import type { Language } from './language.js';

/**
 * What something is called: in English, and in Welsh. An official term whose publisher has no Welsh one on record has `null` there: it is shown
 * in English and marked as such, since a translation made up here would be taken for the official one.
 */
export interface Label {
  readonly en: string;
  readonly cy: string | null;
}

/** A text with the language that it is in. */
export interface LocalText {
  readonly value: string;
  readonly language: Language;
}

/** A text for readers of a language: in theirs where it exists in it, else in English, and marked with the language that it is in. */
export function shownIn(language: Language, { en, cy }: Label): LocalText {
  return language === 'cy' && cy !== null ? { value: cy, language } : { value: en, language: 'en' };
}
