// Stored for ever. Never rename or reinterpret; add an optional field, or a new type and an upcaster.
import type { CalendarDate, Event, Sealed } from '@app/kernel';

export const BASES = ['SUBSTANTIVE', 'FIXED_TERM', 'ACTING_UP', 'SECONDMENT', 'BANK', 'HONORARY'] as const;
export type Basis = (typeof BASES)[number];

interface Terms {
  /** Title of the post: free text, so sealed under the leader's key `assignment`. */
  readonly post: Sealed<string>;
  /** Whole-time equivalent in hundredths, 1–100. */
  readonly wtePercent: number;
  readonly basis: Basis;
  /** The last day, where it is known beforehand. */
  readonly endsOn?: CalendarDate;
}

export type AssignmentStarted = Event<'AssignmentStarted', Terms & { assignmentId: string; leaderId: string; organisationId: string }>;
export type AssignmentChanged = Event<'AssignmentChanged', Terms & { assignmentId: string; leaderId: string; organisationId: string }>;
/** `LEFT`: because its holder left the employer. */
export type AssignmentEnded = Event<'AssignmentEnded', { assignmentId: string; leaderId: string; organisationId: string; cause?: 'LEFT' }>;

/** To whom the holder of the post reports in it, from a day on, in place of whoever it was before. */
export type ReportingLineSet = Event<'ReportingLineSet', { assignmentId: string; leaderId: string; organisationId: string; managerId: string }>;
/** It takes effect on the first day without. */
export type ReportingLineEnded = Event<'ReportingLineEnded', { assignmentId: string; leaderId: string; organisationId: string; managerId: string }>;

export type AssignmentEvent = AssignmentStarted | AssignmentChanged | AssignmentEnded | ReportingLineSet | ReportingLineEnded;
