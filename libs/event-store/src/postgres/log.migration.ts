import type { MigrationInterface, QueryRunner } from 'typeorm';
import { MovedAt1767225600120 } from '../eventstoredb/moved-at.migration.js';
import { StoppedStore1767225600080 } from '../eventstoredb/stopped-store.migration.js';
import { StoreOfRecord1767225600011 } from '../eventstoredb/store.migration.js';
import { Readers1767225600070 } from '../readers/reader.migration.js';
import { ReaderPlace1767225600110 } from '../readers/reader-place.migration.js';
import { Amendments1767225600150 } from './amendments.migration.js';
import { APPEND } from './append-batch.sql.js';
import { AppendTime1767225600020 } from './append-time.migration.js';
import { Correlation1767225600141 } from './correlation.migration.js';
import { IMPORT } from './import-batch.sql.js';
import { RunningHash1767225600081 } from './running-hash.migration.js';

const TABLES = `
create schema es;

create table es.log_head (
  only_row boolean primary key default true check (only_row),
  position bigint not null,
  recorded_at timestamptz(3) not null,
  -- the transaction that fills an empty log, while it does
  importing xid8
);
insert into es.log_head (position, recorded_at) values (0, '1970-01-01T00:00:00Z');

create table es.streams (
  stream text collate "C" primary key,
  revision bigint not null
) with (fillfactor = 70);

create table es.events (
  position bigint primary key,
  stream text collate "C" not null check (stream ~ '^[a-z][A-Za-z]*-[A-Za-z0-9._-]+$'),
  revision bigint not null,
  event_id uuid not null unique,
  type text collate "C" not null check (type ~ '^[A-Z][A-Za-z0-9]*$'),
  schema_version integer not null,
  effective_on date not null,
  recorded_at timestamptz(3) not null,
  command_id uuid not null,
  meta json not null,
  data json not null,
  leaf bytea not null,
  unique (stream, revision)
);
create index events_by_command on es.events (command_id);
comment on column es.events.meta is 'RFC 8785 canonical text: the leaf is computed from it';
comment on column es.events.data is 'RFC 8785 canonical text, personal values sealed';
`;

const IMMUTABILITY = `
create function es.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'the log is only ever appended to' using errcode = 'integrity_constraint_violation';
end $$;
create trigger only_appended before update or delete or truncate on es.events for each statement execute function es.refuse_change();
`;

/** Keys in the order of RFC 8785; stream, type and dates hold nothing that JSON escapes. */
const LEAF = `
create function es.leaf("position" bigint, stream text, revision bigint, event_id uuid, type text, schema_version integer, effective_on date, recorded_at timestamptz, meta text, data text)
returns bytea language sql stable as $$
  select sha256('\\x00'::bytea || convert_to(
    '{"data":' || data || ',"effectiveOn":"' || to_char(effective_on, 'YYYY-MM-DD') || '","id":"' || event_id || '","meta":' || meta || ',"position":"' || position
    || '","recordedAt":"' || to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '","revision":"' || revision
    || '","schemaVersion":' || schema_version || ',"stream":"' || stream || '","type":"' || type || '"}', 'UTF8'))
$$;
`;

const POSITION_AT = `
-- The last position recorded at or before a moment; 0 when there is none. Times never fall along the log, so halving finds it by key.
create function es.position_at(moment timestamptz) returns bigint language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  low bigint := 0;
  high bigint;
  middle bigint;
begin
  select h.position into strict high from es.log_head h;
  while low < high loop
    middle := (low + high + 1) / 2;
    if (select e.recorded_at <= moment from es.events e where e.position = middle) then low := middle; else high := middle - 1; end if;
  end loop;
  return low;
end $$;
`;

/** The log of design §4: append-only, in one order without holes, each event with its leaf. */
export class CreateLog1767225600001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const part of [TABLES, IMMUTABILITY, LEAF, APPEND, IMPORT, POSITION_AT]) await runner.query(part);
    await runner.query('revoke execute on all functions in schema es from public');
  }

  async down(): Promise<void> {
    throw new Error('the log is never undone');
  }
}

export const eventStoreMigrations = [
  CreateLog1767225600001,
  StoreOfRecord1767225600011,
  AppendTime1767225600020,
  Readers1767225600070,
  StoppedStore1767225600080,
  RunningHash1767225600081,
  ReaderPlace1767225600110,
  MovedAt1767225600120,
  Correlation1767225600141,
  Amendments1767225600150,
];
