import type { Event, Sealed, SealedValue } from '@app/kernel';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { KeyedFold } from '../definition/projection.js';
import { periods, projection } from '../definition/projection.js';
import { openedTable } from '../opened/opened-table.js';

// A small read model for the engine's own specifications: people who are given titles, and clubs that count who joins.

export type Joined = Event<'Joined', { person: string; club: string; title: string }>;
export type TitleGiven = Event<'TitleGiven', { person: string; title: string; note?: { text: string } }>;
export type Left = Event<'Left', { person: string; club: string }>;
export type AddressGiven = Event<'AddressGiven', { person: string; street: Sealed<string>; town?: Sealed<string> }>;
export type SpecimenEvent = Joined | TitleGiven | Left | AddressGiven;

/** A stand-in for a cipher: the box is the text, the key the person. */
export const sealed = (person: string, text: string): SealedValue<string> => ({ sealed: 'v1', key: person, bound: 'somewhere', box: text });

@Entity('person')
@Index(['club', 'title'])
export class PersonRow {
  @PrimaryColumn('text') id: string;
  @Column('text') title: string;
  @Column('text', { nullable: true }) club: string | null;
  @Column('int') changes: number;
  @Column('jsonb', { nullable: true }) lastNote: { text: string } | null;
}

@Entity('address')
@Index(['street'])
export class AddressRow {
  @PrimaryColumn('text') id: string;
  @Column('text') street: string;
  @Column('text', { nullable: true }) town: string | null;
}

@Entity('club')
export class ClubRow {
  @PrimaryColumn('text') id: string;
  @Column('int') joined: number;
  @Column('text', { array: true }) people: string[];
}

export const personFold: KeyedFold<SpecimenEvent, PersonRow> = {
  version: 1,
  key: ({ data }) => data.person,
  on: {
    Joined: (row, { data }) => ({ id: data.person, title: data.title, club: data.club, changes: (row?.changes ?? 0) + 1, lastNote: row?.lastNote ?? null }),
    TitleGiven: (row, { data }) => row && { ...row, title: data.title, lastNote: data.note ?? null },
    Left: (row, { data }) => (row?.club === data.club ? undefined : row),
    AddressGiven: null,
  },
};

/** Every period in which a person was in a club, or out of it. */
export const personProjection = periods<SpecimenEvent, PersonRow>(PersonRow, personFold);

/** Who is in a club, by the order of recording. */
export const clubProjection = projection<SpecimenEvent, ClubRow>(ClubRow, {
  version: 1,
  key: (event) => ('club' in event.data ? event.data.club : []),
  on: {
    Joined: (row, { data }) => ({
      id: data.club,
      joined: (row?.joined ?? 0) + 1,
      people: [...(row?.people ?? []).filter((one) => one !== data.person), data.person].sort(),
    }),
    Left: (row, { data }) => {
      if (!row) return undefined;
      const people = row.people.filter((one) => one !== data.person);
      return people.length > 0 ? { ...row, people } : undefined;
    },
    TitleGiven: null,
    AddressGiven: null,
  },
});

/** Where people live, in the open. */
export const addresses = openedTable<SpecimenEvent, AddressRow>(AddressRow, {
  version: 1,
  key: ({ data }) => ('person' in data ? data.person : []),
  on: {
    AddressGiven: (row, { data }) => ({ id: data.person, street: data.street, town: data.town ?? row?.town ?? null }),
    Left: () => undefined,
    Joined: null,
    TitleGiven: null,
  },
});
