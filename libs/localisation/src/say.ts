import { IntlMessageFormat } from 'intl-messageformat';
import type { Bilingual, Language } from './language.js';

// Patterns come from the code, never from a caller, so there are only so many of them.
const compiled: Readonly<Record<Language, Map<string, IntlMessageFormat>>> = { en: new Map(), cy: new Map() };
const locales: Readonly<Record<Language, string>> = { en: 'en-GB', cy: 'cy-GB' };

/** What values of details are called, by the detail's name and the value. */
type Words = Readonly<Record<string, Readonly<Record<string, Bilingual>>>>;

/**
 * A text in one language with its details filled in (ICU MessageFormat: plurals and selects included; Welsh tells zero, one, two, few, many and
 * other apart). Each pattern is compiled once.
 * A detail whose name ends in `Minutes` is told in hours and minutes.
 * @param text its `words`: of details that are codes of a list, what each value is called; a value that they do not know stays as it is
 * @throws Error when the pattern names a detail that is not given: a defect of the text, found by its first test
 */
export function say(text: Bilingual & { readonly words?: Words }, details: Readonly<Record<string, string | number | boolean>>, language: Language): string {
  const pattern = text[language];
  let format = compiled[language].get(pattern);
  if (!format) compiled[language].set(pattern, (format = new IntlMessageFormat(pattern, locales[language], undefined, { ignoreTag: true })));
  return String(format.format(Object.fromEntries(Object.entries(details).map(([name, value]) => [name, called(name, value)]))));

  function called(name: string, value: string | number | boolean): string | number | boolean {
    const word = text.words?.[name]?.[String(value)];
    if (word) return say(word, details, language);
    return typeof value === 'number' && name.endsWith('Minutes') ? inHours(value) : value;
  }
}

/** In symbols that both languages share, such as `1 h 30 min` or `20 h`. */
function inHours(minutes: number): string {
  const parts = [`${Math.floor(minutes / 60)} h`, `${minutes % 60} min`].filter((part) => !part.startsWith('0 '));
  return parts.join(' ') || '0 min';
}
