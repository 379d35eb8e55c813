import { type At, DateScalar, type Found, loader, type Masked, Needs, Personal, PersonalText, Refers, type Seen } from '@app/graphql-kit';
import type { CalendarDate, SealedValue } from '@app/kernel';
import { organisations, OrganisationRow } from '@app/organisation/read';
import { Field, ObjectType, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import sql from 'sql-template-tag';
import { LeaderRow } from '../read-model/leader.row.js';
import { atPresent, leaders, seenLeader } from '../read.js';

@ObjectType('FormerName', { description: 'What somebody was called once. It is sealed under a key of its own, and part of no answer but this one.' })
class FormerName {
  @Field(() => PersonalText, { nullable: true, description: 'The name that they went by.' })
  name: PersonalText | null;

  @Field(() => PersonalText, { nullable: true, description: 'Their legal name then.' })
  legalName: PersonalText | null;

  @Field(() => DateScalar, { description: 'The first day of the name that came after it.' })
  until: CalendarDate;
}

@ObjectType('Departure', { description: 'That somebody left an employer.' })
class Departure {
  @Field(() => OrganisationRow, { nullable: true, description: 'The employer.' })
  organisation: Seen<OrganisationRow> | null;

  @Field(() => DateScalar, { description: 'Their last day there.' })
  lastDay: CalendarDate;

  @Field(() => DateScalar, { nullable: true, description: 'The day on which they came back, where they did.' })
  returnedOn: CalendarDate | null;

  @Field(() => PersonalText, { nullable: true, description: 'Why they left, in words, where that was given.' })
  reason: PersonalText | null;
}

type Row = Masked<Seen<LeaderRow>, 'formerNames' | 'departures'>;

/** Sealed when it was stored: a row never holds a value that is yet to be sealed. */
const sealed = (value: unknown) => value as SealedValue<string> | null;

/** A leader's record: what it was before, and which others are of the same person. */
@Resolver(() => LeaderRow)
export class LeaderRecordResolver {
  constructor(private readonly personal: Personal) {}

  @Needs('formerNames')
  @ResolveField(() => [FormerName], {
    description: 'What they were called before, the last one first; whatever the moment, all that there are now. Nobody is found by one of these.',
  })
  formerNames({ moment, formerNames }: Row): Promise<FormerName[]> {
    return Promise.all(
      (formerNames ?? []).map(async ({ knownAs, legalName, until }) => ({
        name: await this.personal.open(moment, sealed(knownAs)),
        legalName: await this.personal.open(moment, sealed(legalName)),
        until,
      })),
    );
  }

  @Needs('departures')
  @ResolveField(() => [Departure], { description: 'Employers that they left, the last one first, as far as that may be seen.' })
  departures({ moment, departures }: Row): Promise<Departure[]> {
    return Promise.all(
      (departures ?? []).map(async ({ organisationId, lastDay, returnedOn, reason }) => ({
        organisation: await organisations.find(moment, organisationId),
        lastDay,
        returnedOn,
        reason: await this.personal.open(moment, sealed(reason)),
      })),
    );
  }

  @Refers(leaders, 'mergedIntoId')
  @ResolveField(() => LeaderRow, {
    nullable: true,
    description: 'The record of the same person that goes on, where this one was merged into it and that one may be seen. Commands go to that one.',
  })
  mergedInto({ moment, mergedIntoId }: Seen<LeaderRow>, _args: unknown, _context: unknown, info: GraphQLResolveInfo): Found<LeaderRow> {
    return mergedIntoId === null ? null : leaders.foundFor(info, moment, mergedIntoId);
  }

  @Needs()
  @ResolveField(() => [LeaderRow], {
    description: 'Other records of the same person that were merged into this one, as far as they may be seen. Each keeps its own posts and enrolments.',
  })
  mergedFrom({ moment, key }: Seen<LeaderRow>): Promise<Seen<LeaderRow>[]> {
    return loader<string, Seen<LeaderRow>[]>(moment, 'leader.mergedFrom', async (keys) => {
      const read = atPresent(moment);
      const rows = await read.query<At<LeaderRow>>(
        sql`select ${read.select(LeaderRow)} from ${read.from(LeaderRow)} where leader.merged_into_id = any(${[...keys]}::uuid[]) order by leader.id`,
        { moment },
      );
      const found = rows.map((row) => seenLeader<LeaderRow>(row));
      return keys.map((survivor) => found.filter(({ mergedIntoId }) => mergedIntoId === survivor));
    }).load(key);
  }
}
