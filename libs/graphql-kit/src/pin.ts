import { type CalendarDate, LAST_POSITION, type Position } from '@app/kernel';
import type { Moment } from '@app/read-model';
import { isDay } from './scalars.js';

/** What a caller fixed of a moment. What they left open is of now, and moves on with it. */
export interface Pin {
  readonly asOf?: CalendarDate | undefined;
  readonly position?: Position | undefined;
}

const form = /^(\d{4}-\d{2}-\d{2})?\/(0|[1-9]\d{0,18})?$/;
const pins = new WeakMap<Moment, { readonly text: string; readonly holdsPosition: boolean }>();

/** As ids and cursors carry it; empty where nothing was fixed. */
export function textOfPin({ asOf, position }: Pin): string {
  return asOf === undefined && position === undefined ? '' : `${asOf ?? ''}/${position ?? ''}`;
}

/** Has what is read at a moment say that this was fixed of it. */
export function pin(moment: Moment, fixed: Pin): Moment {
  const text = textOfPin(fixed);
  if (text !== '') pins.set(moment, { text, holdsPosition: fixed.position !== undefined });
  return moment;
}

/** What was fixed of a moment, as `textOfPin` has it. */
export function pinOf(moment: Moment): string {
  return pins.get(moment)?.text ?? '';
}

/** Whether the caller fixed how much was known, so that the same question always has the same answer. */
export function isPinned(moment: Moment): boolean {
  return pins.get(moment)?.holdsPosition ?? false;
}

/** What such a text says was fixed; undefined where it is none that `textOfPin` answers. */
export function parsePin(text: string): Pin | undefined {
  if (text === '') return {};
  const [, asOf, digits] = form.exec(text) ?? [];
  const position = digits === undefined ? undefined : BigInt(digits);
  if (asOf === undefined ? position === undefined : !isDay(asOf)) return undefined;
  return position !== undefined && position > LAST_POSITION ? undefined : { asOf, position };
}
