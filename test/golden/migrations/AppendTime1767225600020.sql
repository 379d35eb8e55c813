select set_config('tracker.appenders', (
  select string_agg(distinct a.grantee::regrole::text, ', ') from pg_proc p cross join aclexplode(p.proacl) a
  where p.oid = 'es.append_batch'::regproc and a.grantee not in (0, p.proowner)
), true)
;
drop function es.append_batch
;
-- Many appends in one transaction, one per stream. Events come in the order of their requests; "request" counts from 1.
-- expected: the stream's last revision, -1 for none. Answers per request, in their order: 'appended', 'repeated', 'conflict', or 'reused'
-- where other events were recorded under one of its command ids; with the stream's revision (-1 for none) and, of the first two, the
-- position of the request's last event; of the first alone, when it was recorded.
create function es.append_batch(
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
    update es.log_head h set position = appended, recorded_at = stamp;
    perform pg_notify('es_head', appended::text);
  end if;
end $$;
;
revoke execute on function es.append_batch from public
;
do $$ begin
  if current_setting('tracker.appenders') <> '' then
    execute 'grant execute on function es.append_batch to ' || current_setting('tracker.appenders');
  end if;
end $$
