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

/** Which events a manager's states were made of, so that they can be made again once one of those was corrected or voided. */
export class ProcessFacts1767225600130 implements MigrationInterface {
  readonly name = 'ProcessFacts1767225600130';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table process.fact (
        manager text not null references process.manager,
        -- of an event that it handled, or of one of another kind in the place of which such a one stood
        position bigint not null,
        key text not null,
        event_id uuid not null,
        primary key (manager, position)
      );
      create index on process.fact (manager, key);
      -- all that it handled after this position is among its facts; null until it goes on, where an earlier release began it
      alter table process.manager add column facts_after bigint;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table process.fact; alter table process.manager drop column facts_after');
  }
}

export const processManagerMigrations = [Process1700000000300, ProcessRefusals1767225600010, ProcessHash1767225600083, ProcessFacts1767225600130];
