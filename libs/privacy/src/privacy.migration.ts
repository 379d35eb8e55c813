import type { MigrationInterface, QueryRunner } from 'typeorm';
import { Erasure1767225600021 } from './erasure.migration.js';

const TABLES = `
create schema privacy;

-- Destroying a row makes everything sealed under it unreadable.
create table privacy.keys (
  key_id uuid primary key,
  subject text collate "C" not null,
  purpose text collate "C" not null,
  wrapped bytea not null,
  kek text not null,
  created_at timestamptz(3) not null default clock_timestamp(),
  unique (subject, purpose)
);

-- Whoever stands here never gets a key again.
create table privacy.tombstones (
  subject text collate "C" primary key,
  erased_at timestamptz(3) not null default clock_timestamp()
);
`;

const ENSURE_KEYS = `
-- The keys of many subjects and purposes at once. Where one is missing and a new one is offered ("wrapped" is not null), the offer is
-- kept. Whoever erases takes the same lock alone, so that no key is made for someone who is being erased.
create function privacy.ensure_keys(subjects text[], purposes text[], key_ids uuid[], wrapped bytea[], kek text)
returns table (key_id uuid, subject text, purpose text, wrapped_key bytea, wrapped_under text, erased boolean)
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform pg_advisory_xact_lock_shared(7204);

  insert into privacy.keys (key_id, subject, purpose, wrapped, kek)
  select o.key_id, o.subject, o.purpose, o.wrapped, ensure_keys.kek
  from unnest(subjects, purposes, key_ids, ensure_keys.wrapped) o(subject, purpose, key_id, wrapped)
  where o.wrapped is not null and not exists (select from privacy.tombstones t where t.subject = o.subject)
  order by o.subject, o.purpose
  on conflict (subject, purpose) do nothing;

  return query
  select k.key_id, w.subject, w.purpose, k.wrapped, k.kek, t.subject is not null
  from unnest(subjects, purposes) w(subject, purpose)
  left join privacy.keys k on k.subject = w.subject and k.purpose = w.purpose
  left join privacy.tombstones t on t.subject = w.subject;
end $$;
`;

/** The keys of personal values, apart from everything that they seal. */
export class CreateKeys1767225600002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(ENSURE_KEYS);
    await runner.query('revoke execute on all functions in schema privacy from public');
  }

  async down(): Promise<void> {
    throw new Error('keys are never undone: what they seal would be lost');
  }
}

export const privacyMigrations = [CreateKeys1767225600002, Erasure1767225600021];
