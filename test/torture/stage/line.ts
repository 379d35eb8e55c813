import type { Server, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { freePort } from './ports.js';

/** One host, and neither a cluster's list nor a name that is looked up: those tell the client where else to go. */
const ONE_HOST = /^(esdb:\/\/(?:[^@/]*@)?)([^:/?,@]+):(\d+)(.*)$/;

/** A line to an EventStoreDB node, which can be cut. */
export class Line {
  readonly #server: Server;
  readonly #pairs = new Set<readonly [Socket, Socket]>();

  private constructor(
    readonly connectionString: string,
    private readonly port: number,
    host: string,
    target: number,
  ) {
    this.#server = createServer((near) => {
      const far = connect(target, host);
      const pair = [near, far] as const;
      this.#pairs.add(pair);
      for (const [from, to] of [pair, [far, near]] as const) {
        from.on('error', () => undefined);
        from.once('close', () => {
          to.destroy();
          this.#pairs.delete(pair);
        });
        from.pipe(to);
      }
    });
  }

  /** @returns undefined where the connection string names more than one fixed address */
  static async to(connectionString: string): Promise<Line | undefined> {
    const [, start = '', host = '', target, rest = ''] = ONE_HOST.exec(connectionString) ?? [];
    if (target === undefined) return undefined;
    const port = await freePort();
    const line = new Line(`${start}127.0.0.1:${port}${rest}`, port, host, Number(target));
    await new Promise<void>((resolve) => line.#server.listen(line.port, '127.0.0.1', resolve));
    return line;
  }

  /** Ends every connection at once; new ones are accepted. */
  cut(): void {
    for (const [near, far] of [...this.#pairs]) {
      near.destroy();
      far.destroy();
    }
  }

  /** Every connection stays open, and nothing goes through it any more; new ones work. */
  silence(): void {
    for (const [near, far] of this.#pairs) {
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        from.unpipe(to);
        from.resume();
        from.on('data', () => undefined);
      }
    }
  }

  close(): void {
    this.#server.close();
    this.cut();
  }
}
