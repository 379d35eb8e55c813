import type { CalendarDate } from './event.js';

/** A refusal's words, as ICU message patterns over its details: what is wrong and what to do about it. */
export interface RefusalMessage {
  readonly en: string;
  readonly cy: string;
  /** The input field at fault, where one is. */
  readonly field?: string;
  /** Of details that are codes of a list: what people call each, which the message then says in its place. */
  readonly words?: RefusalWords;
  /** Of details that are ids: what each is an id of, as the outside calls it. */
  readonly ids?: Readonly<Record<string, string>>;
}

/** By a detail's name and its value. */
export type RefusalWords = Readonly<Record<string, Readonly<Record<string, { readonly en: string; readonly cy: string }>>>>;

export type RefusalDetails = Readonly<Record<string, string | number | boolean>>;

/** A broken business rule: expected, typed, and told to the caller. Anything else that is thrown is a defect. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly details: RefusalDetails,
    readonly text: RefusalMessage,
  ) {
    super(code);
    this.name = 'Refused';
  }
}

const declared = new Map<string, readonly RefusalMessage[]>();

/** Everything that callers can be refused with, as far as its declarations are loaded: each code with the ways in which it is said. */
export function declaredRefusals(): ReadonlyMap<string, readonly RefusalMessage[]> {
  return declared;
}

/** Has it known what callers can be refused with; a code that nobody declared is in no list of them. @returns the same */
export function declareRefusals<Messages extends Readonly<Record<string, RefusalMessage>>>(messages: Messages): Messages {
  for (const [code, message] of Object.entries(messages)) declared.set(code, [...(declared.get(code) ?? []), message]);
  return messages;
}

/** Makes the `Refused` of one of some codes, to be thrown. @param field the one at fault, where it is another than the declared one */
type Refuse<Code extends string> = (code: Code, details?: RefusalDetails, field?: string) => Refused;

/** Declares a feature's refusals with their words in both languages; a code without either does not compile. */
export function refusals<Code extends string>(messages: Readonly<Record<Code, RefusalMessage>>): Refuse<Code> {
  declareRefusals(messages);
  return (code, details = {}, field = undefined) => new Refused(code, details, field === undefined ? messages[code] : { ...messages[code], field });
}

/** The same, of refusals some of whose details are codes of a list. @param words what those are called, in every one of them */
export function refusalsNaming<Code extends string>(words: RefusalWords, messages: Readonly<Record<Code, RefusalMessage>>): Refuse<Code> {
  const named = Object.fromEntries(Object.entries<RefusalMessage>(messages).map(([code, message]) => [code, { words, ...message }]));
  return refusals(named as Record<Code, RefusalMessage>);
}

const refuse = refusals({
  EFFECTIVE_BEFORE_ENABLING_FACT: {
    en: 'This cannot take effect on {effectiveOn}: what it builds on holds only from {enabledOn}. Give that date or a later one; or, where that date is wrong, correct first what it builds on, by the mutation that recorded it (corrects), where that can be corrected.',
    cy: 'Ni all hyn ddod i rym ar {effectiveOn}: dim ond o {enabledOn} y mae’r hyn y mae’n dibynnu arno yn ddilys. Rhowch y dyddiad hwnnw neu un diweddarach; neu, os yw’r dyddiad hwnnw’n anghywir, cywirwch yn gyntaf yr hyn y mae’n dibynnu arno, drwy’r mwtaniad a’i cofnododd (corrects), lle gellir ei gywiro.',
    field: 'effectiveOn',
  },
});

/** The codes that a feature refuses with, by whichever of these; and the kernel's own. */
export type CodeOf<Refuse extends (code: never) => Refused> = Parameters<Refuse | typeof refuse>[0];

/** Refuses a fact dated before the one that enables it. Both are calendar dates, so their order is that of their text. */
export function notBefore(enabledOn: CalendarDate, effectiveOn: CalendarDate): void {
  if (effectiveOn < enabledOn) throw refuse('EFFECTIVE_BEFORE_ENABLING_FACT', { effectiveOn, enabledOn });
}
