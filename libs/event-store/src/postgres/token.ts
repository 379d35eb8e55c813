import { LAST_POSITION, type Position } from '@app/kernel';
import { refuse } from '../errors.js';

/** What a token stands for: a position of the log, or an event that has one as soon as it is mirrored. */
export type Standing = { readonly position: Position } | { readonly eventId: string };

const POSITION = /^log:(0|[1-9]\d{0,18})$/;
const EVENT = /^event:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export const tokenOf = (position: Position): string => `log:${position}`;
export const tokenOfEvent = (eventId: string): string => `event:${eventId}`;

/** @throws Refused TOKEN_MALFORMED */
export function standingOf(token: string): Standing {
  const eventId = EVENT.exec(token)?.[1];
  if (eventId !== undefined) return { eventId };
  const position = BigInt(POSITION.exec(token)?.[1] ?? -1);
  if (position < 0n || position > LAST_POSITION) throw refuse('TOKEN_MALFORMED');
  return { position };
}

/** The token of what needs no waiting for. */
export const BEGINNING = tokenOf(0n);
