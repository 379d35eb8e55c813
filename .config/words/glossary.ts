import { GLOSSARY, type Notion } from '@app/localisation';
import { isTranslated, type Text, type Translated, whereOf } from './texts.js';

/** What soft, nasal and aspirate mutation make of how a Welsh word begins. */
const MUTATED: readonly (readonly [begins: string, as: readonly string[]])[] = [
  ['p', ['b', 'mh', 'ph']],
  ['t', ['d', 'nh', 'th']],
  ['c', ['g', 'ngh', 'ch']],
  ['b', ['f', 'm']],
  ['d', ['dd', 'n']],
  ['g', ['', 'ng']],
  ['m', ['f']],
  ['ll', ['l']],
  ['rh', ['r']],
];
/** Digraphs are letters of their own, most of which never change. */
const UNCHANGED = /^(?:ch|dd|ff|ng|ph|th)/;

/** A word as it begins, and as it begins mutated; before a vowel an h may have come. */
export function begun(word: string): readonly string[] {
  if (/^[aeiouwy]/.test(word)) return [word, `h${word}`];
  const [begins, as] = (UNCHANGED.test(word) ? undefined : MUTATED.toReversed().find(([letter]) => word.startsWith(letter))) ?? ['', []];
  return [word, ...as.map((letter) => letter + word.slice(begins.length))];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const within = (words: readonly string[]): RegExp => new RegExp(`(?<!\\p{L})(?:${words.map(escaped).join('|')})`, 'iu');

/** What is said of a text, not what stands in it for a machine: no details, nor names of the API. */
const spoken = (text: string): string => text.replace(/`[^`]*`|\{\w+\}|\b[a-z]+[A-Z]\w*/g, ' ').replace(/\s+/g, ' ');

/** Where texts say something else than the glossary has for it. */
export function strays(texts: readonly Text[], glossary: readonly Notion[] = GLOSSARY): string[] {
  const held = texts.filter(isTranslated);
  return glossary.flatMap((notion) => [
    ...held.filter(({ en }) => notion.avoid?.english && within(notion.avoid.english).test(spoken(en))).map((text) => said(text, text.en, notion.en)),
    ...held.filter(({ cy }) => notion.avoid?.welsh && within(notion.avoid.welsh.flatMap(begun)).test(spoken(cy))).map((text) => said(text, text.cy, notion.cy)),
    ...held
      .filter(({ en, cy }) => notion.stem && within([notion.stem.english]).test(spoken(en)) && !within(notion.stem.welsh.flatMap(begun)).test(spoken(cy)))
      .map((text) => said(text, `${text.en} | ${text.cy}`, `${notion.en} | ${notion.cy}`)),
  ]);
}
const said = (text: Translated, what: string, term: string): string => `${whereOf(text)} ${what} → ${term}`;

/** Texts that are the same in one language and not in the other: one notion worded twice, or two that a reader takes for one. */
export function driftOf(texts: readonly Text[]): string[] {
  const held = texts.filter(isTranslated);
  const same = (one: 'en' | 'cy', other: 'en' | 'cy'): string[] => {
    const groups = new Map<string, Translated[]>();
    for (const text of held) groups.set(plain(text[one]), [...(groups.get(plain(text[one])) ?? []), text]);
    return [...groups.values()]
      .filter((group) => new Set(group.map((text) => plain(text[other]))).size > 1)
      .map((group) => `${group[0]?.[one]}: ${[...new Set(group.map((text) => text[other]))].sort().join(' / ')}`);
  };
  return [...same('en', 'cy'), ...same('cy', 'en')].sort();
}
const plain = (text: string): string => text.toLowerCase().replace(/[.:]$/, '');
