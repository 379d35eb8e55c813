import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const PRODUCT = 'test/durability/product.ts';
const LINES_KEPT = 20;

/** The product in a process of its own. */
export class Instance {
  /** Where it listens, from the moment it does until it is killed. */
  port: number | undefined;
  /** What it said last, besides. */
  readonly said: string[] = [];
  readonly ended: Promise<unknown>;
  readonly #process: ChildProcess;
  #killed = false;

  constructor(environment: Readonly<Record<string, string>>) {
    this.#process = spawn(process.execPath, ['--no-warnings', '--import', './test/support/typescript.register.js', PRODUCT], {
      env: { PATH: process.env['PATH'], ...environment },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.ended = once(this.#process, 'exit');
    for (const output of [this.#process.stdout, this.#process.stderr]) if (output) createInterface(output).on('line', (line) => this.#hear(line));
  }

  /** Whether it ended by itself, which it never should. */
  get failed(): boolean {
    return this.#process.exitCode !== null && !this.#killed;
  }

  get killed(): boolean {
    return this.#killed;
  }

  /** As the machine would: nothing in it is told. */
  async kill(): Promise<void> {
    this.#killed = true;
    this.port = undefined;
    this.#process.kill('SIGKILL');
    await this.ended;
  }

  #hear(line: string): void {
    const port = /^listening on (\d+)$/.exec(line)?.[1];
    if (port && !this.#killed) this.port = Number(port);
    else this.said.push(line);
    if (this.said.length > LINES_KEPT) this.said.shift();
  }
}
