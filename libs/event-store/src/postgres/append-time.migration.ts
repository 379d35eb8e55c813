import type { MigrationInterface, QueryRunner } from 'typeorm';
import { CHECKED_APPEND } from '../eventstoredb/store.migration.js';

/** `es.append_batch`, which tells when it recorded something. */
export const TIMED_APPEND = CHECKED_APPEND.replace('create or replace', 'create')
  .replace(`position of the request's last event.`, `position of the request's last event; of the first alone, when it was recorded.`)
  .replace(
    'returns table (outcome text, revision bigint, "position" bigint)',
    'returns table (outcome text, revision bigint, "position" bigint, recorded_at timestamptz)',
  )
  .replace(`when 'repeated' then a.known_position end\n`, `when 'repeated' then a.known_position end,\n    case a.outcome when 'appended' then stamp end\n`);

/** Who could call the function before can call the one that takes its place, from the moment it does. */
const KEEP_CALLERS = `
select set_config('tracker.appenders', (
  select string_agg(distinct a.grantee::regrole::text, ', ') from pg_proc p cross join aclexplode(p.proacl) a
  where p.oid = 'es.append_batch'::regproc and a.grantee not in (0, p.proowner)
), true)`;
const LET_THEM = `
do $$ begin
  if current_setting('tracker.appenders') <> '' then
    execute 'grant execute on function es.append_batch to ' || current_setting('tracker.appenders');
  end if;
end $$`;

/** `es.append_batch` tells when it recorded something, so that whoever appended knows the events as they are stored. */
export class AppendTime1767225600020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [KEEP_CALLERS, 'drop function es.append_batch', TIMED_APPEND, 'revoke execute on function es.append_batch from public', LET_THEM])
      await runner.query(part);
  }

  async down(): Promise<void> {
    throw new Error('the log is never undone');
  }
}
