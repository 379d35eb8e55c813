import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from './language.js';

interface Part {
  readonly type: number;
  readonly value?: unknown;
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>;
}

// What the parser calls plain text, a choice by a word, one by a number, and the `#` in that.
const LITERAL = 0;
const SELECT = 5;
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

const known: Readonly<Record<Language, Map<string, readonly string[]>>> = { en: new Map(), cy: new Map() };

/**
 * The details that a pattern names, those within its plurals and selects included, sorted: what both languages of a text must agree on.
 * @throws SyntaxError for a pattern that is none
 */
export function argumentsOf(pattern: string, language: Language): readonly string[] {
  let names = known[language].get(pattern);
  if (!names) known[language].set(pattern, (names = namesIn(partsOf(pattern, language))));
  return names;
}

function namesIn(parts: readonly Part[]): readonly string[] {
  const found = new Set<string>();
  walk(parts, ({ type, value }) => {
    if (type !== LITERAL && type !== POUND && typeof value === 'string') found.add(value);
  });
  return [...found].sort();
}

/** A pattern as it is read before anything is filled in: its details as `{name}`, of plurals the widest, of what else it chooses from every variant. */
export function unfilled(pattern: string, language: Language): string {
  return written(partsOf(pattern, language), '');
}

function written(parts: readonly Part[], counted: string): string {
  return parts.map((part) => writtenPart(part, counted)).join('');
}

function writtenPart({ type, value, options = {} }: Part, counted: string): string {
  if (type === LITERAL) return String(value);
  if (type === POUND) return `{${counted}}`;
  if (type === PLURAL) return written(options['other']?.value ?? [], String(value));
  if (type === SELECT) return [...new Set(Object.values(options).map((option) => written(option.value, counted)))].filter((text) => text !== '').join(' / ');
  return `{${String(value)}}`;
}

/** The kinds of number that a pattern’s plurals tell apart (`one`, `two`, `=0`), with duplicates: each is one of its language’s. */
export function pluralsOf(pattern: string, language: Language): readonly string[] {
  const found: string[] = [];
  walk(partsOf(pattern, language), ({ type, options }) => {
    if (type === PLURAL) found.push(...Object.keys(options ?? {}));
  });
  return found;
}
