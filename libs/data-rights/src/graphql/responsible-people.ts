import { Personal, type PersonalText } from '@app/graphql-kit';
import type { Role } from '@app/identity';
import { knownAs } from '@app/leader/read';
import type { Moment } from '@app/read-model';
import { Injectable } from '@nestjs/common';

/** Roles that somebody has towards one person in particular: whoever is concerned may know who that is. */
const NAMED: readonly string[] = ['line-manager', 'programme-lead', 'panel-member'] satisfies Role[];
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * What those are called who are responsible for whoever asks: who manages, leads or selects. They are named to them although their own records may be out of reach: nobody is
 * looked at by somebody whose name they may not know. Reading the name is noted like any other.
 */
@Injectable()
export class ResponsiblePeople {
  constructor(private readonly personal: Personal) {}

  /** Null where none of the roles is such a one, or the person is not registered. */
  async nameOf(moment: Moment, person: string, roles: readonly string[]): Promise<PersonalText | null> {
    return roles.some((role) => NAMED.includes(role)) ? this.nameOfDeputy(moment, person) : null;
  }

  /** The same of whoever acts in somebody's name, whatever for. */
  async nameOfDeputy(moment: Moment, person: string): Promise<PersonalText | null> {
    if (!uuid.test(person)) return null;
    return knownAs(moment, this.personal, person);
  }
}
