import { Database } from '@app/database';
import { testDatabase } from '@app/database/testing';
import { Logger } from '@nestjs/common';
import { eventStoreMigrations } from '../postgres/log.migration.js';
import { eventStoreContract } from '../testing/index.js';
import { realServer } from '../testing/real-server.js';
import { EventStoreDbEventStore } from './eventstoredb-event-store.js';
import { Mirror } from './mirror.js';
import { MirroredLog } from './mirrored-log.js';

describe('the EventStoreDB event store', () => {
  beforeAll(() => Logger.overrideLogger(false));
  eventStoreContract(async () => {
    const [server, { database, ownerUrl, drop }] = await Promise.all([realServer(), testDatabase(eventStoreMigrations)]);
    const owner = new Database({ url: ownerUrl, connections: { machinery: 1 } });
    const db = server.open();
    const store = new EventStoreDbEventStore(db, database);
    const log = new MirroredLog(database, db);
    const end = new AbortController();
    await store.adopted();
    const mirroring = new Mirror(db, database).run(end.signal);
    return {
      store,
      log,
      breakConnections: async () => {
        server.line.cut();
        await owner.query(
          'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename is not null and pid <> pg_backend_pid()',
        );
      },
      close: async () => {
        end.abort();
        await mirroring;
        await log.onApplicationShutdown();
        await server.close();
        await owner.close();
        await drop();
      },
    };
  });
});
