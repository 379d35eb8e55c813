import { RetentionRules } from '@app/data-rights';
import { Database, type DatabaseConfig } from '@app/database';
import { Codec, CommandIdentity, type EventStoreDbOptions, EventStoreModule, type Log, LOG, PostgresLog, Sealer } from '@app/event-store';
import { Features } from '@app/feature';
import { Access, Delegations, IdentityLinks, Persons } from '@app/identity';
import { RecordedDelegations, RecordedLinks, RecordedPersons } from '@app/account';
import { RecordedRegisters } from '@app/enrolment';
import { Clock, type Command, SystemClock } from '@app/kernel';
import { DISCLOSURE, DISCLOSURE_PROFILES, type DisclosureProfile, Keyring, KeySealer, type MasterKey, Opener, PrivacyModule } from '@app/privacy';
import { ProcessRunner } from '@app/process-manager';
import { Registers } from '@app/programme';
import { notOfErased } from '@app/leader';
import { admitReason } from '@app/reason';
import { OpenedTables, Projector, ReadModel, ReadModelDefinition } from '@app/read-model';
import { type DynamicModule, Module } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { access, features } from './features.js';

export interface TrackerOptions {
  readonly database: DatabaseConfig;
  /** The same, where whoever starts has opened it and abandons it should nothing come up. */
  readonly opened?: Database;
  readonly masterKey: MasterKey;
  /** Where the history is; in `database` where absent. */
  readonly eventStoreDb?: EventStoreDbOptions | undefined;
  /** Which counts of people are masked; those from 1 to 9 where absent. */
  readonly disclosure?: DisclosureProfile;
  /** How long what is kept; everything for ever where absent. */
  readonly retention?: RetentionRules | undefined;
  /** How long a statement of a query may run; ten seconds where absent. */
  readonly statementTimeoutMs?: number | undefined;
  /** The machine's clock where absent; tests stand elsewhere in time. */
  readonly clock?: Clock;
}

/** The whole read model. */
export const readModelDefinition = new ReadModelDefinition(features.projections, features.openedTables);

/** The product without a front: everything that records, projects and carries out, provided to all. */
@Module({})
export class TrackerModule {
  static forRoot({
    database,
    opened = new Database(database),
    masterKey,
    retention = new RetentionRules([]),
    eventStoreDb,
    disclosure = DISCLOSURE_PROFILES['1-9'],
    clock = new SystemClock(),
    statementTimeoutMs,
  }: TrackerOptions): DynamicModule {
    return {
      module: TrackerModule,
      global: true,
      imports: [
        CqrsModule.forRoot(),
        PrivacyModule.forRoot({ masterKey }),
        EventStoreModule.forRoot({ eventTypes: features.eventTypes, eventStoreDb, admit: admitReason, amendable: notOfErased, amending: features.amending }),
        ...features.modules,
      ],
      providers: [
        { provide: Clock, useValue: clock },
        { provide: RetentionRules, useValue: retention },
        { provide: Database, useValue: opened },
        { provide: DISCLOSURE, useValue: disclosure },
        { provide: Sealer, useExisting: KeySealer },
        { provide: CommandIdentity, inject: [Keyring], useFactory: async (keyring: Keyring) => new CommandIdentity(await keyring.secret('input-hash')) },
        { provide: Features, useValue: features },
        { provide: Access, useValue: access },
        { provide: IdentityLinks, useExisting: RecordedLinks },
        { provide: Delegations, useExisting: RecordedDelegations },
        { provide: Persons, useExisting: RecordedPersons },
        { provide: Registers, useExisting: RecordedRegisters },
        { provide: ReadModelDefinition, useValue: readModelDefinition },
        { provide: ReadModel, inject: [Database], useFactory: (db: Database) => new ReadModel(db, readModelDefinition, clock, { statementTimeoutMs }) },
        {
          provide: Projector,
          inject: [Database, PostgresLog, Codec],
          useFactory: (db: Database, log: PostgresLog, codec: Codec) => new Projector(db, log, readModelDefinition, codec),
        },
        {
          provide: OpenedTables,
          inject: [Database, LOG, Codec, Opener],
          useFactory: (db: Database, log: Log, codec: Codec, opener: Opener) =>
            new OpenedTables(db, log, codec, (values) => opener.open(values), features.openedTables),
        },
        {
          provide: ProcessRunner,
          inject: [Database, LOG, Codec, CommandBus, CommandIdentity],
          useFactory: (db: Database, log: Log, codec: Codec, bus: CommandBus, identity: CommandIdentity) =>
            new ProcessRunner({
              database: db,
              log,
              codec,
              clock,
              managers: features.processManagers,
              identity,
              execute: (command: Command) => bus.execute(command),
            }),
        },
      ],
      exports: [
        DISCLOSURE,
        Features,
        Access,
        IdentityLinks,
        Delegations,
        Persons,
        Registers,
        Clock,
        RetentionRules,
        Database,
        Sealer,
        CommandIdentity,
        ReadModelDefinition,
        ReadModel,
        Projector,
        OpenedTables,
        ProcessRunner,
        CqrsModule,
      ],
    };
  }
}
