import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who could be one person with whom, see `RecordedPersons`, is told by few events among many: they are found without reading past the others. */
export class PersonsInTheLog1767225600060 implements MigrationInterface {
  readonly name = 'PersonsInTheLog1767225600060';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      "create index events_of_persons on es.events (position) where type in ('IdentityLinked', 'IdentityUnlinked', 'LeaderMergeProposed', 'LeadersMerged')",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index es.events_of_persons');
  }
}

export const accountMigrations = [PersonsInTheLog1767225600060];
