import type { CalendarDate } from './event.js';

/** A refusal's words, as ICU message patterns over its details: what is wrong and what to do about it. */
export interface RefusalMessage {
  readonly en: string;
  readonly cy: string;
  /** The input field at fault, where one is. */
  readonly field?: string;
  /** Of details that are codes of a list: what people call each, which the message then says in its place. */
  readonly words?: RefusalWords;
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

/**
 * Declares a feature's refusals with their words in both languages; a code without either does not compile.
 * @returns makes the `Refused` of one of those codes, to be thrown.
 */
export function refusals<Code extends string>(messages: Readonly<Record<Code, RefusalMessage>>): (code: Code, details?: RefusalDetails) => Refused {
  return (code, details = {}) => new Refused(code, details, messages[code]);
}

/** The same, of refusals some of whose details are codes of a list. @param words what those are called, in every one of them */
export function refusalsNaming<Code extends string>(
  words: RefusalWords,
  messages: Readonly<Record<Code, RefusalMessage>>,
): (code: Code, details?: RefusalDetails) => Refused {
  return (code, details = {}) => new Refused(code, details, { words, ...messages[code] });
}

const refuse = refusals({
  EFFECTIVE_BEFORE_ENABLING_FACT: {
    en: 'This cannot take effect on {effectiveOn}: what it builds on holds only from {enabledOn}. Give that date or a later one.',
    cy: 'Ni all hyn ddod i rym ar {effectiveOn}: dim ond o {enabledOn} y mae’r hyn y mae’n dibynnu arno yn ddilys. Rhowch y dyddiad hwnnw neu un diweddarach.',
    field: 'effectiveOn',
  },
});

/** The codes that a feature refuses with, by whichever of these; and the kernel's own. */
export type CodeOf<Refuse extends (code: never) => Refused> = Parameters<Refuse | typeof refuse>[0];

/** Refuses a fact dated before the one that enables it. Both are calendar dates, so their order is that of their text. */
export function notBefore(enabledOn: CalendarDate, effectiveOn: CalendarDate): void {
  if (effectiveOn < enabledOn) throw refuse('EFFECTIVE_BEFORE_ENABLING_FACT', { effectiveOn, enabledOn });
}
