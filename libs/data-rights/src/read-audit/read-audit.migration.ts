import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ReadWindows1767225600090 } from './read-windows.migration.js';

const TABLES = `
create schema audit;

-- Reads of personal values, from a second after they were answered until they are in the log. Logged: it survives a crash. Ids and codes only.
create table audit.pending (
  id uuid primary key,
  noted_at timestamptz(3) not null,
  -- who read, in which roles, what for: rows of the same text are of the same reader
  reader text not null,
  -- [{ "leaderId", "fields" }], each person once
  reads jsonb not null,
  -- the rows that become one command; null while nobody has taken them
  batch uuid
);
create index pending_by_batch on audit.pending (batch);
`;

/** Where reads wait until they are in the log. */
export class ReadAudit1767225600050 implements MigrationInterface {
  readonly name = 'ReadAudit1767225600050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
  }

  async down(): Promise<void> {
    throw new Error('what was read is not forgotten');
  }
}

export const dataRightsMigrations = [ReadAudit1767225600050, ReadWindows1767225600090];
