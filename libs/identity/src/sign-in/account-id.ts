import { derivedId } from '@app/kernel';
import { createHmac } from 'node:crypto';
import type { Identity } from '../principal.js';

const PEOPLE = 'c1f0a3f2-3c0b-4f6e-9a63-5b8f7c0d2e14';

/** The installation's secret that ids of accounts are made with. Never to be changed: they stand in the log. */
export const ACCOUNTS_SECRET = 'unlinked-actors';

/**
 * The id of an account, whomever it is linked to: always the same one in an installation, and another in every other. Without the secret it does not tell whose it is.
 * @param secret the installation's own, at least 32 bytes
 * @returns a UUID
 */
export function accountIdOf(secret: Uint8Array, { issuer, subject }: Identity): string {
  const hash = createHmac('sha256', secret)
    .update(JSON.stringify([issuer, subject]))
    .digest('hex');
  return derivedId(PEOPLE, hash);
}
