import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the history was moved last, until it is moved again: what was completed cannot be given up. */
export class MovedAt1767225600120 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table es.store add column moved_at timestamptz(3)');
  }

  async down(): Promise<void> {
    throw new Error('the log is never undone');
  }
}
