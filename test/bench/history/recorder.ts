import { EVENT_STORE, LOG } from '@app/event-store';
import { addDays, Clock, SystemClock } from '@app/kernel';
import type { Command, Receipt } from '@app/kernel';
import { ProcessRunner } from '@app/process-manager';
import { TrackerModule } from '@app/tracker';
import type { TrackerOptions } from '@app/tracker';
import { CommandBus } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { MemoryStore } from './memory-store.js';
import { StagedLog } from './staged-log.js';

/**
 * The product with its event store in memory, and everything else in its database: real decisions, real sealing under keys that
 * are kept, real process managers with their checkpoints and timers. `import` then puts the events where they belong.
 */
export interface Recorder {
  readonly clock: Clock;
  readonly store: MemoryStore;
  execute(command: Command): Promise<Receipt>;
  /** Until every process manager has reacted to everything recorded. */
  settle(): Promise<void>;
  /** Makes what was recorded the database's own log, which is empty, in the order of the days on which it was recorded. */
  import(): Promise<void>;
  close(): Promise<void>;
}

export async function startRecorder(options: TrackerOptions): Promise<Recorder> {
  // A day ago at the latest, since nothing is recorded ahead of the clock.
  const store = new MemoryStore(addDays(new SystemClock().today(), -1));
  const staged = await StagedLog.open(options);
  const tracker = await Test.createTestingModule({ imports: [TrackerModule.forRoot(options)] })
    .overrideProvider(EVENT_STORE)
    .useValue(store)
    .overrideProvider(LOG)
    .useValue(store)
    .compile();
  tracker.useLogger(['error', 'warn']);
  await tracker.init();
  const bus = tracker.get(CommandBus);
  const stage = staged.add.bind(staged);
  return {
    clock: tracker.get(Clock),
    store,
    execute: (command) => bus.execute<Command, Receipt>(command),
    async settle() {
      await tracker.get(ProcessRunner).settle();
      await store.handOver(stage);
    },
    async import() {
      await store.handOver(stage, 0);
      await staged.arrange();
    },
    async close() {
      await staged.close();
      await tracker.close();
    },
  };
}
