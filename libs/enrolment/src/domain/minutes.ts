import { refuse } from './refusals.js';

/** Refuses what is no whole number of minutes within the range. */
export function checkMinutes(minutes: number, least: number, most: number): void {
  if (!Number.isInteger(minutes) || minutes < least || minutes > most) throw refuse('MINUTES_OUT_OF_RANGE', { minutes, least, most });
}
