const TEXT = 25;
const HEADER = 20;

/**
 * Texts as a parameter of type text[] in PostgreSQL's binary format: as literals, every quote in them would be escaped here and
 * unescaped there, and JSON is full of quotes.
 */
export function textArray(texts: readonly string[]): Buffer {
  const lengths = texts.map((text) => Buffer.byteLength(text));
  const array = Buffer.allocUnsafe(lengths.reduce((size, length) => size + 4 + length, HEADER));
  // One dimension (none when empty), no nulls, the element's type, how many, counted from 1.
  [texts.length === 0 ? 0 : 1, 0, TEXT, texts.length, 1].forEach((number, index) => array.writeInt32BE(number, index * 4));
  let at = HEADER;
  texts.forEach((text, index) => {
    at = array.writeInt32BE(lengths[index] ?? 0, at);
    at += array.write(text, at);
  });
  return texts.length === 0 ? array.subarray(0, 12) : array;
}
