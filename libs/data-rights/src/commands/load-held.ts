import type { Streams } from '@app/event-store';
import { hold } from '../domain/hold.js';
import type { Expired } from '../domain/retention.events.js';
import { holdStream } from '../events.js';

/** Who of those whose keys have expired is under a hold. */
export async function loadHeld(streams: Streams, expired: readonly Expired[]): Promise<readonly string[]> {
  const held: string[] = [];
  for (const { leaderId } of expired) if ((await streams.load(holdStream(leaderId), hold)).status === 'held') held.push(leaderId);
  return held;
}
