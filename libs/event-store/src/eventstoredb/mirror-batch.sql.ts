/**
 * `mirror_batch` of a schema that holds `events`, `streams`, `log_head` and `store`: of `es` itself, and of the one in which a mirror is built anew.
 * One transaction takes the mirror from one native position to another, with everything of ours that stands between them.
 */
export const mirrorBatch = (schema: string): string => `
-- Events in the order of $all, after the native position up to which this database has mirrored. "level_ms": so long ago nothing was recorded
-- beyond them; null where that is not known. Returns the position of the log's last event. There is one writer ever: whoever does not know where
-- the mirror stands changes nothing.
create function ${schema}.mirror_batch(
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
  head ${schema}.log_head;
  added bigint := cardinality(streams);
  broken text;
begin
  perform pg_advisory_xact_lock(7201);
  update ${schema}.store s set commit_position = to_commit, prepare_position = to_prepare, stopped = null, away_since = null,
    level_at = greatest(s.level_at, clock_timestamp() - level_ms * interval '1 ms')
  where s.kind = 'eventstoredb' and s.commit_position = from_commit and s.prepare_position = from_prepare;
  if not found then
    raise exception 'the mirror does not stand at %/%', from_commit, from_prepare using errcode = 'TS004';
  end if;
  select * into strict head from ${schema}.log_head;
  if added = 0 then
    return head.position;
  end if;

  select format('revision %s of %s comes after %s', i.revision, i.stream, coalesce(nullif(i.before, -1)::text, 'none')) into broken
  from (
    select i.n, i.stream, i.revision,
      coalesce(lag(i.revision) over (partition by i.stream order by i.n), (select s.revision from ${schema}.streams s where s.stream = i.stream), -1) as before
    from unnest(streams, revisions) with ordinality i(stream, revision, n)
  ) i where i.revision <> i.before + 1 order by i.n limit 1;
  if broken is not null then
    raise exception '%', broken using errcode = 'TS005';
  end if;

  insert into ${schema}.events (position, stream, revision, event_id, type, schema_version, effective_on, recorded_at, command_id, meta, data, leaf)
  select i.position, i.stream, i.revision, i.event_id, i.type, i.version, i.effective, i.stamp, i.command, i.meta::json, i.data::json,
    es.leaf(i.position, i.stream, i.revision, i.event_id, i.type, i.version, i.effective, i.stamp, i.meta, i.data)
  from (
    select i.*, head.position + i.n as position, greatest(head.recorded_at, max(i.recorded) over (order by i.n rows unbounded preceding)) as stamp
    from unnest(streams, revisions, event_ids, types, versions, effective, recorded, commands, metas, datas)
      with ordinality i(stream, revision, event_id, type, version, effective, recorded, command, meta, data, n)
  ) i;

  insert into ${schema}.streams as s (stream, revision)
  select i.stream, max(i.revision) from unnest(streams, revisions) i(stream, revision) group by i.stream
  on conflict (stream) do update set revision = excluded.revision;

  update ${schema}.log_head h set position = head.position + added, recorded_at = greatest(head.recorded_at, (select max(r) from unnest(recorded) r));
  perform pg_notify('es_head', (head.position + added)::text);
  return head.position + added;
end $$;
`;
