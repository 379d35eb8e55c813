import type { Streams } from '@app/event-store';
import type { Event } from '@app/kernel';
import type { Moment, RowClass } from '@app/read-model';
import type { Sql } from 'sql-template-tag';

/** A kind of thing that events and tables name by id, and what one is called. */
export interface Thing {
  /** The fields that hold its id, by the path within an event or the last part of it. */
  readonly ids: readonly string[];
  /** The table that it is in. */
  readonly rows: RowClass;
  /** Its name, as columns of that table and of what is joined to it; or the one that holds it sealed, under the key of whom it is about. */
  readonly name: { readonly en: Sql; readonly cy?: Sql } | { readonly sealed: Sql };
  /** What else its name stands in. */
  readonly with?: (present: Moment) => Sql;
}

/** Where published titles of things stand: a word of somebody's name in these is no trace of them. */
export interface Titles<EventType extends string = string> {
  readonly events: readonly EventType[];
  /** The tables of the read model. */
  readonly rows: readonly RowClass[];
}

/** What is sealed under one kind of key: a category of personal data, in English, for the record of processing. */
export interface SealedData {
  readonly what: string;
  /** The fields of its events that hold it: by `Type.path`, by the path within the event, or by the last part of it. Each that is sealed is one of these. */
  readonly fields: readonly string[];
  /** Which of what the law protects more (UK GDPR, article 9) it is, or may tell. */
  readonly special?: string;
}

/** A kind of record that an installation may keep for a time of its own. */
export interface RetainedRecords {
  /** As it is stored, for ever, such as `ENROLMENT`. */
  readonly record: string;
  /** What the keys are for that seal what belongs to it. */
  readonly purposes: readonly string[];
  /** These records, as a query of three columns: whose (a UUID), of which nation, and the day on which they ended, null while they have not; at present, unrestricted. */
  ended(present: Moment): Sql;
}

/** Something that somebody takes on, and that others would have to take over. */
export interface Responsibility {
  /** As it is stored, for ever, such as `PROGRAMME`. */
  readonly kind: string;
  /** The GraphQL type of what it is for. */
  readonly resource: string;
  /** The types of the events by which it begins and ends. */
  readonly begins: string;
  readonly ends: string;
  /** Whose it is, and what for, by the data of such an event. */
  of(data: object): { readonly personId: string; readonly id: string };
  /** What that is called, by the log; absent where it has no name to tell. */
  name?(streams: Streams, id: string): Promise<string>;
}

interface DeclaredResponsibility<E extends Event> extends Omit<Responsibility, 'of'> {
  readonly begins: E['type'];
  readonly ends: E['type'];
  of(data: E['data']): { readonly personId: string; readonly id: string };
}

/** Declares a responsibility by the two events that begin and end it. */
export function responsibility<E extends Event>(declared: DeclaredResponsibility<E>): Responsibility {
  // It is only ever handed the data of events of these two types.
  return declared as unknown as Responsibility;
}
