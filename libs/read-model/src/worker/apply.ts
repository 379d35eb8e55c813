import { DatabaseUnavailable, toDatabaseError } from '@app/database';
import type { LoggedEvent } from '@app/event-store';
import type { Logged } from '@app/kernel';
import type { Client } from 'pg';
import { CannotApply } from '../fold/cannot-apply.js';
import type { Checkpoint, LiveWriter } from '../live/live-writer.js';
import { Fenced } from '../live/live-writer.js';
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
  const reached = await applyAll(writer, client, events, from, onApplied);
  if (undecodable) throw undecodable;
  return reached;
}

async function applyAll(
  writer: LiveWriter,
  client: Client,
  events: readonly Logged[],
  from: Checkpoint,
  onApplied: (at: Checkpoint) => void,
): Promise<Checkpoint> {
  try {
    const reached = await writer.apply(client, events, from);
    onApplied(reached);
    return reached;
  } catch (thrown) {
    const error = toDatabaseError(thrown);
    if (error instanceof Fenced || error instanceof DatabaseUnavailable) throw error;
    const [first] = events;
    if (!first) throw error;
    if (error instanceof CannotApply) {
      const sound = events.filter(({ position }) => position < error.position);
      if (sound.length > 0) await applyAll(writer, client, sound, from, onApplied);
      throw error;
    }
    if (!isOfTheData(error)) throw error;
    if (events.length === 1) throw CannotApply.of(first, 'the read model', error);
    // The database refuses a batch without saying whose row it was: halves of it tell.
    const middle = Math.ceil(events.length / 2);
    return applyAll(writer, client, events.slice(middle), await applyAll(writer, client, events.slice(0, middle), from, onApplied), onApplied);
  }
}
