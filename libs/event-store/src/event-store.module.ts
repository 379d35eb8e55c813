import { Database } from '@app/database';
import type { DynamicModule, ModuleMetadata, Provider } from '@nestjs/common';
import { Module } from '@nestjs/common';
import type { AnyAmending } from './amending.js';
import { Codec, Sealer } from './codec.js';
import { CommandIdentity } from './command-identity.js';
import { StoreUnavailable } from './errors.js';
import type { EventTypes } from './event-types.js';
import { EventStoreDb } from './eventstoredb/connection.js';
import type { EventStoreDbOptions } from './eventstoredb/connection-string.js';
import { EventStoreDbEventStore } from './eventstoredb/eventstoredb-event-store.js';
import { Mirror } from './eventstoredb/mirror.js';
import { MirroredLog } from './eventstoredb/mirrored-log.js';
import { requirePostgres } from './eventstoredb/store-of-record.js';
import { namedBy } from './event-on-record.js';
import { Naming } from './naming.js';
import type { EventStore } from './port.js';
import { PostgresEventStore } from './postgres/postgres-event-store.js';
import { PostgresLog } from './postgres/postgres-log.js';
import type { Admission, Amendable } from './streams.js';
import { Streams } from './streams.js';

/** Injects the `EventStore`. */
export const EVENT_STORE = Symbol('EventStore');
/** Injects the `Log`. */
export const LOG = Symbol('Log');

export interface EventStoreModuleOptions {
  /** Of every feature: the log holds them all. */
  readonly eventTypes: readonly EventTypes[];
  /** Where the history is; in PostgreSQL where absent. */
  readonly eventStoreDb?: EventStoreDbOptions | undefined;
  /** What is asked before a command is decided; nothing where absent. */
  readonly admit?: Admission;
  /** What is asked before a fact is corrected or voided; nothing where absent. */
  readonly amendable?: Amendable;
  /** Whose facts can be corrected and voided; none where absent. */
  readonly amending?: readonly AnyAmending[];
  /** Modules that provide `Database`, `Sealer` and `CommandIdentity`, unless they are global. */
  readonly imports?: NonNullable<ModuleMetadata['imports']>;
}

const IN_POSTGRES: Provider[] = [
  {
    provide: EVENT_STORE,
    inject: [Database],
    useFactory: async (database: Database) => {
      await requirePostgres(database);
      return new PostgresEventStore(database);
    },
  },
  { provide: PostgresLog, inject: [Database], useFactory: (database: Database) => new PostgresLog(database) },
];

function unlessAway(error: unknown): void {
  if (!(error instanceof StoreUnavailable)) throw error;
}

const inEventStoreDb = (options: EventStoreDbOptions): Provider[] => [
  { provide: EventStoreDb, inject: [Database], useFactory: (database: Database) => new EventStoreDb(options, database) },
  {
    provide: EVENT_STORE,
    inject: [EventStoreDb, Database],
    useFactory: async (db: EventStoreDb, database: Database) => {
      const store = new EventStoreDbEventStore(db, database);
      // Away, it is asked again with the first append, and each connection is confirmed.
      if (await db.check()) await store.adopted().catch(unlessAway);
      return store;
    },
  },
  { provide: PostgresLog, inject: [Database, EventStoreDb], useFactory: (database: Database, db: EventStoreDb) => new MirroredLog(database, db) },
  { provide: Mirror, inject: [EventStoreDb, Database], useFactory: (db: EventStoreDb, database: Database) => new Mirror(db, database) },
];

/** Provides EVENT_STORE, LOG, PostgresLog, Naming, Codec and Streams to all, and the Mirror where the history is in an EventStoreDB. */
@Module({})
export class EventStoreModule {
  static forRoot({ eventTypes, eventStoreDb, admit, amendable, amending = [], imports = [] }: EventStoreModuleOptions): DynamicModule {
    return {
      module: EventStoreModule,
      global: true,
      imports,
      providers: [
        ...(eventStoreDb ? inEventStoreDb(eventStoreDb) : IN_POSTGRES),
        { provide: LOG, useExisting: PostgresLog },
        { provide: Naming, inject: [Database], useFactory: (database: Database) => new Naming(database) },
        { provide: Codec, inject: [Sealer], useFactory: (sealer: Sealer) => new Codec(eventTypes, sealer) },
        {
          provide: Streams,
          inject: [EVENT_STORE, Codec, CommandIdentity, PostgresLog],
          useFactory: (store: EventStore, codec: Codec, identity: CommandIdentity, log: PostgresLog) =>
            new Streams(store, codec, identity, { amending, namedBy: namedBy(log, amending), ...(admit && { admit }), ...(amendable && { amendable }) }),
        },
      ],
      exports: [EVENT_STORE, LOG, PostgresLog, Naming, Codec, Streams, ...(eventStoreDb ? [Mirror] : [])],
    };
  }
}
