import type { EventStoreDbOptions } from '@app/event-store';
import { eventStoreDbOptions } from '@app/event-store';
import type { TrackerOptions } from '@app/tracker';
import { startRecorder } from './history/recorder.js';
import { recordHistory } from './history/synthetic.js';
import { installPeers } from './peers.js';
import { showing } from './progress.js';
import { rebuildOnce } from './rebuild/rebuild.js';
import type { Workspace } from './workspace.js';

export interface Size {
  /** About so many in the history that is rebuilt and read. */
  readonly events: number;
  readonly full: boolean;
}

/** What a bench needs besides this package. */
export type Need = 'peers' | 'eventstoredb';

/** One run: its databases and what it has already made, which several benches share. */
export class Run {
  #lacking: Promise<string | undefined> | undefined;
  #history: Promise<TrackerOptions> | undefined;
  #readModel: Promise<TrackerOptions> | undefined;

  constructor(
    readonly workspace: Workspace,
    readonly size: Size,
  ) {}

  /** Why a bench cannot be run; undefined where it can. */
  async lacks(need: Need | undefined): Promise<string | undefined> {
    if (need === 'peers') return (this.#lacking ??= installPeers().then(() => undefined, messageOf));
    if (need === 'eventstoredb' && !process.env['EVENTSTORE_CONNECTION_STRING'])
      return 'EVENTSTORE_CONNECTION_STRING names no server (a real one is not in the package registries).';
    return undefined;
  }

  /** Where EventStoreDB is, under stream names of one bench's own. */
  eventStoreDb(name: string): EventStoreDbOptions {
    const options = eventStoreDbOptions({ ...process.env, EVENTSTORE_STREAM_PREFIX: `bench-${name}-${process.pid}-${Date.now()}.` });
    if (!options) throw new Error('EVENTSTORE_CONNECTION_STRING is not set');
    return options;
  }

  /** A log of synthetic history, in a database of its own: the one that is measured by default. */
  history(): Promise<TrackerOptions> {
    return (this.#history ??= this.newHistory('history', this.size.events));
  }

  /** The same with its read model. */
  readModel(): Promise<TrackerOptions> {
    return (this.#readModel ??= this.history().then(async (options) => {
      await rebuildOnce(options);
      return options;
    }));
  }

  async newHistory(name: string, events: number): Promise<TrackerOptions> {
    const options = await this.workspace.database(name);
    const recorder = await startRecorder(options);
    try {
      await showing(`${name}: decided in memory`, (tell) => recordHistory(recorder, events, tell));
      await showing(`${name}: into the log`, () => recorder.import());
    } finally {
      await recorder.close();
    }
    return options;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
