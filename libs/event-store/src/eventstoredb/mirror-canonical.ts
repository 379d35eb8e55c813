const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;
/** Bytes of characters from U+E000 on: those and the ones beyond them sort differently in UTF-8 and in UTF-16. */
const UNSURE = 0xee;
const DEEPEST = 64;
const NO = -1;

const WORDS: ReadonlyMap<number, string> = new Map(['true', 'false', 'null'].map((word) => [word.charCodeAt(0), word]));
const ESCAPED = /^\\(?:["\\bfnrt]|u00(?:0[0-7be-f]|1[0-9a-f]))/;

/** Whether these bytes surely are RFC 8785 canonical JSON. Rare forms that may be are not sure. */
export function isCanonical(json: Uint8Array): boolean {
  return json.length > 0 && valueEnd(json as Buffer, 0, 0) === json.length;
}

/** Where the canonical value that begins here ends, or NO. */
function valueEnd(json: Buffer, at: number, depth: number): number {
  switch (json[at]) {
    case QUOTE:
      return stringEnd(json, at);
    case OPEN_OBJECT:
      return depth < DEEPEST ? objectEnd(json, at, depth) : NO;
    case OPEN_LIST:
      return depth < DEEPEST ? listEnd(json, at, depth) : NO;
    default:
      return scalarEnd(json, at);
  }
}

function listEnd(json: Buffer, from: number, depth: number): number {
  if (json[from + 1] === CLOSE_LIST) return from + 2;
  for (let at = from + 1; ; at++) {
    at = valueEnd(json, at, depth + 1);
    if (at === NO) return NO;
    if (json[at] === CLOSE_LIST) return at + 1;
    if (json[at] !== COMMA) return NO;
  }
}

function objectEnd(json: Buffer, from: number, depth: number): number {
  if (json[from + 1] === CLOSE_OBJECT) return from + 2;
  let [before, beforeEnd] = [0, 0];
  for (let at = from + 1; ; at++) {
    const nameEnd = stringEnd(json, at);
    if (nameEnd === NO || json[nameEnd] !== COLON || !follows(json, before, beforeEnd, at, nameEnd)) return NO;
    [before, beforeEnd] = [at, nameEnd];
    at = valueEnd(json, nameEnd + 1, depth + 1);
    if (at === NO) return NO;
    if (json[at] === CLOSE_OBJECT) return at + 1;
    if (json[at] !== COMMA) return NO;
  }
}

/** Whether a name sorts after the one before it, of which there is none where it has no length. Both with their quotes. */
function follows(json: Buffer, before: number, beforeEnd: number, name: number, nameEnd: number): boolean {
  for (let at = name + 1; at < nameEnd; at++) if (json[at] === BACKSLASH || (json[at] ?? 0) >= UNSURE) return false;
  if (beforeEnd === 0) return true;
  const length = Math.min(beforeEnd - before, nameEnd - name) - 1;
  for (let index = 1; index < length; index++) {
    const [one, other] = [json[before + index] ?? 0, json[name + index] ?? 0];
    if (one !== other) return one < other;
  }
  return beforeEnd - before < nameEnd - name;
}

function stringEnd(json: Buffer, from: number): number {
  if (json[from] !== QUOTE) return NO;
  for (let at = from + 1; at < json.length; at++) {
    const byte = json[at] ?? 0;
    if (byte === QUOTE) return at + 1;
    if (byte < 0x20) return NO;
    if (byte === BACKSLASH) {
      const [escaped] = ESCAPED.exec(json.toString('latin1', at, at + 6)) ?? [];
      if (escaped === undefined) return NO;
      at += escaped.length - 1;
    }
  }
  return NO;
}

function scalarEnd(json: Buffer, from: number): number {
  const word = WORDS.get(json[from] ?? 0);
  if (word) return json.toString('latin1', from, from + word.length) === word ? from + word.length : NO;
  let to = from;
  while (isOfNumber(json[to] ?? 0)) to++;
  if (to === from + 1) return isDigit(json[from] ?? 0) ? to : NO;
  const text = json.toString('latin1', from, to);
  return text !== '' && String(Number(text)) === text ? to : NO;
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
/** Digits, signs, the point and the exponent. */
const isOfNumber = (byte: number): boolean => isDigit(byte) || byte === 0x2d || byte === 0x2b || byte === 0x2e || byte === 0x65;
