import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What corrected or voided something about a leader is found by whose it is. Few events do, so the index is small. It is made beside whoever appends, as that of
 * correlations.
 */
export class Amendments1767225600150 implements MigrationInterface {
  readonly transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('drop index concurrently if exists es.amendments_by_leader');
    await runner.query(`create index concurrently amendments_by_leader on es.events ((coalesce(data->>'leaderId', data->'concerns'->>'leaderId')), position)
      where (meta->>'corrects') is not null or (meta->>'voids') is not null`);
  }

  async down(): Promise<void> {
    throw new Error('the log is never undone');
  }
}
