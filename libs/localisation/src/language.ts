/** The languages that every label, refusal and export exists in. */
export type Language = 'en' | 'cy';

/** A text in both languages, as ICU message patterns. A text in one of them does not compile. */
export interface Bilingual {
  readonly en: string;
  readonly cy: string;
}

const range = /^([a-z]{1,8}|\*)(?:-[a-z0-9-]+)?(?:\s*;\s*q\s*=\s*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/i;

/** Of Welsh and English the one that a tag (`cy-GB`, `EN`) or an `Accept-Language` header prefers; undefined where it names neither. */
function namedIn(languages: string): Language | undefined {
  let language: Language | undefined;
  let best = 0;
  for (const item of languages.split(',', 32)) {
    const [, tag, quality] = range.exec(item.trim()) ?? [];
    const weight = quality === undefined ? 1 : Number(quality);
    const named = tag?.toLowerCase();
    if ((named === 'en' || named === 'cy') && weight > best) [language, best] = [named, weight];
  }
  return language;
}

/**
 * The language to answer somebody in: that of the first candidate which names Welsh or English, English where none does. The order says what
 * counts: what a person has recorded of themselves, what is claimed of them, what their browser asks for.
 * @param candidates language tags or `Accept-Language` headers, as far as they are known
 */
export function decideLanguage(candidates: readonly (string | null | undefined)[]): Language {
  for (const candidate of candidates) {
    const named = candidate ? namedIn(candidate) : undefined;
    if (named) return named;
  }
  return 'en';
}

/**
 * The language to answer in: of Welsh and English the one that an `Accept-Language` header (RFC 9110 §12.5.4) weighs
 * higher, the earlier one where it weighs both the same, English where it names neither.
 */
export function languageOf(acceptLanguage: string | undefined): Language {
  return decideLanguage([acceptLanguage]);
}
