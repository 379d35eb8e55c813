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
;
-- Many appends in one transaction, one per stream. Events come in the order of their requests; "request" counts from 1.
-- expected: the stream's last revision, -1 for none. Answers per request, in their order: 'appended', 'repeated', 'conflict', or 'reused'
-- where other events were recorded under one of its command ids; with the stream's revision (-1 for none) and, of the first two, the
-- position of the request's last event.
create or replace function es.append_batch(
  streams text[], expected bigint[],
  request integer[], event_ids uuid[], types text[], versions integer[], effective date[], commands uuid[], metas text[], datas text[]
) returns table (outcome text, revision bigint, "position" bigint)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
-- The plan is kept from when the tables were small: it must look up by key however it was made.
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  head bigint;
  stamp timestamptz(3);
  appended bigint;
begin
  -- First of all: whoever commits later has the later positions, and every statement below sees what was there at this moment.
  perform pg_advisory_xact_lock(7201);
  perform es.require_store('postgresql');

  if (select count(distinct s) from unnest(streams) s) <> cardinality(streams) then
    raise exception 'a batch holds one request per stream' using errcode = 'invalid_parameter_value';
  end if;
  if exists (select from unnest(request, commands) i(request, command) group by i.command having min(i.request) <> max(i.request)) then
    raise exception 'a batch holds one request per command' using errcode = 'invalid_parameter_value';
  end if;

  select h.position, greatest(h.recorded_at, date_trunc('milliseconds', clock_timestamp())) into strict head, stamp from es.log_head h;

  return query
  with item as materialized (
    select i.*, k.revision as known_revision, k.position as known_position, u.used
    from unnest(request, event_ids, types, versions, effective, commands, metas, datas)
      with ordinality i(request, event_id, type, version, effective, command, meta, data, n)
    left join lateral (
      select e.revision, e.position from es.events e where e.event_id = i.event_id and e.stream = streams[i.request] offset 0
    ) k on true
    left join lateral (select true as used from es.events e where e.command_id = i.command limit 1) u on true
  ), known as materialized (
    select i.request, count(*) as given, count(i.known_position) as found, max(i.known_revision) as revision, max(i.known_position) as position,
      bool_or(i.used) as used
    from item i group by i.request
  ), answer as materialized (
    select r.n::integer as n, r.stream, coalesce(s.revision, -1) as current, k.given, k.revision as known_revision, k.position as known_position,
      case when k.found = k.given then 'repeated'
           when k.found = 0 and coalesce(s.revision, -1) = r.expected then case when k.used then 'reused' else 'appended' end
           else 'conflict' end as outcome
    from unnest(streams, expected) with ordinality r(stream, expected, n)
    join known k on k.request = r.n
    left join lateral (select s.revision from es.streams s where s.stream = r.stream offset 0) s on true
  ), placed as materialized (
    select i.*, a.stream, head + row_number() over (order by i.n) as position, a.current + row_number() over (partition by i.request order by i.n) as revision
    from item i join answer a on a.n = i.request where a.outcome = 'appended'
  ), recorded as (
    insert into es.events (position, stream, revision, event_id, type, schema_version, effective_on, recorded_at, command_id, meta, data, leaf)
    select p.position, p.stream, p.revision, p.event_id, p.type, p.version, p.effective, stamp, p.command, p.meta::json, p.data::json,
      es.leaf(p.position, p.stream, p.revision, p.event_id, p.type, p.version, p.effective, stamp, p.meta, p.data)
    from placed p
  ), last as materialized (
    select p.request, p.stream, max(p.revision) as revision, max(p.position) as position from placed p group by p.request, p.stream
  ), moved as (
    insert into es.streams as s (stream, revision) select l.stream, l.revision from last l
    on conflict (stream) do update set revision = excluded.revision
  )
  select a.outcome,
    case a.outcome when 'appended' then l.revision when 'repeated' then a.known_revision else a.current end,
    case a.outcome when 'appended' then l.position when 'repeated' then a.known_position end
  from answer a left join last l on l.request = a.n order by a.n;

  select e.position into appended from es.events e where e.position > head order by e.position desc limit 1;
  if appended is not null then
    update es.log_head h set position = appended, recorded_at = stamp;
    perform pg_notify('es_head', appended::text);
  end if;
