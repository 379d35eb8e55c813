import {
  among,
  Connection,
  ConnectionArgs,
  DayRange,
  either,
  type Filters,
  Id,
  is,
  narrowed,
  Nested,
  onDays,
  type Order,
  OrderBy,
  orders,
  sortedIn,
} from '@app/graphql-kit';
import type { Language } from '@app/localisation';
import { subtree } from '@app/organisation/read';
import type { Moment } from '@app/read-model';
import { ArgsType, Field } from '@nestjs/graphql';
import sql, { type Sql } from 'sql-template-tag';
import type { DeliveryLanguage } from '../domain/cohort.events.js';
import { CohortRow, type CohortStatus, CohortStatusEnum, DeliveryLanguageEnum } from '../read-model/cohort.row.js';
import { seenCohort } from '../read.js';

export const CohortConnection = Connection('Cohort', () => CohortRow);

const cohortOrders = orders('Cohort', sql`cohort.id`, {
  STARTS_ON: { description: 'The first day.', en: 'First day', cy: 'Diwrnod cyntaf', column: () => ({ sql: sql`cohort.starts_on`, type: 'date' }) },
  ENDS_ON: { description: 'The last day.', en: 'Last day', cy: 'Diwrnod olaf', column: () => ({ sql: sql`cohort.ends_on`, type: 'date' }) },
  NAME: {
    description: 'What it is called, as the reader’s language sorts it.',
    en: 'Name',
    cy: 'Enw',
    column: (language) => sortedIn(language, sql`cohort.name`),
  },
});

/** What any list of cohorts can be narrowed by. */
@ArgsType()
export class CohortsArgs extends ConnectionArgs {
  @Field(() => [CohortStatusEnum], { nullable: true, description: 'Only those that have come so far on the day asked about.' })
  status?: CohortStatus[] | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Only those that may be applied for on the day asked about: neither cancelled nor over. Whether places are free makes no difference, since there is a waiting list; with false, only the others.',
  })
  openForApplications?: boolean | null;

  @Nested(() => DayRange, { nullable: true, description: 'Only those whose first day is one of these.' })
  startsOn?: DayRange;

  @Nested(() => DayRange, { nullable: true, description: 'Only those whose last day is one of these.' })
  endsOn?: DayRange;

  @Field(() => DeliveryLanguageEnum, { nullable: true, description: 'Only those that are taught in this.' })
  deliveryLanguage?: DeliveryLanguage | null;

  @Id('Organisation', { nullable: true, description: 'Only those that this organisation delivers, or one accountable to it, at any depth.' })
  within?: string;

  @OrderBy(cohortOrders, 'the first day, those that begin last first,')
  orderBy?: Order<'STARTS_ON' | 'ENDS_ON' | 'NAME'>;
}

@ArgsType()
export class AllCohortsArgs extends CohortsArgs {
  @Id('Programme', { nullable: true, description: 'Only this programme’s.' })
  programme?: string;
}

const statusAt = ({ asOf }: Moment): Sql => sql`case when cohort.cancelled then 'CANCELLED' when cohort.ends_on < ${asOf}::date then 'ENDED'
  when cohort.starts_on > ${asOf}::date then 'UPCOMING' else 'RUNNING' end`;

const filters: Filters<AllCohortsArgs> = {
  status: (statuses, moment) => among(statusAt(moment))(statuses),
  openForApplications: (open, { asOf }) => either(sql`not cohort.cancelled and cohort.ends_on >= ${asOf}::date`)(open),
  startsOn: onDays(sql`cohort.starts_on`),
  endsOn: onDays(sql`cohort.ends_on`),
  deliveryLanguage: is(sql`cohort.delivery_language`),
  within: (id, moment) => sql`cohort.organisation_id in (${subtree(moment, id)})`,
  programme: is(sql`cohort.programme_id`, 'uuid'),
};

/** Cohorts as they are asked for; by their first day, the latest first, where nothing is said. */
export const cohortList = (moment: Moment, args: AllCohortsArgs, language: Language) => ({
  name: 'cohorts',
  rows: CohortRow,
  from: moment.from(CohortRow),
  where: narrowed(filters, args, moment),
  orderBy: cohortOrders.columns(
    args.orderBy,
    [
      { sql: sql`cohort.starts_on`, type: 'date', descending: true },
      { sql: sql`cohort.id`, type: 'uuid' },
    ],
    language,
  ),
  node: seenCohort<CohortRow>,
});
