import { settles, type TaskKind } from '@app/feature';
import { erasedLeader } from '@app/leader/read';
import sql from 'sql-template-tag';
import { EndDelegation } from './domain/end-delegation.js';
import { GrantDelegation } from './domain/grant-delegation.js';
import { DelegationRow } from './read-model/delegation.row.js';

/** So many days before a delegation ends whoever gave it is told. */
const BEFORE_THE_END = 14;

/** What of accounts waits for somebody. */
export const accountTasks = {
  RENEW_DELEGATION: {
    description:
      'A delegation that ends within 14 days and that no later one goes on from, with its roles and as far: for who gave it, to grant it anew, end it earlier, or let it end.',
    en: 'Delegation about to end',
    cy: 'Dirprwyaeth ar fin dod i ben',
    title: { en: 'Grant a delegation anew, or let it end', cy: 'Rhoi dirprwyaeth o’r newydd, neu adael iddi ddod i ben' },
    whose: ['leader'],
    thing: 'Delegation',
    id: sql`delegation.id`,
    since: sql`greatest(delegation.starts_on, delegation.ends_on - ${BEFORE_THE_END}::int)`,
    due: sql`delegation.ends_on`,
    settledBy: [settles(GrantDelegation, { principalId: sql`delegation.principal_id` }), settles(EndDelegation, { delegationId: sql`delegation.id` })],
    // Whoever acts by it may give it back, and has nothing to renew.
    notBy: [sql`delegation.deputy_id`],
    from: ({ moment }) => sql`
      ${moment.from(DelegationRow)}
      where delegation.ended_on is null and delegation.starts_on <= ${moment.asOf}::date
        and delegation.ends_on between ${moment.asOf}::date and ${moment.asOf}::date + ${BEFORE_THE_END}::int
        and not ${erasedLeader(moment, sql`delegation.deputy_id`)}
        and not exists (
          select from (select delegation.*) as this join ${moment.from(DelegationRow)} on delegation.principal_id = this.principal_id
          where delegation.deputy_id = this.deputy_id and delegation.ended_on is null
            and delegation.roles @> this.roles and delegation.authority in (this.authority, 'ACTING')
            and delegation.starts_on <= this.ends_on + 1 and delegation.ends_on > this.ends_on)`,
  },
} as const satisfies Readonly<Record<string, TaskKind>>;
