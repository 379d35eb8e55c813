import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbedded } from '@app/database';
import type { Embedded } from '@app/database';
import { localMasterKey } from '@app/privacy';
import type { TrackerOptions } from '@app/tracker';
import { migrateTracker } from '@app/tracker';
import pg from 'pg';

const PATIENCE_MS = 5_000;

/** The bench was asked to stop. */
export class Interrupted extends Error {
  constructor() {
    super('interrupted');
    this.name = 'Interrupted';
  }
}

/** A temporary folder with an embedded PostgreSQL, as `npm start` runs it, and the processes that the bench starts; nothing of it stays. */
export class Workspace {
  private readonly steps: (() => Promise<unknown>)[] = [];
  private interrupt: () => void = () => undefined;
  /** Rejects when the bench is asked to stop. */
  private readonly interrupted = new Promise<never>((_resolve, reject) => (this.interrupt = () => reject(new Interrupted())));

  private constructor(
    readonly dataDir: string,
    private readonly server: Embedded,
  ) {
    this.interrupted.catch(() => undefined);
  }

  /** Runs `work` in a workspace of its own and leaves nothing behind, however it ends. @throws Interrupted at SIGINT and SIGTERM */
  static async using<T>(work: (workspace: Workspace) => Promise<T>): Promise<T> {
    const dataDir = await mkdtemp(join(tmpdir(), 'tracker-bench-'));
    let workspace: Workspace | undefined;
    let asked = false;
    const interrupt = () => {
      asked = true;
      workspace?.interrupt();
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt);
    try {
      workspace = new Workspace(dataDir, await startEmbedded(dataDir));
      if (asked) throw new Interrupted();
      return await Promise.race([work(workspace), workspace.interrupted]);
    } finally {
      await workspace?.close();
      await rm(dataDir, { recursive: true, force: true });
    }
  }

  /** To be undone at the end, before what was there earlier. */
  atEnd(step: () => Promise<unknown>): void {
    this.steps.unshift(step);
  }

  /** A new database with the product's durable tables, and the options to run the product on it. */
  async database(name: string): Promise<TrackerOptions> {
    const owner = new pg.Client({ connectionString: this.server.ownerUrl });
    await owner.connect();
    await owner.query(`create database ${pg.escapeIdentifier(name)}`).finally(() => owner.end());
    const database = { url: within(this.server.url, name), ownerUrl: within(this.server.ownerUrl, name) };
    await migrateTracker(database);
    return { database, masterKey: await localMasterKey({ dataDir: this.dataDir, production: false }) };
  }

  /**
   * Runs a source file in a process of its own, which ends with the bench at the latest.
   * @param node another Node than this one, for plain JavaScript
   */
  async process(file: URL, env: Readonly<Record<string, string>> = {}, node?: string): Promise<Peer> {
    const loader = new URL('../support/typescript.register.js', import.meta.url);
    const child = fork(fileURLToPath(file), {
      ...(node !== undefined && { execPath: node }),
      // The bench's own flags, such as a profiler's, are for the bench.
      execArgv: ['--no-warnings', ...(node === undefined ? ['--import', loader.href] : []), ...(process.env['BENCH_CHILD_FLAGS']?.split(' ') ?? [])],
      env: { ...process.env, ...env },
      // A terminal's Ctrl-C goes to the whole group; the bench stops its processes itself.
      detached: process.platform !== 'win32',
    });
    const peer = new Peer(child);
    this.atEnd(() => peer.stop());
    return peer;
  }

  private async close(): Promise<void> {
    for (const step of this.steps) await step().catch((error: unknown) => console.error(error));
    await this.server.stop();
  }
}

/** Another process of the bench, which answers each message by one of its own. */
export class Peer {
  private readonly gone: Promise<never>;

  constructor(private readonly child: ChildProcess) {
    this.gone = once(child, 'exit').then(([code]) => {
      throw new Error(`a process of the bench ended with ${String(code)}`);
    });
    this.gone.catch(() => undefined);
  }

  /** Its next message. */
  async told<T>(): Promise<T> {
    const [message] = (await Promise.race([once(this.child, 'message'), this.gone])) as [T];
    return message;
  }

  ask<T>(message: object | string): Promise<T> {
    const answer = this.told<T>();
    this.child.send(message);
    return answer;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const force = setTimeout(() => this.child.kill('SIGKILL'), PATIENCE_MS);
    await ended;
    clearTimeout(force);
  }
}

function within(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}
