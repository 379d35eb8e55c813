import { accountMigrations } from '@app/account';
import { dataRightsMigrations } from '@app/data-rights';
import { eventStoreMigrations } from '@app/event-store';
import { privacyMigrations } from '@app/privacy';
import { processManagerMigrations } from '@app/process-manager';
import { readModelMigrations } from '@app/read-model';
import type { QueryRunner } from 'typeorm';

/** The SQL of every migration of durable tables, as it was when it was new. What has run somewhere is followed by another one, never edited. */
export const MIGRATIONS = 'test/golden/migrations';

export interface MigrationSql {
  /** `<name>.sql` */
  readonly file: string;
  readonly sql: string;
}

/** What each migration sends to the database, heard without one. */
export async function migrationSql(): Promise<readonly MigrationSql[]> {
  const migrations = [
    ...eventStoreMigrations,
    ...privacyMigrations,
    ...readModelMigrations,
    ...processManagerMigrations,
    ...dataRightsMigrations,
    ...accountMigrations,
  ];
  return Promise.all(
    migrations.map(async (Migration) => {
      const statements: string[] = [];
      const listener = { query: async (sql: string) => void statements.push(sql.trim()) };
      await new Migration().up(listener as unknown as QueryRunner);
      return { file: `${Migration.name}.sql`, sql: `${statements.join('\n;\n')}\n` };
    }),
  );
}
