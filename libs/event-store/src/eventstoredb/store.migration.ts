import type { MigrationInterface, QueryRunner } from 'typeorm';
import { APPEND } from '../postgres/append-batch.sql.js';
import { mirrorBatch } from './mirror-batch.sql.js';

const STORE = `
create table es.store (
  only_row boolean primary key default true check (only_row),
  kind text not null default 'postgresql' check (kind in ('postgresql', 'eventstoredb')),
  -- what the store calls itself, and the native position up to which es.events mirrors it
  store_id uuid,
  commit_position bigint,
  prepare_position bigint,
  -- when the mirror last had everything that was recorded
  level_at timestamptz(3),
  -- since when the store cannot be reached, and why the mirror stopped for good; both until it goes on
  away_since timestamptz(3),
  stopped text,
  -- since when nobody may append, because the history is being moved
  fenced_since timestamptz(3),
  check (kind = 'postgresql' or num_nonnulls(store_id, commit_position, prepare_position) = 3)
);
insert into es.store default values;
comment on table es.store is 'which store is the truth; where it is EventStoreDB, es.events is its mirror';

create function es.require_store(wanted text) returns void language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  store es.store;
begin
  select * into strict store from es.store;
  if store.fenced_since is not null then
    raise exception 'nothing can be recorded while the history is being moved' using errcode = 'TS001';
  end if;
  if store.kind <> wanted then
    raise exception 'the history is recorded in %', store.kind using errcode = 'TS002';
  end if;
end $$;
`;

const ADOPT = `
-- Makes an EventStoreDB the store of record, where nothing is recorded yet. Once it is, whoever comes with another one is refused.
create function es.adopt_store(store_id uuid, commit_position bigint, prepare_position bigint) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  known es.store;
begin
  perform pg_advisory_xact_lock(7201);
  select * into strict known from es.store;
  if known.kind = 'eventstoredb' then
    if known.store_id <> adopt_store.store_id then
      raise exception 'this database mirrors another store, %', known.store_id using errcode = 'TS003';
    end if;
    return;
  end if;
  if exists (select from es.log_head h where h.position > 0) then
    raise exception 'the history is recorded in %', known.kind using errcode = 'TS002';
  end if;
  if known.fenced_since is not null then
    raise exception 'nothing can be recorded while the history is being moved' using errcode = 'TS001';
  end if;
  update es.store s set kind = 'eventstoredb', store_id = adopt_store.store_id, commit_position = adopt_store.commit_position, prepare_position = adopt_store.prepare_position;
end $$;
`;

const GUARD = `
-- Before requests go to EventStoreDB, counted from 1: what es.events knows against them, as far as it is mirrored. 'repeated': all of a request's
-- events stand in its stream, the last at "revision"; 'conflict': some of them do; 'reused': other events were recorded under one of its ids.
create function es.guard_appends(streams text[], request integer[], event_ids uuid[], commands uuid[]) returns table (n integer, verdict text, revision bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
begin
  perform es.require_store('eventstoredb');
  return query
  select i.request, case count(k.revision) filter (where k.here) when count(*) then 'repeated' when 0 then 'reused' else 'conflict' end, max(k.revision)
  from unnest(request, event_ids, commands) i(request, event_id, command)
  left join lateral (select e.revision, e.stream = streams[i.request] as here from es.events e where e.event_id = i.event_id offset 0) k on true
  left join lateral (select true as used from es.events e where e.command_id = i.command limit 1) u on true
  group by i.request having count(k.revision) > 0 or count(u.used) > 0;
end $$;
`;

const STOPPED = `
create function es.mirror_away() returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update es.store set away_since = clock_timestamp() where kind = 'eventstoredb' and away_since is null
$$;
create function es.mirror_stopped(reason text) returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update es.store set stopped = reason where kind = 'eventstoredb'
$$;
`;

const HASH = `
-- What all leaves up to one amount to: H(n) = SHA-256(H(n-1) ‖ leaf(n)), H(0) = nothing. To be called with "order by position".
create function es.next_hash(hash bytea, leaf bytea) returns bytea language sql immutable strict as $$ select sha256(hash || leaf) $$;
create aggregate es.running_hash(bytea) (sfunc = es.next_hash, stype = bytea, initcond = '');
`;

const LOCKED = 'perform pg_advisory_xact_lock(7201);';

/** `es.append_batch`, which refuses from here on where the truth is elsewhere. */
export const CHECKED_APPEND = APPEND.replace('create function', 'create or replace function').replace(
  LOCKED,
  `${LOCKED}\n  perform es.require_store('postgresql');`,
);

/** Which store is the truth, and the mirror of one that is elsewhere. From here on appends are refused where they do not belong. */
export class StoreOfRecord1767225600011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [STORE, CHECKED_APPEND, ADOPT, GUARD, mirrorBatch('es'), STOPPED, HASH]) await runner.query(part);
    await runner.query('revoke execute on all functions in schema es from public');
  }

  async down(): Promise<void> {
    throw new Error('the log is never undone');
  }
}
