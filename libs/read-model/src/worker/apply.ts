import { DatabaseUnavailable, toDatabaseError } from '@app/database';
import type { LoggedEvent } from '@app/event-store';
import type { Logged } from '@app/kernel';
import type { Client } from 'pg';
import { CannotApply } from '../fold/cannot-apply.js';
import type { Checkpoint, LiveWriter } from '../live/live-writer.js';
import { Fenced } from '../live/live-writer.js';
import { KeysUnreachable } from '../opened/opened-table.js';
import { isOfTheData } from './failure.js';

/**
 * Applies stored events as far as they can be: where one cannot, all before it are applied and it is named.
 * @param onApplied told after each batch that took effect
 * @throws CannotApply, Fenced, DatabaseUnavailable; whatever else the database says of itself
 */
export async function applyStored(
  writer: LiveWriter,
  client: Client,
  stored: readonly LoggedEvent[],
  from: Checkpoint,
  onApplied: (at: Checkpoint) => void,
): Promise<Checkpoint> {
  const events: Logged[] = [];
  let undecodable: CannotApply | undefined;
  for (const event of stored) {
    try {
      events.push(writer.decoder.decode(event));
    } catch (error) {
      if (!(error instanceof CannotApply)) throw error;
      undecodable = error;
      break;
    }
  }
  const reached = await asFarAsPossible('the read model', events, from, async (some, at) => {
    const next = await writer.apply(client, some, at);
    onApplied(next);
    return next;
  });
  if (undecodable) throw undecodable;
  return reached;
}

/** What says nothing of the events that were being applied. */
const OF_NO_EVENT = [Fenced, DatabaseUnavailable, KeysUnreachable];

/**
 * Applies events together; where one of them cannot be, all before it.
 * @param tables what they are applied to, in words
 * @throws CannotApply naming that one; whatever else applying throws
 */
export async function asFarAsPossible<E extends Pick<LoggedEvent, 'id' | 'type' | 'position'>, At>(
  tables: string,
  events: readonly E[],
  from: At,
  apply: (events: readonly E[], from: At) => Promise<At>,
): Promise<At> {
  try {
    return await apply(events, from);
  } catch (thrown) {
    const error = toDatabaseError(thrown);
    const [first] = events;
    if (!first || OF_NO_EVENT.some((kind) => error instanceof kind)) throw error;
    if (error instanceof CannotApply) {
      const sound = events.filter(({ position }) => position < error.position);
      if (sound.length > 0) await asFarAsPossible(tables, sound, from, apply);
      throw error;
    }
    if (!isOfTheData(error)) throw error;
    if (events.length === 1) throw new CannotApply(first, tables, first.position, error);
    // The database refuses a batch without saying whose row it was: halves of it tell.
    const middle = Math.ceil(events.length / 2);
    return asFarAsPossible(tables, events.slice(middle), await asFarAsPossible(tables, events.slice(0, middle), from, apply), apply);
  }
}
