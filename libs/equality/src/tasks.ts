import { settles, type TaskKind } from '@app/feature';
import sql from 'sql-template-tag';
import { ReadUnmaskedFigures } from './domain/unmasked-figures.js';
import { UnmaskedGrantRow, UnmaskedReadingRow } from './read-model/figures.row.js';

/** What of figures waits for somebody. */
export const equalityTasks = {
  READ_UNMASKED_FIGURES: {
    description: 'Leave to look at figures unmasked that whoever has it has not used yet: until it ends.',
    en: 'Figures to look at',
    cy: 'Ffigurau i edrych arnynt',
    title: { en: 'Look at unmasked figures while you have leave to', cy: 'Edrych ar ffigurau heb eu cuddio tra bod gennych ganiatâd' },
    whose: ['talent-partner', 'board-member'],
    thing: 'UnmaskedGrant',
    id: sql`unmasked_grant.id`,
    since: sql`unmasked_grant.granted_at at time zone 'Europe/London'`,
    due: sql`unmasked_grant.until at time zone 'Europe/London'`,
    settledBy: [settles(ReadUnmaskedFigures)],
    // Whoever gave leave may have been linked with who has it since.
    notBy: [sql`unmasked_grant.granter_id`],
    byAPerson: true,
    from: ({ moment, viewer, now }) => sql`
      ${moment.from(UnmaskedGrantRow)}
      where unmasked_grant.grantee_id = ${viewer.actor.id} and unmasked_grant.until > ${now}::timestamptz
        and not exists (select from ${moment.from(UnmaskedReadingRow)} where unmasked_reading.grant_id = unmasked_grant.id)`,
  },
} as const satisfies Readonly<Record<string, TaskKind>>;
