import type { Features } from '@app/feature';
import { ROLES } from '@app/identity';

/** What somebody was known by, for the search for what an erasure left. */
export interface Wanted {
  /** Names in full, addresses, and what an identity provider calls them: looked for wherever they stand. */
  readonly values: readonly string[];
  /** Single words of these, in small letters: looked for as words, where no title of a thing stands. */
  readonly words: readonly string[];
}

/** Shorter texts are not looked for: they stand in too many others. */
const SHORTEST = 5;
const SHORTEST_WORD = 4;
/** What an identity provider calls somebody is nobody else's, but a short number may stand anywhere. */
const SHORTEST_IDENTITY = 8;

const wordsIn = (text: string): readonly string[] => text.split(/[^\p{L}\p{M}]+/u).filter((word) => word !== '');

/** The words that the product itself writes into every row: a person may be called Place, or Leader. */
export const ownWords = ({ labels }: Pick<Features, 'labels'>): ReadonlySet<string> =>
  new Set(
    [...Object.keys(labels.events), ...Object.keys(labels.fields), ...ROLES, 'Person', 'Service', 'Process', 'Manager', 'Loader', 'Generator', 'System']
      .flatMap((name) => wordsIn(name.replaceAll(/([a-z])([A-Z])/g, '$1 $2')))
      .map((word) => word.toLowerCase()),
  );

/** Letters that bytes are written in as well. */
const HEXADECIMAL = /^[a-f]+$/;

/**
 * What is looked for of a value that names somebody.
 * @param purpose what its key is for, such as `name-1`, `contact`, `identity`
 * @param own the product’s own words, which are not
 */
export function wantedOf(value: string, purpose: string, own: ReadonlySet<string>): Wanted {
  if (purpose === 'identity') return { values: value.length >= SHORTEST_IDENTITY ? [value] : [], words: [] };
  const [local = '', domain] = value.split('@');
  const isWhole = value.length >= SHORTEST && /[\s@]/.test(value);
  const words = wordsIn(domain === undefined ? value : local)
    .map((word) => word.toLowerCase())
    .filter((word) => word.length >= SHORTEST_WORD && !own.has(word) && !HEXADECIMAL.test(word));
  // The part of an address before the @ is as telling as the whole where it has two words.
  const named = domain !== undefined && wordsIn(local).length > 1 ? [local] : [];
  return { values: [...(isWhole ? [value] : []), ...named], words };
}

/** All of several together, each once. */
export function together(wanted: readonly Wanted[]): Wanted {
  return { values: [...new Set(wanted.flatMap(({ values }) => values))], words: [...new Set(wanted.flatMap(({ words }) => words))] };
}
