/** `es.import_batch`, as the log's first migration makes it. */
export const IMPORT = `
-- Fills an empty log with events that were recorded elsewhere, in one transaction of any number of batches. Returns the position of the last.
create function es.import_batch(
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
    importing = pg_current_xact_id();
  perform pg_notify('es_head', (head.position + added)::text);
  return head.position + added;
end $$;
`;
