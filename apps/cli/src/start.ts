import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApi, exposureFrom, signInFrom } from '@app/api';
import { onDisk, onDiskOf } from '@app/database';
import { AppendOutcomeUnknown, EventStoreDb, type EventStoreDbOptions, NotNow, StoreUnavailable } from '@app/event-store';
import { Clock, Refused } from '@app/kernel';
import { say } from '@app/localisation';
import { Readers } from '@app/operation';
import { createProjector } from '@app/projector';
import { logLevelFrom, migrateTracker, openInstallation, outliveForgotten, portFrom } from '@app/tracker';
import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import { count } from './arguments.js';
import { DEFAULT_SEED } from './load.js';
import { whatStopped } from './stopped.js';
import { generate, linkSampleAccounts, load, packsAt, type SyntheticHistory } from './reference-data.js';

const DEFAULT_PORT = 3_000;
const DEFAULT_LEADERS = 200;
/** Long enough for what is under way; then the process ends all the same. */
const STOP_MS = 15_000;
const RETRY_MS = 1_000;

/** `start`: everything in one process. */
export function start(program: Command): void {
  program
    .command('start')
    .description('Starts everything in one process: the database where none is given, the reference data, API and projector. Ctrl-C stops it all.')
    .option('--leaders <number>', 'synthetic leaders for the first start; none is a real person', count, DEFAULT_LEADERS)
    .option('--no-load', 'leaves the reference data and the sample accounts as an earlier start left them')
    .action(async ({ leaders, load: loads }: { leaders: number; load: boolean }) => {
      const host = process.env['HOST'] ?? '127.0.0.1';
      const wanted = portFrom(process.env, DEFAULT_PORT);
      const logLevel = logLevelFrom(process.env) ?? 'warn';
      const signIn = await signInFrom(process.env, host);
      const exposure = await exposureFrom(process.env);
      const stop = new Stop();
      await stop.unlessStarted(async () => {
        const installation = await openInstallation(process.env, { share: false });
        stop.first(() => installation.close());
        const { options, dataDir, production } = installation;
        await migrateTracker(options.database);
        const reached = () => untilReached(options.eventStoreDb);
        await reached();

        const projector = await createProjector({ ...options, logLevel });
        stop.first(() => projector.close());
        const loading = async () => {
          await load(projector, await packsAt([]));
          await historyOnce(projector, dataDir, leaders);
          if (!signIn && leaders > 0) await linkSampleAccounts(projector);
        };
        if (loads) await unlessStopped(projector, reached, () => onDiskOf(options.database, loading));

        const api = await createApi({ ...options, dataDir, production, signIn, exposure, logLevel });
        stop.first(() => api.close());
        outliveForgotten();
        await api.listen(await freePort(wanted, host), host);
        const { port } = api.getHttpServer().address() as AddressInfo;
        console.log(whereToLook(`http://${host === '127.0.0.1' ? 'localhost' : host}:${port}`, signIn ? undefined : dataDir));
        for (const sentence of whatStopped(await projector.get(Readers, { strict: false }).status())) console.error(sentence);
      });
    });
}

/** A start records something first: where the history is in an EventStoreDB, it waits for that, and says so. */
async function untilReached(options: EventStoreDbOptions | undefined): Promise<void> {
  if (!options) return;
  const db = new EventStoreDb(options);
  await db.untilReached((why) => console.error(`Waiting for EventStoreDB, and serving once it answers: ${why}`)).finally(() => db.onApplicationShutdown());
}

/**
 * What waits for something that has stopped, or for a store that takes nothing for now, is left undone until a later start: everything else is served. A
 * store that is lost meanwhile is waited for.
 */
async function unlessStopped(tracker: INestApplicationContext, reached: () => Promise<void>, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof StoreUnavailable || error instanceof AppendOutcomeUnknown) {
      await reached();
      await sleep(RETRY_MS);
      return unlessStopped(tracker, reached, work);
    }
    const readers = await tracker.get(Readers, { strict: false }).status();
    if (!(error instanceof NotNow) && !readers.some(({ stopped }) => stopped)) throw error;
    console.error(`What belongs to a start was not finished, since something has stopped: ${whatSaid(error)}`);
  }
}

function whatSaid(error: unknown): string {
  if (error instanceof Refused) return say(error.text, error.details, 'en');
  return error instanceof Error ? error.message : String(error);
}

/** A first start makes a history; one that broke off goes on where it stopped; a finished one is left alone. */
async function historyOnce(tracker: INestApplicationContext, dataDir: string, leaders: number): Promise<void> {
  const file = join(dataDir, 'synthetic-history.json');
  const begun = existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as SyntheticHistory & { finished: boolean }) : undefined;
  if (begun?.finished || (!begun && leaders === 0)) return;
  const history = begun ?? { leaders, seed: DEFAULT_SEED, today: tracker.get(Clock).today() };
  const note = (finished: boolean) => onDisk(dataDir, () => writeFile(file, JSON.stringify({ ...history, finished })));
  await note(false);
  await generate(tracker, history);
  await note(true);
}

/** Undoes what was started, the last first, once, when the process is asked to end. */
class Stop {
  private readonly steps: (() => Promise<unknown>)[] = [];
  private stopping = false;

  constructor() {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void this.run());
  }

  first(step: () => Promise<unknown>): void {
    this.steps.unshift(step);
  }

  /** What cannot be started leaves nothing of it running: whoever started it is told why, and the process ends. */
  async unlessStarted(start: () => Promise<void>): Promise<void> {
    try {
      await start();
    } catch (error) {
      if (!this.stopping) await this.undo();
      throw error;
    }
  }

  private async run(): Promise<void> {
    if (this.stopping) return;
    console.log('\nStopping …');
    await this.undo();
    process.exit(0);
  }

  private async undo(): Promise<void> {
    this.stopping = true;
    setTimeout(() => process.exit(1), STOP_MS).unref();
    for (const step of this.steps) await step().catch((error: unknown) => console.error(error instanceof Error ? error.message : error));
  }
}

/** The port that is wanted, or the next that is free, said so. */
async function freePort(wanted: number, host: string): Promise<number> {
  for (let port = wanted; ; port++) {
    if (await isFree(port, host)) {
      if (port !== wanted) console.log(`Port ${wanted} is taken; using ${port}.`);
      return port;
    }
  }
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

/** @param dataDir where a token is left, where people sign in as sample accounts */
function whereToLook(address: string, dataDir: string | undefined): string {
  return [
    '',
    `The tracker is running.`,
    `  GraphQL    ${address}/graphql`,
    `  GraphiQL   ${address}/graphiql   (sign in there; queries are ready)`,
    `  Health     ${address}/health/ready`,
    ...(dataDir === undefined ? [] : [`  Token      ${join(dataDir, 'development-token')}   (an administrator’s; send it as: Authorization: Bearer …)`]),
    '',
    '  Ctrl-C stops everything. What was recorded is there again at the next start.',
    '',
  ].join('\n');
}
