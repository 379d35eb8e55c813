drop schema if exists es_rebuild cascade
;
alter table es.log_head add column hash bytea not null default '';
comment on column es.log_head.hash is 'What all leaves up to the head amount to: H(n) = SHA-256(H(n-1) ‖ leaf(n)), H(0) = nothing';
create table es.running (position bigint primary key, hash bytea not null);
comment on table es.running is 'What all leaves up to a position amounted to, some of them: the next to ask need not begin at the beginning';

create function es.next_hash(hash bytea, start bytea, leaf bytea) returns bytea language sql immutable as $$ select sha256(coalesce(hash, start) || leaf) $$;
-- As es.running_hash, on top of what all leaves before amount to. To be called with "order by position".
create aggregate es.running_hash(bytea, bytea) (sfunc = es.next_hash, stype = bytea);

insert into es.running (position, hash)
select l.position, l.hash from (select e.position, es.running_hash(''::bytea, e.leaf) over (order by e.position) as hash from es.events e) l cross join es.log_head h
where l.position % 1000 = 0 or l.position = h.position;
update es.log_head h set hash = coalesce((select r.hash from es.running r where r.position = h.position), '');

-- What all leaves up to a position amount to; null for one that the log has not reached.
create function es.hash_at(at bigint) returns bytea language plpgsql stable set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  head es.log_head;
  known es.running;
begin
  select * into strict head from es.log_head;
  if at = head.position then
    return head.hash;
  end if;
  if at > head.position or at < 0 then
    return null;
  end if;
  select * into known from es.running r where r.position <= at order by r.position desc limit 1;
  known.hash := coalesce(known.hash, '');
  return coalesce((select es.running_hash(known.hash, e.leaf order by e.position) from es.events e where e.position > coalesce(known.position, 0) and e.position <= at), known.hash);
end $$;
;
-- Many appends in one transaction, one per stream. Events come in the order of their requests; "request" counts from 1.
-- expected: the stream's last revision, -1 for none. Answers per request, in their order: 'appended', 'repeated', 'conflict', or 'reused'
-- where other events were recorded under one of its command ids; with the stream's revision (-1 for none) and, of the first two, the
-- position of the request's last event; of the first alone, when it was recorded.
create or replace function es.append_batch(
  streams text[], expected bigint[],
  request integer[], event_ids uuid[], types text[], versions integer[], effective date[], commands uuid[], metas text[], datas text[]
) returns table (outcome text, revision bigint, "position" bigint, recorded_at timestamptz)
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
    case a.outcome when 'appended' then l.position when 'repeated' then a.known_position end,
    case a.outcome when 'appended' then stamp end
  from answer a left join last l on l.request = a.n order by a.n;

  select e.position into appended from es.events e where e.position > head order by e.position desc limit 1;
  if appended is not null then
    update es.log_head h set position = appended, recorded_at = stamp, hash = coalesce((select es.running_hash(h.hash, e.leaf order by e.position) from es.events e where e.position > head), h.hash);
  insert into es.running (position, hash) select h.position, h.hash from es.log_head h where h.position / 1000 > head / 1000;
    perform pg_notify('es_head', appended::text);
  end if;
end $$;
;
-- Fills an empty log with events that were recorded elsewhere, in one transaction of any number of batches. Returns the position of the last.
create or replace function es.import_batch(
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
  added bigint;
begin
  perform pg_advisory_xact_lock(7201);
  select * into strict head from es.log_head;
  if head.position > 0 and head.importing is distinct from pg_current_xact_id() then
    raise exception 'only an empty log can be imported into' using errcode = 'object_not_in_prerequisite_state';
  end if;

  -- An event of a stream follows the one before it, in this batch or in an earlier one; time never runs backwards.
  if exists (
    select from (
      select i.revision, i.recorded,
        coalesce(lag(i.revision) over (partition by i.stream order by i.n), (select s.revision from es.streams s where s.stream = i.stream), -1) as before,
        coalesce(lag(i.recorded) over (order by i.n), head.recorded_at) as earlier
      from unnest(streams, revisions, recorded) with ordinality i(stream, revision, recorded, n)
    ) i where i.revision <> i.before + 1 or i.recorded < i.earlier
  ) then
    raise exception 'the imported events are not in order' using errcode = 'invalid_parameter_value';
  end if;

  insert into es.events (position, stream, revision, event_id, type, schema_version, effective_on, recorded_at, command_id, meta, data, leaf)
  select head.position + i.n, i.stream, i.revision, i.event_id, i.type, i.version, i.effective, i.recorded, i.command, i.meta::json, i.data::json,
    es.leaf(head.position + i.n, i.stream, i.revision, i.event_id, i.type, i.version, i.effective, i.recorded, i.meta, i.data)
  from unnest(streams, revisions, event_ids, types, versions, effective, recorded, commands, metas, datas)
    with ordinality i(stream, revision, event_id, type, version, effective, recorded, command, meta, data, n);
  get diagnostics added = row_count;

  insert into es.streams (stream, revision)
  select i.stream, max(i.revision) from unnest(streams, revisions) i(stream, revision) group by i.stream
  on conflict (stream) do update set revision = excluded.revision;

  update es.log_head h set position = head.position + added, recorded_at = coalesce((select max(r) from unnest(recorded) r), head.recorded_at),
    importing = pg_current_xact_id(), hash = coalesce((select es.running_hash(h.hash, e.leaf order by e.position) from es.events e where e.position > head.position), h.hash);
  insert into es.running (position, hash) select h.position, h.hash from es.log_head h where h.position / 1000 > head.position / 1000;
  perform pg_notify('es_head', (head.position + added)::text);
  return head.position + added;
end $$;
;
-- Events in the order of $all, after the native position up to which this database has mirrored. "level_ms": so long ago nothing was recorded
-- beyond them; null where that is not known. Returns the position of the log's last event. There is one writer ever: whoever does not know where
-- the mirror stands changes nothing.
create or replace function es.mirror_batch(
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

  update es.log_head h set position = head.position + added, recorded_at = greatest(head.recorded_at, (select max(r) from unnest(recorded) r)), hash = coalesce((select es.running_hash(h.hash, e.leaf order by e.position) from es.events e where e.position > head.position), h.hash);
  insert into es.running (position, hash) select h.position, h.hash from es.log_head h where h.position / 1000 > head.position / 1000;
  perform pg_notify('es_head', (head.position + added)::text);
  return head.position + added;
end $$;
;
revoke execute on all functions in schema es from public