end $$;
;
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
;
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
;
-- Events in the order of $all, after the native position up to which this database has mirrored. "level_ms": so long ago nothing was recorded
-- beyond them; null where that is not known. Returns the position of the log's last event. There is one writer ever: whoever does not know where
-- the mirror stands changes nothing.
create function es.mirror_batch(
  from_commit bigint, from_prepare bigint, to_commit bigint, to_prepare bigint, level_ms integer,
  streams text[], revisions bigint[], event_ids uuid[], types text[], versions integer[], effective date[], recorded timestamptz[], commands uuid[], metas text[], datas text[]
) returns bigint
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_column
declare
  head es.log_head;
  added bigint := cardinality(streams);
  broken text;
begin
  perform pg_advisory_xact_lock(7201);
  update es.store s set commit_position = to_commit, prepare_position = to_prepare, stopped = null, away_since = null,
    level_at = greatest(s.level_at, clock_timestamp() - level_ms * interval '1 ms')
  where s.kind = 'eventstoredb' and s.commit_position = from_commit and s.prepare_position = from_prepare;
  if not found then
    raise exception 'the mirror does not stand at %/%', from_commit, from_prepare using errcode = 'TS004';
  end if;
  select * into strict head from es.log_head;
  if added = 0 then
    return head.position;
  end if;

  select format('revision %s of %s comes after %s', i.revision, i.stream, coalesce(nullif(i.before, -1)::text, 'none')) into broken
  from (
    select i.n, i.stream, i.revision,
      coalesce(lag(i.revision) over (partition by i.stream order by i.n), (select s.revision from es.streams s where s.stream = i.stream), -1) as before
    from unnest(streams, revisions) with ordinality i(stream, revision, n)
  ) i where i.revision <> i.before + 1 order by i.n limit 1;
  if broken is not null then
    raise exception '%', broken using errcode = 'TS005';
  end if;

  insert into es.events (position, stream, revision, event_id, type, schema_version, effective_on, recorded_at, command_id, meta, data, leaf)
  select i.position, i.stream, i.revision, i.event_id, i.type, i.version, i.effective, i.stamp, i.command, i.meta::json, i.data::json,
    es.leaf(i.position, i.stream, i.revision, i.event_id, i.type, i.version, i.effective, i.stamp, i.meta, i.data)
  from (
    select i.*, head.position + i.n as position, greatest(head.recorded_at, max(i.recorded) over (order by i.n rows unbounded preceding)) as stamp
    from unnest(streams, revisions, event_ids, types, versions, effective, recorded, commands, metas, datas)
      with ordinality i(stream, revision, event_id, type, version, effective, recorded, command, meta, data, n)
  ) i;

  insert into es.streams as s (stream, revision)
  select i.stream, max(i.revision) from unnest(streams, revisions) i(stream, revision) group by i.stream
  on conflict (stream) do update set revision = excluded.revision;

  update es.log_head h set position = head.position + added, recorded_at = greatest(head.recorded_at, (select max(r) from unnest(recorded) r));
  perform pg_notify('es_head', (head.position + added)::text);
  return head.position + added;
end $$;
;
create function es.mirror_away() returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update es.store set away_since = clock_timestamp() where kind = 'eventstoredb' and away_since is null
$$;
create function es.mirror_stopped(reason text) returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  update es.store set stopped = reason where kind = 'eventstoredb'
$$;
;
-- What all leaves up to one amount to: H(n) = SHA-256(H(n-1) ‖ leaf(n)), H(0) = nothing. To be called with "order by position".
create function es.next_hash(hash bytea, leaf bytea) returns bytea language sql immutable strict as $$ select sha256(hash || leaf) $$;
create aggregate es.running_hash(bytea) (sfunc = es.next_hash, stype = bytea, initcond = '');
;
revoke execute on all functions in schema es from public
