// Asks the same thing over and over on kept connections, each as soon as it has its answer. As little as can be done for it, since the
// machine's cores are shared with those who answer.
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Load {
  readonly port: number;
  /** Whole HTTP requests, to be sent in turn. */
  readonly requests: readonly string[];
  readonly connections: number;
  readonly ms: number;
}

export interface Answered {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

const HEAD_END = Buffer.from('\r\n\r\n');

/** Sends and reads until told to stop; every answer must be a 200 with a length. */
async function keepAsking(socket: Socket, next: () => Buffer, until: () => boolean, took: number[]): Promise<void> {
  for (const chunks = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>; !until();) {
    const asked = performance.now();
    socket.write(next());
    let left = await head(chunks);
    while (left > 0) left -= (await chunk(chunks)).length;
    took.push(performance.now() - asked);
  }
}

/** Reads the head of an answer. @returns how much of its body is yet to come */
async function head(chunks: AsyncIterator<Buffer, undefined>): Promise<number> {
  let read = await chunk(chunks);
  while (!read.includes(HEAD_END)) read = Buffer.concat([read, await chunk(chunks)]);
  const end = read.indexOf(HEAD_END) + HEAD_END.length;
  const text = read.toString('latin1', 0, end);
  const length = /\r\ncontent-length: (\d+)\r\n/i.exec(text)?.[1];
  if (!text.startsWith('HTTP/1.1 200 ') || length === undefined) throw new Error(`an answer began with ${text}`);
  return Number(length) - (read.length - end);
}

async function chunk(chunks: AsyncIterator<Buffer, undefined>): Promise<Buffer> {
  const { value } = await chunks.next();
  if (value === undefined) throw new Error('the connection ended');
  return value;
}

async function run({ port, requests, connections, ms }: Load): Promise<Answered> {
  const sockets = Array.from({ length: connections }, () => connect(port, '127.0.0.1').setNoDelay());
  const texts = requests.map((request) => Buffer.from(request, 'utf8'));
  let sent = 0;
  const next = (): Buffer => texts[sent++ % texts.length] ?? Buffer.alloc(0);
  const took: number[] = [];
  let over = false;
  const begun = performance.now();
  const asking = sockets.map((socket) => keepAsking(socket, next, () => over, took));
  await Promise.race([sleep(ms), Promise.all(asking)]);
  over = true;
  await Promise.all(asking);
  const elapsed = performance.now() - begun;
  for (const socket of sockets) socket.destroy();
  took.sort((one, other) => one - other);
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? Number.NaN;
  return { perSecond: (took.length * 1_000) / elapsed, p50: at(0.5), p99: at(0.99) };
}

process.on('message', (load: Load) => {
  run(load).then(
    (answered) => process.send?.(answered),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.once('disconnect', () => process.exit(0));
process.send?.({});
