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
  const hex = hash('sha1', text.subarray(0, end), 'hex');
  const variant = ((parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
