import type { CalendarDate } from '@app/kernel';

// What decisions need to know of other streams; the handlers load it.

export interface KnownSession {
  readonly heldOn: CalendarDate;
  readonly minutes: number;
}

export type KnownCohort =
  | { readonly status: 'none' }
  | {
      readonly status: 'open' | 'cancelled';
      readonly cohortId: string;
      readonly programmeId: string;
      readonly since: CalendarDate;
      /** Minutes to be recorded before completion; none where absent. */
      readonly hours?: { readonly attendanceMinutes: number; readonly reflectionMinutes: number } | undefined;
      readonly award?: string | undefined;
      readonly sessions: ReadonlyMap<string, KnownSession>;
    };

export type KnownLeader = { readonly status: 'none' } | { readonly status: 'registered' | 'erased'; readonly since: CalendarDate };

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
