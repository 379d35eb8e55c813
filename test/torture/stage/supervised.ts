import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Asked, Told } from '../load/messages.js';

const LOADER = './test/support/typescript.register.js';
/** Before a process that found no database when it started is started again. */
const AGAIN_AFTER_MS = 500;

export interface Program {
  readonly name: string;
  /** Under `test/torture/processes`. */
  readonly file: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A process that is kept running, as a machine's own supervisor would, and is killed now and then. */
export class Supervised {
  ready = false;
  /** Starts that found nothing to work with, and ended before they had begun. */
  failedStarts = 0;
  #process: ChildProcess | undefined;
  #wanted = true;
  #killed = false;
  readonly #log: WriteStream;

  /** @param onFault it ended by itself in the midst of its work */
  constructor(
    readonly program: Program,
    logFile: string,
    private readonly onTold: (told: Told) => void,
    private readonly onFault: (what: string) => void,
  ) {
    this.#log = createWriteStream(logFile, { flags: 'a' });
    this.#start();
  }

  ask(asked: Asked): void {
    if (this.#process?.connected) this.#process.send(asked, () => undefined);
  }

  /** As the machine would: nothing in it is told. It is started again at once. */
  async kill(): Promise<void> {
    const dying = this.#process;
    if (!dying || dying.exitCode !== null || dying.signalCode !== null) return;
    this.#killed = true;
    dying.kill('SIGKILL');
    await once(dying, 'exit');
  }

  /** Ends it for good. @param withinMs how long it may take to do so by itself, where it is to be asked */
  async stop(withinMs = 0): Promise<void> {
    this.#wanted = false;
    const running = this.#process;
    if (running && running.exitCode === null && running.signalCode === null) {
      const ended = once(running, 'exit');
      if (withinMs > 0) this.ask({ kind: 'end' });
      const force = setTimeout(() => running.kill('SIGKILL'), withinMs);
      await ended;
      clearTimeout(force);
    }
    this.#log.end();
  }

  #start(): void {
    this.#killed = false;
    const { file, env } = this.program;
    const child = spawn(process.execPath, ['--no-warnings', '--import', LOADER, `test/torture/processes/${file}`], {
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      // A terminal's Ctrl-C goes to the whole group; the harness ends its processes itself.
      detached: process.platform !== 'win32',
    });
    this.#process = child;
    for (const output of [child.stdout, child.stderr]) output?.on('data', (chunk: Buffer) => this.#log.write(chunk));
    child.on('message', (told: Told) => {
      if (told.kind === 'ready') this.ready = true;
      if (child === this.#process) this.onTold(told);
    });
    child.once('exit', (code, signal) => void this.#ended(code, signal));
  }

  async #ended(code: number | null, signal: NodeJS.Signals | null): Promise<void> {
    const atWork = this.ready;
    this.ready = false;
    if (!this.#wanted) return;
    if (!this.#killed) {
      if (atWork) this.onFault(`${this.program.name} ended by itself (${signal ?? code})`);
      this.failedStarts++;
      await sleep(AGAIN_AFTER_MS);
    }
    if (this.#wanted) this.#start();
  }
}
