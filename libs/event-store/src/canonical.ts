import canonicalize from 'canonicalize';

// The package is CommonJS while its types claim a default export, which NodeNext takes at its word.
const serialize = canonicalize as unknown as (input: unknown) => string | undefined;

/** RFC 8785 canonical JSON: one text for one value, whoever writes it. Properties that are undefined are left out. */
export function canonicalJson(value: unknown): string {
  const text = serialize(value);
  if (text === undefined) throw new TypeError('undefined has no JSON');
  return text;
}
