import type { CalendarDate } from '@app/kernel';

// What decisions need to know of other streams; the handlers load it.

export interface KnownSession {
  readonly heldOn: CalendarDate;
  readonly minutes: number;
  readonly cancelled: boolean;
}

export type KnownCohort =
  | { readonly status: 'none' }
  | {
      readonly status: 'open' | 'cancelled';
      readonly cohortId: string;
      readonly programmeId: string;
      readonly since: CalendarDate;
      /** Its last day. */
      readonly endsOn: CalendarDate;
      /** Minutes to be recorded before completion; none where absent. */
      readonly hours?: { readonly attendanceMinutes: number; readonly reflectionMinutes: number } | undefined;
      readonly award?: string | undefined;
      readonly sessions: ReadonlyMap<string, KnownSession>;
    };

/** A leader's record, from when on. */
interface KnownRecord {
  readonly since: CalendarDate;
  /** The day from which they take no part any more. */
  readonly withdrawnOn?: CalendarDate | undefined;
  /** Other records of the same person, which were merged into this one. */
  readonly merged?: readonly string[];
}

export type KnownLeader =
  | { readonly status: 'none' }
  | (KnownRecord & { readonly status: 'registered' | 'erased' })
  | (KnownRecord & { readonly status: 'merged'; readonly survivorId: string });

export type KnownProgramme = { readonly status: 'none' } | { readonly status: 'published' };

export type KnownAssignment =
  | { readonly status: 'none' }
  | {
      readonly status: 'started';
      readonly leaderId: string;
      readonly organisationId: string;
      readonly since: CalendarDate;
      /** Its last day, where one is known. */
      readonly lastDay?: CalendarDate | undefined;
    };
