import { Database } from '@app/database';
import { PATIENCE_MS, type TestDatabase, testDatabase } from '@app/database/testing';
import {
  Codec,
  CommandIdentity,
  eventStoreMigrations,
  eventTypes,
  type Json,
  PostgresEventStore,
  PostgresLog,
  readerStream,
  Sealer,
  Streams,
} from '@app/event-store';
import { Clock, Command, derivedId, type Event, type VoidedFact, type Fold, type Logged, Refused, type StreamOf, streamOf, VoidFact } from '@app/kernel';
import { metaFor } from '@app/kernel/testing';
import pg from 'pg';
import { type AnyProcessManager, processManager, reaction, type Reaction, timer, undoing } from '../definition.js';
import { processManagerMigrations } from '../process.migration.js';
import { ProcessRunner, type ProcessRunnerOptions } from '../process-runner.js';

/** Someone knocks at a door, or only passes; whoever minds doors says who was let in, who was sent away, and who waits for the evening. */
export type Knocked = Event<'Knocked', { door: string; who: string }>;
export type Passed = Event<'Passed', { door: string; who: string }>;
export type LetIn = Event<'LetIn', { door: string; who: string; asNumber: number }>;
export type SentAway = Event<'SentAway', { door: string; who: string }>;
export type CalledBack = Event<'CalledBack', { door: string; who: string }>;
type FactVoided = Event<'FactVoided', VoidedFact>;
export type DoorEvent = Knocked | Passed | LetIn | SentAway | CalledBack | FactVoided;

export class Knock extends Command<{ readonly door: string; readonly who: string }> {}
export class LetThemIn extends Command<{ readonly door: string; readonly who: string; readonly asNumber: number }, 'FULL' | 'NOBODY'> {}
export class SendAway extends Command<{ readonly door: string; readonly who: string }> {}
export class CallBack extends Command<{ readonly door: string; readonly who: string }> {}
class Amend extends Command<{ readonly door: string; readonly who: string; readonly corrects: string; readonly type: 'Knocked' | 'Passed' }> {}
class Unheard extends Command {}

interface Minded {
  readonly knocks: number;
}

function answers({ data, effectiveOn }: Logged<Knocked>, asNumber: number): Reaction {
  const callBack = undoing(CallBack, { step: 'call-back', input: data, effectiveOn, refused: {} });
  const sendAway = reaction(SendAway, { step: 'send-away', input: data, effectiveOn, refused: {}, undo: [callBack] });
  return reaction(LetThemIn, { step: 'let-in', input: { ...data, asNumber }, effectiveOn, refused: { FULL: [sendAway], NOBODY: [] }, undo: 'void' });
}

/** Lets in who knocks; in the evening of 2 March who is called "late …", if there is room. */
export function doorkeeper(name: string, more: Partial<Pick<AnyProcessManager, 'startsAt' | 'timed'>> = {}): AnyProcessManager {
  return processManager<Knocked, Minded>({
    name,
    startsAt: 'beginning',
    timed: [LetThemIn],
    ...more,
    reads: ['Knocked'],
    initialState: { knocks: 0 },
    key: ({ data }) => data.door,
    evolve: ({ knocks }) => ({ knocks: knocks + 1 }),
    react({ knocks }, event) {
      if (!event.data.who.startsWith('late')) return { reactions: [answers(event, knocks)] };
      const input = { ...event.data, asNumber: knocks };
      return { timers: [timer(LetThemIn, { step: 'evening', dueAt: EVENING, input, effectiveOn: '2026-03-02' })] };
    },
  });
}

/** Its timers name a command that nobody registered. */
export const forgetful = (name: string): AnyProcessManager => ({
  ...doorkeeper(name),
  timed: [],
  react: (_state, event) => ({ timers: [timer(Unheard, { step: 'never', dueAt: EVENING, input: {}, effectiveOn: event.effectiveOn })] }),
});

export const EVENING = '2026-03-02T18:00:00.000Z';

export class SetClock extends Clock {
  constructor(public time = '2026-03-02T09:00:00.000Z') {
    super();
  }
  now(): Date {
    return new Date(this.time);
  }
}

