import { hash } from 'node:crypto';

const NAMESPACE_BYTES = 16;

/**
 * The UUID that a name has within a namespace: version 5, RFC 9562 §5.5. The same two always give the same id,
 * which is what makes retries, process managers and natural identities meet their own stream.
 * @param namespace a UUID
 */
export function derivedId(namespace: string, name: string): string {
  const text = Buffer.allocUnsafe(NAMESPACE_BYTES + Buffer.byteLength(name));
  const start = text.write(namespace.replaceAll('-', ''), 'hex');
  const end = start + text.write(name, start, 'utf8');
  const id = hash('sha1', text.subarray(0, end), 'buffer');
  id[6] = ((id[6] ?? 0) & 0x0f) | 0x50;
  id[8] = ((id[8] ?? 0) & 0x3f) | 0x80;
  const hex = id.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
