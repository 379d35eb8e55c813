import type { CalendarDate, Instant } from '@app/kernel';
import type { Language, LocalText } from '@app/localisation';

/** A text, with its language where that is known: of what somebody wrote it is not. */
export interface HeldText {
  readonly value: string;
  readonly language?: Language;
}

/**
 * A value as the person is told it. `OPEN`: as it stands there. `YOURSELF`: it names them. `SOMEBODY`: it names somebody else, who is not
 * named to them. `WITHHELD`: it is another person’s. `ERASED` and `LOCKED`: it cannot be read any more, or not now.
 */
export type Held = { readonly state: 'OPEN'; readonly text: HeldText } | { readonly state: 'YOURSELF' | 'SOMEBODY' | 'WITHHELD' | 'ERASED' | 'LOCKED' };

export interface HeldField {
  readonly path: string;
  readonly label: LocalText;
  readonly value: Held;
}

/** Who recorded something: the person, somebody else by their role, somebody in the person’s name, or the service of itself. */
export interface RecordedBy {
  readonly who: 'YOURSELF' | 'SOMEBODY' | 'DEPUTY' | 'SERVICE';
  readonly role: LocalText;
}

/** Something that is held: a row of a table as it is now, or something that was recorded. */
export interface Holding {
  readonly kind: 'NOW' | 'RECORDED';
  /** The resource, or the event’s type. */
  readonly type: string;
  readonly label: LocalText;
  /** Of what was recorded. */
  readonly recorded?: {
    readonly position: string;
    readonly recordedAt: Instant;
    readonly effectiveOn: CalendarDate;
    readonly by: RecordedBy;
    readonly reasonCode?: string;
    /** What that reason is called. */
    readonly reason?: HeldText;
    /** False where they recorded it about something or somebody else. */
    readonly aboutYou: boolean;
  };
  readonly fields: readonly HeldField[];
}