class Plain extends Sealer {
  seal(events: readonly { readonly data: object }[]): Promise<readonly Json[]> {
    return Promise.resolve(events.map(({ data }) => data as Json));
  }
}

const nothing: Fold<null, DoorEvent> = { initialState: null, evolve: () => null };
const voided: Fold<readonly string[], DoorEvent> = { initialState: [], evolve: (before, { voids }) => [...before, ...(voids === undefined ? [] : [voids])] };
const refused = (code: string) => new Refused(code, {}, { en: code, cy: code });

/** What the hall is like at the moment. */
export interface Hall {
  full: boolean;
  broken: boolean;
  /** Nobody leaves any more. */
  shut: boolean;
}

/** Doors, those who knock, and any number of runners that mind them. */
export class Doors {
  readonly clock = new SetClock();
  readonly hall: Hall = { full: false, broken: false, shut: false };
  readonly log: PostgresLog;
  readonly #identity = new CommandIdentity(Buffer.alloc(32, 7));
  readonly #store: PostgresEventStore;
  readonly #codec = new Codec([eventTypes<DoorEvent>({ Knocked: 1, Passed: 1, LetIn: 1, SentAway: 1, CalledBack: 1, FactVoided: 1 })], new Plain());
  readonly #streams: Streams;
  readonly #databases: Database[] = [];

  private constructor(readonly test: TestDatabase) {
    this.log = new PostgresLog(test.database);
    this.#store = new PostgresEventStore(test.database);
    this.#streams = new Streams(this.#store, this.#codec, this.#identity);
  }

  static async create(): Promise<Doors> {
    return new Doors(await testDatabase([...eventStoreMigrations, ...processManagerMigrations]));
  }

  /** A worker as in a process of its own. */
  runner(managers: readonly AnyProcessManager[], given: Partial<ProcessRunnerOptions> = {}): ProcessRunner {
    const database = new Database({ url: this.test.url, connections: { machinery: 4 }, connectTimeoutMs: PATIENCE_MS });
    this.#databases.push(database);
    return new ProcessRunner({
      database,
      log: this.log,
      codec: this.#codec,
      clock: this.clock,
      managers,
      identity: this.#identity,
      execute: (command) => this.execute(command),
      ...given,
    });
  }

