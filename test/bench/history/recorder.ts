import { EVENT_STORE, LOG, PostgresLog } from '@app/event-store';
import type { LoggedEvent } from '@app/event-store';
import { Clock } from '@app/kernel';
import type { Command, Receipt } from '@app/kernel';
import { ProcessRunner } from '@app/process-manager';
import { TrackerModule } from '@app/tracker';
import type { TrackerOptions } from '@app/tracker';
import { CommandBus } from '@nestjs/cqrs';
import { Test } from '@nestjs/testing';
import { MemoryStore } from './memory-store.js';

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
  /** Copies what was recorded into the database's own, empty log. */
  import(onProgress: (done: number, total: number) => void): Promise<void>;
  close(): Promise<void>;
}

export async function startRecorder(options: TrackerOptions): Promise<Recorder> {
  const store = new MemoryStore();
  const tracker = await Test.createTestingModule({ imports: [TrackerModule.forRoot(options)] })
    .overrideProvider(EVENT_STORE)
    .useValue(store)
    .overrideProvider(LOG)
    .useValue(store)
    .compile();
  tracker.useLogger(['error', 'warn']);
  await tracker.init();
  const bus = tracker.get(CommandBus);
  return {
    clock: tracker.get(Clock),
    store,
    execute: (command) => bus.execute<Command, Receipt>(command),
    settle: () => tracker.get(ProcessRunner).settle(),
    async import(onProgress) {
      await tracker.get(PostgresLog).import(counted(store.events, onProgress));
    },
    close: () => tracker.close(),
  };
}

async function* counted(events: readonly LoggedEvent[], onProgress: (done: number, total: number) => void): AsyncIterable<LoggedEvent> {
  for (const [index, event] of events.entries()) {
    if (index % 1_000 === 0) onProgress(index, events.length);
    yield event;
  }
}
