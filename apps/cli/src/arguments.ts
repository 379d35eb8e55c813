import { InvalidArgumentError } from 'commander';

const MOST_LEADERS = 1_000_000;

/** A position of the log, from an option's text. */
export function position(text: string): bigint {
  if (!/^\d{1,18}$/.test(text)) throw new InvalidArgumentError('Give a position: a whole number, 0 or more.');
  return BigInt(text);
}

/** How many leaders, from an option's text. */
export function count(text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > MOST_LEADERS) throw new InvalidArgumentError(`Give a whole number from 0 to ${MOST_LEADERS}.`);
  return number;
}