  async execute(command: Command): Promise<void> {
    if (this.hall.broken) throw new TypeError('the floor has given way');
    if (command instanceof Knock) return this.#record(command, command.input.door, 'Knocked');
    if (command instanceof SendAway) return this.#record(command, `${command.input.door}-hall`, 'SentAway');
    if (command instanceof CallBack) return this.#record(command, `${command.input.door}-hall`, 'CalledBack');
    if (command instanceof VoidFact) return void (await this.#void(command));
    if (!(command instanceof LetThemIn)) throw new Error(`no handler for ${command.constructor.name}`);
    await this.#record(command, `${command.input.door}-hall`, 'LetIn', () => {
      const { who } = command.input;
      if (who === 'nobody') throw refused('NOBODY');
      if (who === 'a stranger') throw refused('UNKNOWN');
      if (this.hall.full || who === 'one too many') throw refused('FULL');
    });
  }

  /** Records that a reader passes over an event; once. */
  async passOver(reader: string, eventId: string): Promise<void> {
    const { now: _now, today: _today, effectiveOn, ...meta } = metaFor({ commandId: derivedId(eventId, 'pass over') });
    const event = { id: derivedId(eventId, reader), type: 'EventPassedOver', schemaVersion: 1, effectiveOn, data: { eventId } };
    await this.#store.append(readerStream(reader), [{ ...event, meta: { ...meta, commandName: 'PassOverEvent', inputHash: '' } }], { expected: 'none' });
  }

  /** @returns the id of the event */
  async knock(door: string, who: string): Promise<string> {
    const commandId = derivedId('6d3c2f4e-7c0f-4a59-9a44-7f1d5f8c1a01', `${door} ${who}`);
    await this.execute(new Knock(metaFor({ commandId }), { door, who }));
    return derivedId(commandId, `door-${door}#0`);
  }

  /** @param type a knock that turns out to be none has `Passed` @returns the id of the event */
  async correct(door: string, corrects: string, who: string, type: 'Knocked' | 'Passed' = 'Knocked'): Promise<string> {
    const commandId = derivedId(corrects, `correct ${type} ${who}`);
    const command = new Amend(metaFor({ commandId }), { door, who, corrects, type });
    await this.#streams.transact(command, streamOf<DoorEvent>('door', door), nothing, () => [{ type, data: { door, who }, corrects }]);
    return derivedId(commandId, `door-${door}#0`);
  }

  async pass(door: string, who: string): Promise<string> {
    const commandId = derivedId('6d3c2f4e-7c0f-4a59-9a44-7f1d5f8c1a01', `${door} ${who} passes`);
    await this.#record(new Knock(metaFor({ commandId }), { door, who }), door, 'Passed');
    return derivedId(commandId, `door-${door}#0`);
  }

  /** @returns the id of the event that voids it */
  async void(eventId: string): Promise<string> {
    const commandId = derivedId(eventId, 'void');
    return derivedId(commandId, `${await this.#void(new VoidFact(metaFor({ commandId }), { eventId }))}#0`);
  }

  /** What was recorded in answer, in order, of one door or all: `in: ann (1)`, `not in: ann (1)`, `away: bob`, `back: bob`. */
  async answered(door = ''): Promise<string[]> {
    const logged = await this.#logged();
    const said = ({ type, data }: Logged<DoorEvent>): string => {
      if (type === 'LetIn') return `in: ${data.who} (${data.asNumber})`;
      if (type === 'FactVoided') return `not ${logged.flatMap((event) => (event.id === data.eventId ? said(event) : [])).join()}`;
      return `${type === 'SentAway' ? 'away' : 'back'}: ${data.who}`;
    };
    return logged.filter(({ stream }) => stream.startsWith(`door-${door}`) && stream.endsWith('-hall')).map(said);
  }

  async lastAnswer(): Promise<Logged<DoorEvent> | undefined> {
    return (await this.#logged()).findLast(({ stream }) => stream.endsWith('-hall'));
  }

  /** Changes what no application can. */
  async tamper(statement: string): Promise<void> {
    const owner = new pg.Client({ connectionString: this.test.ownerUrl });
    await owner.connect();
    const change = statement.includes('es.events')
      ? `alter table es.events disable trigger only_appended; ${statement}; alter table es.events enable trigger only_appended`
      : statement;
    await owner.query(change).finally(() => owner.end());
  }

  async close(): Promise<void> {
    for (const database of this.#databases) await database.close();
    await this.#store.onApplicationShutdown();
    await this.log.onApplicationShutdown();
    await this.test.drop();
  }

  async #logged(): Promise<Logged<DoorEvent>[]> {
    const events: Logged<DoorEvent>[] = [];
    for await (const event of this.log.read()) if (event.type !== 'EventPassedOver') events.push(this.#codec.decode<DoorEvent>(event));
    return events;
  }

  async #void(command: VoidFact): Promise<string> {
    const { eventId } = command.input;
    const { stream, type } = (await this.log.byId([eventId])).get(eventId) ?? {};
    if (stream === undefined || type === undefined) throw refused('FACT_NOT_FOUND');
    await this.#streams.transact(command, stream as StreamOf<DoorEvent>, voided, (_command, before): FactVoided[] => {
      if (this.hall.shut && stream.endsWith('-hall')) throw refused('LATER_FACT_STANDS_ON_IT');
      return before.includes(eventId) ? [] : [{ type: 'FactVoided', data: { eventId, eventType: type, concerns: {} }, voids: eventId }];
    });
    return stream;
  }

  async #record<C extends Command<Knocked['data']>>(
    command: C,
    door: string,
    type: Exclude<DoorEvent, FactVoided>['type'],
    check: () => void = () => undefined,
  ): Promise<void> {
    await this.#streams.transact(command, streamOf<DoorEvent>('door', door), nothing, ({ input }) => {
      check();
      return [{ type, data: input } as DoorEvent];
    });
  }
}
