/**
 * RFC 8785 canonical JSON: one text for one value, whoever writes it. Properties that are undefined are left out. Every event passes
 * here, hence no more is made on the way than the text.
 * @throws TypeError for what has no JSON
 */
export function canonicalJson(value: unknown): string {
  const text = written(value);
  if (text === undefined) throw new TypeError(`${String(value)} has no JSON`);
  return text;
}

/** Characters that need no escape, as ids and dates are made of. */
const PLAIN = /^[ !#-[\]-~]*$/;
const quoted = (text: string): string => (PLAIN.test(text) ? `"${text}"` : JSON.stringify(text));

/** Strings and finite numbers are written by RFC 8785 as JSON.stringify writes them. */
function written(value: unknown): string | undefined {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${value} has no JSON`);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return list(value);
  return hasJson(value) ? written(value.toJSON()) : object(value as Readonly<Record<string, unknown>>);
}

const hasJson = (value: object): value is { toJSON(): unknown } => 'toJSON' in value && typeof value.toJSON === 'function';

function list(items: readonly unknown[]): string {
  let text = '[';
  for (let index = 0; index < items.length; index++) text += (index === 0 ? '' : ',') + (written(items[index]) ?? 'null');
  return `${text}]`;
}

function object(value: Readonly<Record<string, unknown>>): string {
  let text = '';
  for (const key of inOrder(Object.keys(value))) {
    const item = written(value[key]);
    if (item !== undefined) text += (text === '' ? '{' : ',') + nameOf(key) + item;
  }
  return text === '' ? '{}' : `${text}}`;
}

const MOST_NAMES = 1_000;
const names = new Map<string, string>();

/** A key as it stands before its value. Most keys are written over and over; whoever makes up others does not fill the memory with them. */
function nameOf(key: string): string {
  const known = names.get(key);
  if (known !== undefined) return known;
  const name = `${quoted(key)}:`;
  if (names.size < MOST_NAMES) names.set(key, name);
  return name;
}

const FEW = 32;

/** By UTF-16 code units, as strings compare. Keys are few and mostly in order already: then sorting by hand is quick, and makes nothing new. */
function inOrder(keys: string[]): string[] {
  if (keys.length > FEW) return keys.sort();
  for (let next = 1; next < keys.length; next++) {
    const key = keys[next] ?? '';
    let place = next;
    for (let before = keys[place - 1]; before !== undefined && before > key; before = keys[place - 1]) keys[place--] = before;
    keys[place] = key;
  }
  return keys;
}
