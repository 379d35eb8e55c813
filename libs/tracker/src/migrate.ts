import { accountMigrations } from '@app/account';
import { dataRightsMigrations } from '@app/data-rights';
import { type DatabaseConfig, migrate, type Migration, onDiskOf } from '@app/database';
import { eventStoreMigrations } from '@app/event-store';
import { privacyMigrations } from '@app/privacy';
import { processManagerMigrations } from '@app/process-manager';
import { readModelMigrations } from '@app/read-model';

/** Every durable table's migrations, in order. */
export const migrations: readonly Migration[] = [
  ...eventStoreMigrations,
  ...privacyMigrations,
  ...processManagerMigrations,
  ...readModelMigrations,
  ...dataRightsMigrations,
  ...accountMigrations,
];

/** Brings the durable tables up to date, as their owner. Several processes may call it at once. */
export function migrateTracker(database: DatabaseConfig): Promise<void> {
  const { url, ownerUrl } = database;
  return onDiskOf(database, () => migrate(ownerUrl ?? url, url, migrations));
}
