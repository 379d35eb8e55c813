import sql, { type Sql } from 'sql-template-tag';

/** What corrected or voided something about a leader, with the leader’s id, a text; found by an index of its own. To stand after FROM, as `event`. */
export const AMENDMENTS: Sql = sql`(
  select event.*, coalesce(event.data->>'leaderId', event.data->'concerns'->>'leaderId') as leader_id from es.events as event
  where (event.meta->>'corrects') is not null or (event.meta->>'voids') is not null
) as event`;
