import { settles, type TaskKind } from '@app/feature';
import sql from 'sql-template-tag';
import { PromoteFromQueue } from './domain/promote-from-queue.js';
import { CohortRow } from './read-model/cohort.row.js';
import { ProgrammeRow } from './read-model/programme.row.js';

/** That a place is free, and somebody waits for one. */
const WAITS = sql`not cohort.cancelled and not cohort.automatic_promotion and cohort.places_held < cohort.capacity and jsonb_array_length(cohort.waiting) > 0`;

/** What of programmes waits for somebody. */
export const programmeTasks = {
  PROMOTE_FROM_WAITLIST: {
    description: 'A cohort with a free place and somebody on its waiting list, which gives places by hand.',
    en: 'Place to give',
    cy: 'Lle i’w roi',
    title: { en: 'Give a free place in {name} to somebody on the waiting list', cy: 'Rhoi lle rhydd yn {name} i rywun ar y rhestr aros' },
    whose: ['programme-lead'],
    thing: 'Cohort',
    id: sql`cohort.id`,
    // Since its places or its list changed last.
    since: sql`cohort.effective_from`,
    name: { en: sql`programme.name_en || ', ' || cohort.name`, cy: sql`coalesce(programme.name_cy, programme.name_en) || ', ' || cohort.name` },
    settledBy: [settles(PromoteFromQueue, { cohortId: sql`cohort.id` })],
    from: ({ moment }) => sql`
      ${moment.from(CohortRow)} join ${moment.from(ProgrammeRow)} on programme.id = cohort.programme_id
      where ${WAITS} and cohort.ends_on >= ${moment.asOf}::date
        and exists (select from (select cohort.id) as this join ${moment.last(CohortRow)} on cohort.id = this.id where ${WAITS})`,
  },
} as const satisfies Readonly<Record<string, TaskKind>>;
