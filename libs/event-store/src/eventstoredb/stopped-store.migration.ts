import type { MigrationInterface, QueryRunner } from 'typeorm';

const REQUIRE = `
create or replace function es.require_store(wanted text) returns void language plpgsql stable set search_path = pg_catalog, pg_temp as $$
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
  if store.stopped is not null then
    raise exception '%', store.stopped using errcode = 'TS006';
  end if;
end $$;
`;

/** Nothing is appended to a store at which the mirror stopped: it would be acknowledged, and never be seen. */
export class StoppedStore1767225600080 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REQUIRE);
  }

  async down(): Promise<void> {
    throw new Error('the log is never undone');
  }
}
