import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical.js';
import type { LoggedEvent } from './port.js';

const LEAF_PREFIX = Buffer.of(0);

/**
 * What stands for an event in every proof: SHA-256(0x00 ‖ RFC 8785 JSON of the envelope and the sealed data), 32 bytes.
 * Position and revision are written as text, since JSON numbers end at 2^53. The log stores the same, computed as it is appended.
 */
export function leafOf(event: Omit<LoggedEvent, 'leaf'>): Uint8Array {
  const { data, effectiveOn, id, meta, position, recordedAt, revision, schemaVersion, stream, type } = event;
  const text = canonicalJson({ data, effectiveOn, id, meta, position: String(position), recordedAt, revision: String(revision), schemaVersion, stream, type });
  return createHash('sha256').update(LEAF_PREFIX).update(text, 'utf8').digest();
}
