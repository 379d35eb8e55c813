import { IntlMessageFormat } from 'intl-messageformat';
import type { Bilingual, Language } from './language.js';

// Patterns come from the code, never from a caller, so there are only so many of them.
const compiled: Readonly<Record<Language, Map<string, IntlMessageFormat>>> = { en: new Map(), cy: new Map() };
const locales: Readonly<Record<Language, string>> = { en: 'en-GB', cy: 'cy-GB' };

/**
 * A text in one language with its details filled in (ICU MessageFormat: plurals and selects included; Welsh tells zero, one, two, few, many and
 * other apart). Each pattern is compiled once.
 * @throws Error when the pattern names a detail that is not given: a defect of the text, found by its first test
 */
export function say(text: Bilingual, details: Readonly<Record<string, string | number | boolean>>, language: Language): string {
  const pattern = text[language];
  let format = compiled[language].get(pattern);
  if (!format) compiled[language].set(pattern, (format = new IntlMessageFormat(pattern, locales[language], undefined, { ignoreTag: true })));
  return String(format.format({ ...details }));
}
