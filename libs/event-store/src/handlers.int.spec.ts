import type { TestDatabase } from '@app/database/testing';
import { testDatabase } from '@app/database/testing';
import { Command, type Event, type Fold, type Receipt } from '@app/kernel';
import { metaFor } from '@app/kernel/testing';
import { Module } from '@nestjs/common';
import { CommandBus, CqrsModule } from '@nestjs/cqrs';
import { Test, type TestingModule } from '@nestjs/testing';
import { randomUUID } from 'node:crypto';
import { Codec, Sealer } from './codec.js';
import { CommandIdentity } from './command-identity.js';
import { eventTypes } from './event-types.js';
import { commandHandlers, handled, on } from './handlers.js';
import type { Json } from './port.js';
import { eventStoreMigrations } from './postgres/log.migration.js';
import { PostgresEventStore } from './postgres/postgres-event-store.js';
import { Streams } from './streams.js';
import { aStream } from './testing/specimens.js';

type Added = Event<'Added', { amount: number }>;
const sum: Fold<number, Added> = { initialState: 0, evolve: (total, event) => total + event.data.amount };
class Add extends Command<{ readonly jar: string; readonly amount: number }> {}
class Fill extends Command<{ readonly jar: string }> {}
class Pour extends Command<{ readonly jar: string; readonly from: string }> {}
class Empty extends Command<{ readonly jar: string }> {}

class Plain extends Sealer {
  async seal(events: readonly { data: object }[]): Promise<readonly Json[]> {
    return events.map(({ data }) => data as Json);
  }
}

/** What a jar takes, told by who makes jars. */
abstract class Maker {
  abstract readonly most: number;
}

const jars = new Map<string, ReturnType<typeof aStream<Added>>>();
const jarOf = (jar: string) => {
  const stream = jars.get(jar) ?? aStream<Added>('jar');
  jars.set(jar, stream);
  return stream;
};
const added = (amount: number): Added[] => [{ type: 'Added', data: { amount } }];
const onJar = on(({ jar }: { readonly jar: string }) => jarOf(jar), sum);
const HANDLERS = [
  onJar(Add, ({ input }) => added(input.amount)),
  onJar(
    Fill,
    (_command, total, most: number) => added(most - total),
    (_command, _streams, { maker }) => maker.most,
    { maker: Maker },
  ),
  onJar(
    Pour,
    (_command, _total, there: number) => added(there),
    ({ input }, streams) => streams.load(jarOf(input.from), sum),
  ),
  handled(Empty, async (command, streams) => {
    const total = await streams.load(jarOf(command.input.jar), sum);
    return streams.transact(command, jarOf(command.input.jar), sum, () => added(-total));
  }),
];

@Module({ providers: [...commandHandlers(HANDLERS)] })
class JarModule {}

describe('a table of handlers', () => {
  let test: TestDatabase;
  let store: PostgresEventStore;
  let module: TestingModule;
  let streams: Streams;
  const codec = new Codec([eventTypes<Added>({ Added: 1 })], new Plain());
  const anew = () => new Streams(store, codec, new CommandIdentity(Buffer.alloc(32, 7)));
  const send = (command: Command): Promise<Receipt> => module.get(CommandBus).execute(command);
  const meta = () => metaFor({ commandId: randomUUID() });
  const total = (jar: string) => streams.load(jarOf(jar), sum);

  beforeAll(async () => {
    test = await testDatabase(eventStoreMigrations);
    store = new PostgresEventStore(test.database);
    streams = anew();
    const provided = [
      { provide: Streams, useValue: streams },
      { provide: Maker, useValue: { most: 10 } },
    ];
    const imports = [CqrsModule.forRoot(), JarModule, { module: class {}, global: true, providers: provided, exports: [Streams, Maker] }];
    module = await Test.createTestingModule({ imports }).compile();
    await module.init();
  });
  afterAll(async () => {
    await module.close();
    await store.onApplicationShutdown();
    await test.drop();
  });

  it('decides each command of the bus on the stream that it names', async () => {
    const { stream, eventTypes: recorded } = await send(new Add(meta(), { jar: 'a', amount: 4 }));
    expect({ stream, recorded }).toEqual({ stream: jarOf('a'), recorded: ['Added'] });
    expect(await total('a')).toBe(4);
  });

  it('tells a decision what it has to know, of what the handler is given and of other streams', async () => {
    await send(new Add(meta(), { jar: 'b', amount: 3 }));
    await send(new Fill(meta(), { jar: 'b' }));
    await send(new Pour(meta(), { jar: 'c', from: 'b' }));
    expect([await total('b'), await total('c')]).toEqual([10, 10]);
  });

  it('has a handler of its own where more is to be done', async () => {
    await send(new Add(meta(), { jar: 'd', amount: 3 }));
    await send(new Empty(meta(), { jar: 'd' }));
    expect(await total('d')).toBe(0);
  });

  it('carries commands out on other streams as well, and with what it is given there', async () => {
    const [, fill] = HANDLERS;
    const elsewhere = new Streams(
      {
        era: 0,
        append: (_stream, events) => Promise.resolve({ revision: BigInt(events.length - 1), token: 'elsewhere', recordedAt: '2026-03-02T09:00:00.000Z' }),
        async *readStream() {},
        async *readLastKnown() {},
        tokenOf: () => Promise.resolve('elsewhere'),
        isPassedOver: () => Promise.resolve(false),
      },
      codec,
      new CommandIdentity(Buffer.alloc(32, 7)),
    );
    const receipt = await fill?.handle(new Fill(meta(), { jar: 'e' }) as never, elsewhere, { maker: { most: 5 } } as never);
    expect(receipt).toMatchObject({ stream: jarOf('e'), token: 'elsewhere' });
    expect([await elsewhere.recall(jarOf('e'), sum), await total('e')]).toEqual([5, 0]);
  });

  it('says at the start whose needs are not provided', async () => {
    const imports = [
      CqrsModule.forRoot(),
      JarModule,
      { module: class {}, global: true, providers: [{ provide: Streams, useValue: streams }], exports: [Streams] },
    ];
    await expect(Test.createTestingModule({ imports }).compile()).rejects.toThrow(/FillHandler \(Streams, \?\)/);
  });
});
