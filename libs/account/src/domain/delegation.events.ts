// Stored for ever. Never rename or reinterpret; add an optional field, or a new type and an upcaster.
import type { CalendarDate, Event, Sealed } from '@app/kernel';
import type { Ending } from './identity.events.js';

/** The roles that follow from what is recorded of a person: those that an identity provider claims are for it to give to somebody else. */
export const DELEGATED_ROLES = ['LEADER', 'LINE_MANAGER', 'PROGRAMME_LEAD', 'PANEL_MEMBER'] as const;
export type DelegatedRole = (typeof DELEGATED_ROLES)[number];

/** Whether the deputy may do what the principal may, or only see it. */
export const AUTHORITIES = ['READING', 'ACTING'] as const;
export type Authority = (typeof AUTHORITIES)[number];

interface Delegation {
  readonly delegationId: string;
  readonly principalId: string;
  readonly deputyId: string;
}

export type DelegationGranted = Event<
  'DelegationGranted',
  Delegation & {
    /** Of the principal's, those that the deputy has with it. */
    roles: readonly DelegatedRole[];
    authority: Authority;
    startsOn: CalendarDate;
    /** The last day. */
    endsOn: CalendarDate;
    /** Sealed under the principal's key `account`. */
    reason?: Sealed<string>;
  }
>;

/** Before its last day, and from then on. */
export type DelegationEnded = Event<'DelegationEnded', Delegation & { cause: Ending }>;

export type DelegationEvent = DelegationGranted | DelegationEnded;
