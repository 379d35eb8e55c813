import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Checkpoints, states and timers of process managers: durable, since commands already sent follow from them. */
export class Process1700000000300 implements MigrationInterface {
  readonly name = 'Process1700000000300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create schema process;
      create table process.manager (
        name text primary key,
        position bigint not null,
        -- why it cannot go on; null while it can
        stopped text,
        updated_at timestamptz not null default now()
      );
      create table process.state (
        manager text not null references process.manager,
        key text not null,
        state json not null,
        primary key (manager, key)
      );
      create table process.timer (
        command_id uuid primary key,
        manager text not null references process.manager,
        due_at timestamptz not null,
        command text not null,
        payload json not null,
        -- the refusal that it met; null while it waits
        refused text
      );
      create index on process.timer (due_at) where refused is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop schema process cascade');
  }
}

/** Refusals that have been answered, until the checkpoint is past them; why a timer's command fails. */
export class ProcessRefusals1767225600010 implements MigrationInterface {
  readonly name = 'ProcessRefusals1767225600010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table process.refusal (
        command_id uuid primary key,
        manager text not null references process.manager,
        -- of the event that the command followed from
        position bigint not null,
        code text not null
      );
      -- what its command threw, other than a refusal; it is tried again
      alter table process.timer add column failed text;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table process.refusal; alter table process.timer drop column failed');
  }
}

/** What the log amounted to where a manager stands. */
export class ProcessHash1767225600083 implements MigrationInterface {
  readonly name = 'ProcessHash1767225600083';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- es.hash_at(position), when it came there: the log that it has read; null of an earlier release
      alter table process.manager add column hash bytea;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table process.manager drop column hash');
  }
}

export const processManagerMigrations = [Process1700000000300, ProcessRefusals1767225600010, ProcessHash1767225600083];
