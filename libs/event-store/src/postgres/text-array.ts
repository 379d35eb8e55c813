const TEXT = 25;
const HEADER = 20;

/**
 * Texts as a parameter of type text[] in PostgreSQL's binary format: as literals, every quote in them would be escaped here and
 * unescaped there, and JSON is full of quotes.
 */
export function textArray(texts: readonly string[]): Buffer {
  let size = HEADER;
  for (const text of texts) size += 4 + Buffer.byteLength(text);
  const array = Buffer.allocUnsafe(size);
  // One dimension (none when empty), no nulls, the element's type, how many, counted from 1.
  [texts.length === 0 ? 0 : 1, 0, TEXT, texts.length, 1].forEach((number, index) => array.writeInt32BE(number, index * 4));
  let at = HEADER;
  for (const text of texts) {
    const length = array.write(text, at + 4);
    at = array.writeInt32BE(length, at) + length;
  }
  return texts.length === 0 ? array.subarray(0, 12) : array;
}
