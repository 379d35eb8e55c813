import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where in an EventStoreDB an event stands that the mirror cannot go beyond: it has no position here, and its id may be another's too. */
export class ReaderPlace1767225600110 implements MigrationInterface {
  readonly name = 'ReaderPlace1767225600110';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table reader.stop add column stream text, add column revision bigint');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table reader.stop drop column stream, drop column revision');
  }
}
