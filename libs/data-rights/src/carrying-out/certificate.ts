import { canonicalJson } from '@app/event-store';
import type { Instant, Position } from '@app/kernel';
import { createHash, verify } from 'node:crypto';
import type { Certificate, Destroyed } from '../domain/erasure.js';
import type { UnreadableField } from './inventory.js';
import { COMMON_ROWS, type Scan } from './scan.js';

/** Those of the first had no columns, and looked for no single words; they are verified and read as these are. */
const FORMAT = 'tracker-erasure-certificate/2';

/** What is found once the keys are gone. */
export interface Findings {
  readonly fields: readonly UnreadableField[];
  readonly scan: Scan;
  /** How many values the person was known by were looked for; undefined where no process had them any more. */
  readonly valuesSearched: number | undefined;
  /** Everything up to here was looked at. */
  readonly upTo: Position;
  /** Places of this erasure's own events in the log. */
  readonly positions: Readonly<Record<string, Position>>;
  readonly issuedAt: Instant;
}

/** What no search can tell; said in every certificate, since a clean one is not more than it is. */
const CANNOT_TELL = [
  `Words of fewer than four letters, words that the product itself writes, and words that stand in more than ${COMMON_ROWS} rows are no proof of a person: they are counted, not reported.`,
  'Single words are not looked for where titles of organisations, programmes, cohorts, sessions, questions and reasons stand, nor among names of other people.',
  'Misspellings, nicknames, transliterations, initials and descriptions that tell who somebody is without naming them are not found.',
  'What is sealed under the keys of other people is not opened.',
  'Backups, exports, logs, files and pictures outside this database, and the write-ahead log of the database, are not searched.',
];

/** Makes signatures, as the installation's own key does. */
export interface Signing {
  sign(message: Uint8Array): Promise<Uint8Array>;
  verifyingKey(): Promise<string>;
}

/** What an erasure's certificate says: who, when, what became unreadable, where was looked. Nothing personal. */
export function documentOf(erasure: Destroyed, { fields, scan, valuesSearched, upTo, positions, issuedAt }: Findings): string {
  const found = scan.tables
    .filter(({ matches, table }) => matches > 0 || scan.found.some((one) => one.table === table))
    .map(({ table, matches }) => ({ table, matches, columns: scan.found.filter((one) => one.table === table).map(({ table: _table, ...column }) => column) }));
  return canonicalJson({
    format: FORMAT,
    erasureId: erasure.erasureId,
    leaderId: erasure.leaderId,
    ...(erasure.records.length > 0 && { records: erasure.records }),
    ground: erasure.ground,
    requested: { by: erasure.requesterId, as: erasure.requestedBy, at: erasure.requestedAt },
    decided: { by: erasure.deciderId, at: erasure.decidedAt, responsibilities: erasure.responsibilities },
    sealedNoMoreAt: erasure.entombedAt,
    keysDestroyed: { at: erasure.destroyedAt, keys: erasure.keys, keyEncryptionKeys: erasure.keyEncryptionKeys },
    fieldsUnreadable: fields,
    openedTablesRecreated: true,
    scan: {
      upToPosition: String(upTo),
      valuesSearched: valuesSearched ?? null,
      note:
        valuesSearched === undefined
          ? 'The process that knew the values to search for ended before the search: only rows of this person were looked for.'
          : 'Every table was searched for the values, and tables in the open for rows of this person.',
      wordsSearched: scan.words,
      cannotTell: CANNOT_TELL,
      tables: scan.tables,
      unread: scan.unread,
      found,
      clean: scan.found.length === 0,
    },
    positions: Object.fromEntries(Object.entries(positions).map(([type, position]) => [type, String(position)])),
    issuedAt,
  });
}

/** The document with its hash and the installation's signature. */
export async function certify(document: string, signing: Signing): Promise<Certificate> {
  const bytes = Buffer.from(document, 'utf8');
  const [signature, publicKey] = [await signing.sign(bytes), await signing.verifyingKey()];
  return { certificate: document, certificateHash: hashOf(document), signature: Buffer.from(signature).toString('base64'), publicKey };
}

/**
 * Whether a certificate is as it was signed.
 * @param publicKey the installation's, had from elsewhere; the certificate's own proves only that it was not damaged
 * @returns what is wrong with it; nothing where it is right
 */
export function faultsOf({ certificate, certificateHash, signature }: Certificate, publicKey: string): readonly ('HASH' | 'SIGNATURE')[] {
  const signed = (() => {
    try {
      return verify(null, Buffer.from(certificate, 'utf8'), publicKey, Buffer.from(signature, 'base64'));
    } catch {
      return false;
    }
  })();
  return [...(hashOf(certificate) === certificateHash ? [] : (['HASH'] as const)), ...(signed ? [] : (['SIGNATURE'] as const))];
}

const hashOf = (document: string): string => createHash('sha256').update(document, 'utf8').digest('hex');
