import { Database } from '@app/database';
import { testDatabase } from '@app/database/testing';
import { Logger } from '@nestjs/common';
import { eventStoreContract } from '../testing/index.js';
import { eventStoreMigrations } from './log.migration.js';
import { PostgresEventStore } from './postgres-event-store.js';
import { PostgresLog } from './postgres-log.js';

describe('the PostgreSQL event store', () => {
  beforeAll(() => Logger.overrideLogger(false));
  eventStoreContract(async () => {
    const { database, ownerUrl, drop } = await testDatabase(eventStoreMigrations);
    const owner = new Database({ url: ownerUrl, connections: { machinery: 1 } });
    const store = new PostgresEventStore(database);
    const log = new PostgresLog(database);
    return {
      store,
      log,
      breakConnections: async () => {
        await owner.query(
          'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename is not null and pid <> pg_backend_pid()',
        );
      },
      close: async () => {
        await store.onApplicationShutdown();
        await log.onApplicationShutdown();
        await owner.close();
        await drop();
      },
    };
  });
});
