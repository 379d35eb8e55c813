import { derivedId, type Fold, unreachable } from '@app/kernel';
import { BUNDLED } from './bundled.js';
import type { ReasonCodeEvent, ReasonName } from './reason-code.events.js';

// Never change: every code is known by the id that follows from it.
const NAMESPACE = '3b0c6a51-7f0e-4c39-9f0a-5d2f8a1b6e47';
const FORM = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;
const LONGEST = 48;

/** The id that a code has, the same in every installation. */
export const reasonCodeIdOf = (code: string): string => derivedId(NAMESPACE, code);

/** Whether a text has the form of a code: upper-case letters and digits, in parts that one underscore joins, 48 characters at most. */
export const isReasonCode = (text: string): boolean => text.length <= LONGEST && FORM.test(text);

/** What was recorded of a code; `none` says nothing of one that comes with the product. */
export type ReasonCode =
  | { readonly status: 'none' }
  | {
      readonly status: 'registered';
      readonly name: ReasonName;
      /** As it was registered: what a repeated registration is compared with. None of one that was only renamed: it comes with the product. */
      readonly registered?: ReasonName | undefined;
    }
  | { readonly status: 'retired' };

export const reasonCode: Fold<ReasonCode, ReasonCodeEvent> = {
  initialState: { status: 'none' },
  evolve(state, event) {
    switch (event.type) {
      case 'ReasonCodeRegistered':
        return { status: 'registered', name: event.data.name, registered: event.data.name };
      case 'ReasonCodeRenamed':
        return { status: 'registered', name: event.data.name, registered: state.status === 'registered' ? state.registered : undefined };
      case 'ReasonCodeRetired':
        return { status: 'retired' };
      default:
        return unreachable(event);
    }
  },
};

const bundledName = (code: string): ReasonName | undefined => (Object.hasOwn(BUNDLED, code) ? BUNDLED[code] : undefined);

/** What a code is called while it may be given; undefined where it may not. */
export function givenName(code: string, state: ReasonCode): ReasonName | undefined {
  if (state.status === 'none') return bundledName(code);
  return state.status === 'registered' ? state.name : undefined;
}

/** What it was called first, while it may be given; undefined where it may not. */
export function firstName(code: string, state: ReasonCode): ReasonName | undefined {
  return state.status === 'registered' ? (state.registered ?? bundledName(code)) : givenName(code, state);
}
