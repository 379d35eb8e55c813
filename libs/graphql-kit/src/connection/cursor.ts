import type { Moment, Snapshot } from '@app/read-model';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { refuse } from './refusals.js';

/** Where a page ended: what was fixed of the moment it was read at, and those of the last row's sort keys that are held, as PostgreSQL writes them. */
export interface Cursor {
  /** As `pinOf` has it; of an earlier release the position that the page was read at, whether that was fixed or not. */
  readonly pin: string;
  readonly keys: readonly string[];
}

/** What a cursor holds: ids, days, moments and numbers. It stands in addresses, bookmarks and logs, where no name may. */
export type HeldType = 'uuid' | 'date' | 'timestamptz' | 'bigint' | 'integer';

/** PostgreSQL types that a list may be sorted by. Other types are sorted by a cast to one of these. A text is in no cursor: it is read anew. */
export type KeyType = HeldType | 'text';

const MAX_LENGTH = 4_096;
/** 132 bits in base64url. */
const SIGNATURE_LENGTH = 22;

const wellFormed: Readonly<Record<HeldType, RegExp>> = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  date: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  timestamptz: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?\+00$/,
  bigint: /^-?\d{1,18}$/,
  integer: /^-?\d{1,9}$/,
};

/** The cursors of an installation, signed by a key of its own: what no list of it answered is none. */
export class Cursors {
  /** @param secret the installation's own, at least 32 bytes */
  constructor(private readonly secret: Uint8Array) {
    if (secret.length < 32) throw new RangeError('the secret of cursors needs 32 bytes or more');
  }

  /** A cursor's opaque text. @param list names the list and its order; a cursor of one is no cursor of another */
  encode(list: string, { pin, keys }: Cursor): string {
    const payload = Buffer.from(JSON.stringify([pin, ...keys])).toString('base64url');
    return this.#sign(list, payload) + payload;
  }

  /**
   * The cursor in a text of the caller's.
   * @param types of the keys that it holds
   * @throws Refused INVALID_CURSOR when it is damaged, made up, of another list, or of another installation
   */
  decode(list: string, types: readonly HeldType[], text: string, field: string): Cursor {
    const payload = text.slice(SIGNATURE_LENGTH);
    if (text.length <= MAX_LENGTH && isSame(text.slice(0, SIGNATURE_LENGTH), this.#sign(list, payload))) {
      const [pin = '', ...keys] = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as readonly string[];
      if (keys.length === types.length && types.every((type, index) => wellFormed[type].test(keys[index] ?? ''))) return { pin, keys };
    }
    throw refuse('INVALID_CURSOR', { field }, field);
  }

  #sign(list: string, payload: string): string {
    return createHmac('sha256', this.secret).update(`${list}\n${payload}`).digest('base64url').slice(0, SIGNATURE_LENGTH);
  }
}

function isSame(given: string, signed: string): boolean {
  const bytes = Buffer.from(given);
  return bytes.length === SIGNATURE_LENGTH && timingSafeEqual(bytes, Buffer.from(signed));
}

const cursors = new WeakMap<Snapshot, Cursors>();

/** Has the lists of a snapshot answer and take these cursors. */
export function useCursors(snapshot: Snapshot, of: Cursors): void {
  cursors.set(snapshot, of);
}

/** The cursors of whatever is read at a moment. @throws Error where the snapshot was opened for no lists */
export function cursorsAt({ snapshot }: Moment): Cursors {
  const known = cursors.get(snapshot);
  if (!known) throw new Error('this snapshot answers no lists');
  return known;
}
