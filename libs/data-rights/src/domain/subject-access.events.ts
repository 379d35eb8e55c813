// Stored for ever. Never rename or reinterpret; add an optional field, or a new type and an upcaster.
import type { CalendarDate, Event } from '@app/kernel';

/** Who asks: the person, or an administrator who records a letter that arrived. */
export const SUBJECT_ACCESS_REQUESTERS = ['LEADER', 'ADMINISTRATOR'] as const;
export type SubjectAccessRequester = (typeof SUBJECT_ACCESS_REQUESTERS)[number];

/** Why an answer takes longer, after the UK GDPR, article 12(3). */
export const EXTENSION_REASONS = ['COMPLEX', 'NUMEROUS'] as const;
export type ExtensionReason = (typeof EXTENSION_REASONS)[number];

/** Fetched by the person, or made by an operator to be handed over. */
export const ANSWER_WAYS = ['FETCHED', 'HANDED_OVER'] as const;
export type AnswerWay = (typeof ANSWER_WAYS)[number];

/** A document that was made: not what is in it, but how to tell that it is the one. */
export interface AnswerDocument {
  readonly format: 'HTML' | 'JSON';
  /** SHA-256, hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
}

interface SubjectAccess {
  readonly requestId: string;
  readonly leaderId: string;
}

/** `dueOn`: 28 days after it was received, which is a month at its shortest. */
export type SubjectAccessRequested = Event<
  'SubjectAccessRequested',
  SubjectAccess & { requesterId: string; requestedBy: SubjectAccessRequester; receivedOn: CalendarDate; dueOn: CalendarDate }
>;
/** `toldOn`: when the person was told so, and why. */
export type SubjectAccessExtended = Event<
  'SubjectAccessExtended',
  SubjectAccess & { reason: ExtensionReason; toldOn: CalendarDate; dueBefore: CalendarDate; dueOn: CalendarDate }
>;
/** It holds everything up to a place in the log (`upTo`). Fetched again, it is answered again. */
export type SubjectAccessAnswered = Event<
  'SubjectAccessAnswered',
  SubjectAccess & { way: AnswerWay; language: 'en' | 'cy'; upTo: string; documents: readonly AnswerDocument[] }
>;

export type SubjectAccessEvent = SubjectAccessRequested | SubjectAccessExtended | SubjectAccessAnswered;
