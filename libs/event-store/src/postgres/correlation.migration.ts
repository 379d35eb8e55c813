import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a command led to is found by its correlation. The index is made beside whoever appends: a large log would keep them waiting for seconds. Without a
 * transaction, so what was broken off is begun again.
 */
export class Correlation1767225600141 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('drop index concurrently if exists es.events_by_correlation');
    await runner.query(`create index concurrently events_by_correlation on es.events ((meta->>'correlationId'), position)`);
  }

  async down(): Promise<void> {
    throw new Error('the log is never undone');
  }
}
