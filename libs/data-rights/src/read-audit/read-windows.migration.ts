import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = `
-- One reader (who, in whose name, in which roles, what for) and one hour of the clock.
create table audit.read_window (
  id uuid primary key,
  hour timestamptz(3) not null,
  reader jsonb not null
);

-- What was read of one person in it, from a second after it was answered until the log and the read model tell it. Logged: it survives a crash. Ids and
-- codes only. Rows are written over for as long as the hour lasts, and nothing indexed changes: with room beside them that leaves nothing behind.
create table audit.read_of_one (
  -- of the row that the read model has, or will have
  id uuid primary key,
  window_id uuid not null references audit.read_window,
  leader_id uuid not null,
  fields text[] not null,
  since timestamptz(3) not null,
  until timestamptz(3) not null,
  -- how many of the fields, and until when, is in a batch or in the log
  told_fields integer not null default 0,
  told_until timestamptz(3)
) with (fillfactor = 50);
create index read_of_one_by_person on audit.read_of_one (leader_id);
create index read_of_one_by_window on audit.read_of_one (window_id);

-- What becomes one command, under its id, and never changes.
create table audit.batch (
  id uuid primary key,
  window_id uuid not null,
  reader jsonb not null,
  reads jsonb not null
);

-- What an earlier release left: each of its batches under the command that may have recorded it already.
insert into audit.batch (id, window_id, reader, reads)
select coalesce(p.batch, p.id), coalesce(p.batch, p.id), min(p.reader)::jsonb, jsonb_agg(jsonb_build_object(
    'fields', one->'fields', 'since', told.at, 'until', told.at, 'leaderIds', jsonb_build_array(one->'leaderId')))
from audit.pending p
cross join lateral (select to_char(p.noted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at) told
cross join lateral jsonb_array_elements(p.reads) one
group by 1;
drop table audit.pending;
`;

/** Reads are gathered by the hour: what is repeated within one leaves nothing more. */
export class ReadWindows1767225600090 implements MigrationInterface {
  readonly name = 'ReadWindows1767225600090';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(): Promise<void> {
    throw new Error('what was read is not forgotten');
  }
}
