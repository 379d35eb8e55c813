import type { Logged } from '@app/kernel';

/** The type of no event. */
const BLANK = '';

/**
 * What a reader sees of an event that it passes over: a place in the log with nothing in it. It is a fact of no key and takes nothing from any, and what
 * corrects it later stands in its place.
 */
export function blank(
  { id, position, effectiveOn, recordedAt }: Pick<Logged, 'id' | 'position' | 'effectiveOn' | 'recordedAt'>,
  replaces: Pick<Logged, 'corrects' | 'voids'>,
): Logged {
  // Nothing looks at more of it, since no table handles its type.
  return { type: BLANK, data: {}, id, position, effectiveOn, recordedAt, ...replaces } as unknown as Logged;
}

export function isBlank(event: Logged): boolean {
  return event.type === BLANK;
}
