import type { Command } from './command.js';
import { sameContent } from './content.js';
import type { Event, Recorded } from './event.js';
import { refusals } from './refused.js';

/**
 * What a decision answers where the fact that a command asks for is on record already: which fact that is, and what the command says of
 * it. Whether what is on record says all that, is settled where the stream's events are at hand.
 */
export interface OnRecord {
  /** The fact's type, or types, where several say it. The last of them in the stream counts. */
  readonly types: readonly string[];
  /** What the command says of it. A field that it leaves out is settled by what is on record. */
  readonly given: Readonly<Record<string, unknown>>;
  /** Which of the stream's facts of that type it is: fields that it has alike. */
  readonly about: Readonly<Record<string, unknown>>;
}

/** What a decision comes to: new facts, or one that is on record. */
export type Decided<E extends Event> = readonly E[] | OnRecord;

type Said<E extends Event> = E extends Event ? { readonly [Field in keyof E['data']]?: E['data'][Field] | undefined } : never;

/** Says of a command that the fact it asks for is on record. @param given what the command says of it @param about what tells it from others of its type */
export function onRecord<E extends Event>(type: E['type'] | readonly E['type'][], given?: Said<E>, about?: Said<E>): OnRecord {
  return { types: typeof type === 'string' ? [type] : type, given: { ...given }, about: { ...about } };
}

/** Whether a decision found what it was asked for on record. */
export function isOnRecord(decided: Decided<Event>): decided is OnRecord {
  return 'types' in decided;
}

const refuse = refusals({
  ALREADY_RECORDED_OTHERWISE: {
    en: 'This is on record already, from {recordedOn} on, and it is not the same: {field} says something else there, or cannot be compared because it is sealed. Nothing was recorded, and what is on record stands. What is wrong there has to be ended or undone before it is said anew.',
    cy: 'Mae hyn wedi’i gofnodi eisoes, o {recordedOn} ymlaen, ac nid yw yr un fath: mae {field} yn dweud rhywbeth arall yno, neu ni ellir ei gymharu am ei fod wedi’i selio. Ni chofnodwyd dim, ac mae’r hyn sydd ar gofnod yn sefyll. Rhaid dod â’r hyn sy’n anghywir yno i ben neu ei ddadwneud cyn ei ddweud o’r newydd.',
  },
});

/**
 * What a repeated request records: nothing, where all that it says is on record. What follows from another event by itself says nothing
 * of its own, so it is never refused.
 * @param events the stream's, in order
 * @param inputHash of the command, which tells whether a fact was recorded by the very same words; what is sealed can be compared by that alone
 * @throws Refused ALREADY_RECORDED_OTHERWISE, with the first field that says something else
 */
export function repeated(command: Command, { types, given, about }: OnRecord, events: readonly Recorded[], inputHash?: string): readonly never[] {
  const fact = events.findLast(({ type, data }) => types.includes(type) && sameContent({ ...data, ...about }, data));
  if (!fact || command.meta.causationId !== undefined) return [];
  if (fact.meta.inputHash === inputHash && fact.meta.commandName === command.constructor.name) return [];
  const { effectiveOn, reasonCode } = command.meta.stated ?? {};
  const recorded = { ...fact.data, effectiveOn: fact.effectiveOn, reasonCode: fact.meta.reasonCode };
  const otherwise = differing({ ...given, effectiveOn: given['effectiveOn'] ?? effectiveOn, reasonCode }, recorded);
  if (otherwise === undefined) return [];
  throw refuse('ALREADY_RECORDED_OTHERWISE', { field: otherwise, recordedOn: fact.effectiveOn }, otherwise);
}

/** The first field that is said, and is not the same on record. What is yet to be sealed is never known to be. */
function differing(said: Readonly<Record<string, unknown>>, recorded: Readonly<Record<string, unknown>>): string | undefined {
  return Object.keys(said).find((field) => said[field] !== undefined && said[field] !== null && !sameContent(said[field], recorded[field]));
}
