import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../language.js';

interface Part {
  readonly type: number;
  readonly value?: unknown;
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>;
}

// What the parser calls plain text, a plural, and the `#` in one.
const LITERAL = 0;
const PLURAL = 6;
const POUND = 7;

function partsOf(pattern: string, language: Language): readonly Part[] {
  return new IntlMessageFormat(pattern, language, undefined, { ignoreTag: true }).getAst() as unknown as readonly Part[];
}

function walk(parts: readonly Part[], visit: (part: Part) => void): void {
  for (const part of parts) {
    visit(part);
    for (const option of Object.values(part.options ?? {})) walk(option.value, visit);
  }
}

/**
 * The details that a pattern names, those within its plurals and selects included, sorted: what both languages of a text must agree on.
 * @throws SyntaxError for a pattern that is none
 */
export function argumentsOf(pattern: string, language: Language): readonly string[] {
  const found = new Set<string>();
  walk(partsOf(pattern, language), ({ type, value }) => {
    if (type !== LITERAL && type !== POUND && typeof value === 'string') found.add(value);
  });
  return [...found].sort();
}

/** The kinds of number that a pattern's plurals tell apart (`one`, `two`, `=0`), with duplicates: each is one of its language's. */
export function pluralsOf(pattern: string, language: Language): readonly string[] {
  const found: string[] = [];
  walk(partsOf(pattern, language), ({ type, options }) => {
    if (type === PLURAL) found.push(...Object.keys(options ?? {}));
  });
  return found;
}
