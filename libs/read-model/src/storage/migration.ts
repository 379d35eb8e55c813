import type { MigrationInterface, QueryRunner } from 'typeorm';

const CREATE = `
create schema projection;
create sequence projection.read_model_number;
create table projection.read_model (
  schema text primary key default 'rm_' || nextval('projection.read_model_number'),
  version text not null,
  status text not null check (status in ('building', 'active', 'retired')),
  position bigint not null default 0,
  recorded_at timestamptz(3),
  epoch bigint not null default 0,
  failure jsonb,
  since timestamptz(3) not null default clock_timestamp()
) with (fillfactor = 50);
create unique index read_model_active on projection.read_model (status) where status = 'active';
comment on table projection.read_model is 'One row per schema of read-model tables; the active one answers queries. All its tables stand at the same position';
comment on column projection.read_model.recorded_at is 'When the event at that position was recorded';
comment on column projection.read_model.epoch is 'Raised by each projector that takes over: who works under an older one is refused';
comment on column projection.read_model.failure is 'The event that the projector stopped at, if it did';
`;

/** Where the read model stands. Its tables themselves are made by every rebuild, in a schema of their own. */
export class CreateProjection1767225600003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CREATE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema projection cascade');
  }
}

/** What the log amounted to where the read model stands. */
export class ReadModelHash1767225600082 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table projection.read_model add column hash bytea;
      comment on column projection.read_model.hash is 'es.hash_at(position), when it came there: the log that it was made from; null of an earlier release';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table projection.read_model drop column hash');
  }
}

export const readModelMigrations = [CreateProjection1767225600003, ReadModelHash1767225600082] as const;
