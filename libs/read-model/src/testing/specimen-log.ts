import type { TestDatabase } from '@app/database/testing';
import { testDatabase } from '@app/database/testing';
import type { StoredEvent } from '@app/event-store';
import { Codec, eventStoreMigrations, eventTypes, PostgresEventStore, PostgresLog } from '@app/event-store';
import { setBack } from '@app/event-store/testing';
import { Clock } from '@app/kernel';
import type { Projection } from '../definition/projection.js';
import { ReadModelDefinition } from '../definition/read-model-definition.js';
import { ReadModel } from '../read/read-model.js';
import { readModelMigrations } from '../storage/migration.js';
import { Projector } from '../worker/projector.js';
import type { Given } from './projecting.js';
import { logged } from './projecting.js';
import type { SpecimenEvent } from './specimen.js';
import { addresses, clubProjection, personProjection } from './specimen.js';

class StoppedClock extends Clock {
  now(): Date {
    return new Date('2026-03-02T09:00:00.000Z');
  }
}

const types = eventTypes<SpecimenEvent>({ Joined: 1, TitleGiven: 1, Left: 1, AddressGiven: 1 });

/** Events as a store would hold them, each in a stream of its own. */
export function stored(events: readonly Given<SpecimenEvent>[], first = 1): StoredEvent[] {
  return logged(events, first).map(({ id, position, type, data, effectiveOn, recordedAt, meta }) => ({
    id,
    stream: `specimen-${position}`,
    revision: 0n,
    type,
    schemaVersion: 1,
    data: JSON.parse(JSON.stringify(data)) as StoredEvent['data'],
    effectiveOn,
    recordedAt,
    meta,
  }));
}

/** A log and a read model of their own, for the engine's specifications. */
export class SpecimenLog {
  readonly log: PostgresLog;
  readonly codec = new Codec([types], { seal: () => Promise.reject(new Error('nothing here is sealed')) });

  readonly #store: PostgresEventStore;

  private constructor(readonly test: TestDatabase) {
    this.log = new PostgresLog(test.database);
    this.#store = new PostgresEventStore(test.database);
  }

  static async create(): Promise<SpecimenLog> {
    return new SpecimenLog(await testDatabase([...eventStoreMigrations, ...readModelMigrations]));
  }

  projector(
    projections: readonly Projection[] = [personProjection, clubProjection],
    decoder: ConstructorParameters<typeof Projector>[3] = this.codec,
  ): Projector {
    return new Projector(this.test.database, this.log, new ReadModelDefinition(projections), decoder);
  }

  readModel(projections: readonly Projection[] = [personProjection, clubProjection]): ReadModel {
    return new ReadModel(this.test.database, new ReadModelDefinition(projections, [addresses]), new StoppedClock());
  }

  /** Empties the log, which no application can. */
  async empty(): Promise<void> {
    await setBack(this.test.ownerUrl, 0n);
  }

  /** Fills the empty log. */
  async fill(events: readonly Given<SpecimenEvent>[]): Promise<void> {
    const arriving = async function* () {
      yield* stored(events);
    };
    await this.log.import(arriving());
  }

  /** Appends to what is there, each event in a transaction of its own. The first of them has this position. */
  async append(events: readonly Given<SpecimenEvent>[], first = 1): Promise<void> {
    for (const { stream: _stream, ...event } of stored(events, first)) await this.#store.append(`specimen-${first++}`, [event], { expected: 'none' });
  }

  async drop(): Promise<void> {
    await this.#store.onApplicationShutdown();
    await this.log.onApplicationShutdown();
    await this.test.drop();
  }
}
