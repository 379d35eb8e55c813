import type { Position } from '@app/kernel';
import { refuse } from '../errors.js';

const PREFIX = 'log:';
/** The largest bigint that PostgreSQL knows. */
const LAST = 2n ** 63n - 1n;

export const tokenOf = (position: Position): string => `${PREFIX}${position}`;

/** @throws Refused TOKEN_MALFORMED */
export function positionIn(token: string): Position {
  const digits = token.startsWith(PREFIX) ? token.slice(PREFIX.length) : '';
  if (!/^(0|[1-9]\d{0,18})$/.test(digits) || BigInt(digits) > LAST) throw refuse('TOKEN_MALFORMED');
  return BigInt(digits);
}

/** The token of what needs no waiting for. */
export const BEGINNING = tokenOf(0n);
