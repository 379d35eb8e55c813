-- The keys that wrap data keys: what they are called, and not the keys. One is current; of the others, those not yet destroyed still wrap some.
create table privacy.key_encryption_keys (
  id text collate "C" primary key,
  created_at timestamptz(3) not null default clock_timestamp(),
  retired_at timestamptz(3),
  destroyed_at timestamptz(3) check (destroyed_at is null or retired_at is not null)
);
create unique index one_is_current on privacy.key_encryption_keys ((true)) where retired_at is null;
create index keys_by_kek on privacy.keys (kek);
;
-- As before; besides, nothing is wrapped any more by a key-encryption key that was retired.
create or replace function privacy.ensure_keys(subjects text[], purposes text[], key_ids uuid[], wrapped bytea[], kek text)
returns table (key_id uuid, subject text, purpose text, wrapped_key bytea, wrapped_under text, erased boolean)
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  perform pg_advisory_xact_lock_shared(7204);

  if exists (select from unnest(ensure_keys.wrapped) w where w is not null) then
    if not exists (select from privacy.key_encryption_keys e where e.id = ensure_keys.kek and e.retired_at is null) then
      raise exception 'the key-encryption key % is not current', ensure_keys.kek using errcode = 'TP001';
    end if;
    insert into privacy.keys (key_id, subject, purpose, wrapped, kek)
    select o.key_id, o.subject, o.purpose, o.wrapped, ensure_keys.kek
    from unnest(subjects, purposes, key_ids, ensure_keys.wrapped) o(subject, purpose, key_id, wrapped)
    where o.wrapped is not null and not exists (select from privacy.tombstones t where t.subject = o.subject)
    order by o.subject, o.purpose
    on conflict (subject, purpose) do nothing;
  end if;

  return query
  select k.key_id, w.subject, w.purpose, k.wrapped, k.kek, t.subject is not null
  from unnest(subjects, purposes) w(subject, purpose)
  left join privacy.keys k on k.subject = w.subject and k.purpose = w.purpose
  left join privacy.tombstones t on t.subject = w.subject;
end $$;
;
-- Destroys the keys of people, and of single purposes of a person, at once and for good: whatever wrapped them is retired in the same
-- transaction. Whole people get no key ever again. Every process hears of it when it commits. Returns how many keys were destroyed.
create function privacy.destroy_keys(people text[], subjects text[], purposes text[], next_kek text) returns bigint
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  destroyed bigint;
begin
  perform pg_advisory_xact_lock(7204);
  insert into privacy.tombstones (subject) select distinct p from unnest(people) p on conflict do nothing;
  with gone as (
    delete from privacy.keys k
    where k.subject = any(people) or exists (select from unnest(subjects, purposes) o(subject, purpose) where o.subject = k.subject and o.purpose = k.purpose)
    returning 1
  ) select count(*) into destroyed from gone;
  update privacy.key_encryption_keys e set retired_at = clock_timestamp() where e.retired_at is null;
  insert into privacy.key_encryption_keys (id) values (next_kek);
  perform pg_notify('privacy_keys', '');
  return destroyed;
end $$;
;
revoke execute on all functions in schema privacy from public
