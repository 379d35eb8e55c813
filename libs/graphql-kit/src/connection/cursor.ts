import type { Position } from '@app/kernel';
import { Refused } from '@app/kernel';
import { createHash } from 'node:crypto';

/** Where a page ended: the position it was read at, and the last row's sort keys as PostgreSQL writes them. */
export interface Cursor {
  readonly position: Position;
  readonly keys: readonly string[];
}

/** PostgreSQL types that a list may be sorted by. Other types are sorted by a cast to one of these. */
export type KeyType = 'text' | 'uuid' | 'date' | 'timestamptz' | 'bigint' | 'integer';

const MAX_LENGTH = 4_096;
const DIGEST_LENGTH = 12;

const wellFormed: Readonly<Record<KeyType, RegExp>> = {
  text: /^[^\0\p{Cs}]*$/u,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  timestamptz: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?\+00$/,
  bigint: /^-?\d{1,18}$/,
  integer: /^-?\d{1,9}$/,
};

// No secret: a cursor opens nothing that its list does not show. It only tells what is damaged, or another list's.
function digest(list: string, payload: string): string {
  return createHash('sha256').update(`${list}\n${payload}`).digest('base64url').slice(0, DIGEST_LENGTH);
}

/** A cursor's opaque text. @param list names the list and its order; a cursor of one is no cursor of another */
export function encodeCursor(list: string, { position, keys }: Cursor): string {
  const payload = Buffer.from(JSON.stringify([String(position), ...keys])).toString('base64url');
  return digest(list, payload) + payload;
}

/**
 * The cursor in a text of the caller's.
 * @throws Refused INVALID_CURSOR when it is damaged, made up, or of another list
 */
export function decodeCursor(list: string, types: readonly KeyType[], text: string, field: string): Cursor {
  const payload = text.slice(DIGEST_LENGTH);
  if (text.length <= MAX_LENGTH && digest(list, payload) === text.slice(0, DIGEST_LENGTH)) {
    const parsed = parse(payload);
    if (parsed?.length === types.length + 1 && parsed.every((part) => typeof part === 'string')) {
      const [position = '', ...keys] = parsed;
      if (/^\d{1,19}$/.test(position) && types.every((type, index) => wellFormed[type].test(keys[index] ?? ''))) return { position: BigInt(position), keys };
    }
  }
  throw new Refused(
    'INVALID_CURSOR',
    { field },
    {
      en: '{field} is not a cursor of this list. Give a cursor as this list answered it, or leave {field} out to start at its beginning.',
      cy: 'Nid yw {field} yn gyrchwr ar gyfer y rhestr hon. Rhowch gyrchwr fel yr atebodd y rhestr hon ef, neu hepgorwch {field} i ddechrau o’r dechrau.',
      field,
    },
  );
}

function parse(payload: string): unknown[] | undefined {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
