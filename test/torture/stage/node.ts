import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import { killed } from './database.js';

/** The EventStoreDB node that whoever runs this has brought, and how to handle it. */
export interface NodeOptions {
  readonly connectionString: string;
  /** For a shell: starts the node on the data that it had. May return or stay. */
  readonly start?: string;
  /** Holds the number of the node's process while it runs. */
  readonly pidFile?: string;
}

const UP_WITHIN_MS = 120_000;

export class EventStoreNode {
  constructor(private readonly options: NodeOptions) {}

  get connectionString(): string {
    return this.options.connectionString;
  }

  get canBeKilled(): boolean {
    return this.options.start !== undefined && this.options.pidFile !== undefined;
  }

  /** kill -9, and started again. */
  async kill(): Promise<void> {
    const pid = await this.#pid();
    if (pid !== undefined) killed(pid);
    await this.#gone(pid);
    await this.#start();
  }

  /** Asked to stop, and started again. */
  async restart(): Promise<void> {
    const pid = await this.#pid();
    if (pid !== undefined) process.kill(pid, 'SIGTERM');
    await this.#gone(pid);
    await this.#start();
    await this.answers();
  }

  /** Until it answers a read. */
  async answers(): Promise<void> {
    for (const deadline = Date.now() + UP_WITHIN_MS; ; await sleep(100)) {
      const client = EventStoreDBClient.connectionString(this.connectionString);
      try {
        for await (const _event of client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 })) break;
        return;
      } catch (error) {
        if (Date.now() > deadline) throw new Error('the EventStoreDB node does not answer', { cause: error });
      } finally {
        await client.dispose().catch(() => undefined);
      }
    }
  }

  async #pid(): Promise<number | undefined> {
    const pid = Number(await readFile(this.options.pidFile ?? '', 'utf8').catch(() => ''));
    return pid > 0 && runs(pid) ? pid : undefined;
  }

  /** A command that starts it may find that it still runs, and leave it at that. */
  async #gone(pid: number | undefined): Promise<void> {
    for (const deadline = Date.now() + UP_WITHIN_MS; pid !== undefined && runs(pid) && Date.now() < deadline;) await sleep(20);
  }

  async #start(): Promise<void> {
    // A node takes every variable that begins like this for an option of its own, and refuses those that it does not know.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('EVENTSTORE_')));
    const shell = spawn('/bin/sh', ['-c', this.options.start ?? ''], { stdio: 'ignore', detached: true, env });
    shell.unref();
    // A command that stays is the node itself.
    await Promise.race([once(shell, 'exit'), sleep(1_000)]);
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
