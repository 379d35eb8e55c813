import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { pipeline } from 'node:stream/promises';
import { verifyLog } from '@app/event-store';
import { Database, DatabaseUnavailable } from '@app/database';
import { createProjector } from '@app/projector';
import { ProcessRunner } from '@app/process-manager';
import { Projector, ReadModel } from '@app/read-model';
import { migrateTracker, openInstallation, TrackerModule } from '@app/tracker';
import { NestFactory } from '@nestjs/core';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { COLUMNS } from '../load/acknowledgements.js';
import { connected } from '../stage/database.js';
import type { Place } from '../stage/place.js';
import { nativeEvents } from './native.js';
import type { Question } from './questions.js';
import { ofTheLog, ofTheMirror, ofTheReactions } from './questions.js';

const TABLES = `
  drop schema if exists judge cascade;
  create schema judge;
  create unlogged table judge.acknowledged (writer integer, n integer, command_id uuid, outcome text, stream text, revision bigint, token text, event_ids uuid[]);
  create unlogged table judge.native (position bigint primary key, stream text, revision bigint, event_id uuid, type text)`;

const PATIENCE_MS = 120_000;

export interface Verdict {
  readonly events: bigint;
  readonly acknowledged: number;
  /** What was compared, and what was found that must not be. */
  readonly asked: number;
  readonly faults: readonly string[];
}

/** Compares what the writers were told with the log, by SQL of its own over `es.events`; with EventStoreDB, the log with the server as well. */
export async function judge(place: Place): Promise<Verdict> {
  const client = await connected(place.database.ownerUrl);
  try {
    await client.query(TABLES);
    for (const name of await readdir(place.acknowledged))
      await copyInto(client, `acknowledged (${COLUMNS.join()})`, createReadStream(join(place.acknowledged, name)));
    if (place.node) await copyInto(client, 'native', Readable.from(nativeEvents(place)));
    await client.query('create index on judge.acknowledged (command_id); analyze judge.acknowledged; analyze es.events');
    const questions = [...ofTheLog, ...ofTheReactions, ...(place.node ? ofTheMirror : [])];
    const faults: string[] = [];
    for (const question of questions) faults.push(...(await found(client, question)));
    const { rows } = await client.query<{ events: string; acknowledged: string }>(
      "select (select count(*) from es.events) as events, (select count(*) from judge.acknowledged where outcome = 'recorded') as acknowledged",
    );
    const counted = rows[0] ?? { events: '0', acknowledged: '0' };
    await client.query('drop schema judge cascade');
    return { events: BigInt(counted.events), acknowledged: Number(counted.acknowledged), asked: questions.length, faults };
  } finally {
    await client.end();
  }
}

async function copyInto(client: pg.Client, table: string, lines: Readable): Promise<void> {
  await pipeline(lines, client.query(copyFrom(`copy judge.${table} from stdin`)));
}

async function found(client: pg.Client, { forbidden, sql }: Question): Promise<readonly string[]> {
  const { rows } = await client.query<{ count: string; samples: unknown }>(
    `with found as materialized (${sql}) select count(*), (select json_agg(s) from (select * from found limit 3) s) as samples from found`,
  );
  return rows.flatMap(({ count, samples }) => (count === '0' ? [] : `${forbidden}: ${count}, such as ${JSON.stringify(samples)}`));
}

/** Up to which position of the log, and of what follows from it, a database is looked at. */
export interface UpTo {
  readonly head: string;
  readonly projected: string;
}

/** What a database holds, up to its own end or to another's: a hash over every column of every event, and the read model's checksums. */
export async function standing(
  place: Place,
  upTo?: UpTo,
): Promise<UpTo & { readonly events: string; readonly tables: Awaited<ReturnType<ReadModel['checksum']>>['tables'] }> {
  const client = await connected(place.database.ownerUrl);
  const { options } = await openInstallation(place.environment, { share: true });
  await migrateTracker(options.database);
  const tracker = await NestFactory.createApplicationContext(TrackerModule.forRoot(options), { logger: ['error', 'warn'] });
  try {
    const readModel = tracker.get(ReadModel);
    const status = await readModel.status();
    const { head, projected } = upTo ?? { head: String(status.head), projected: String(status.position) };
    const { rows } = await client.query<{ events: string }>(
      `select count(*) || ' ' || encode(sha256(coalesce(string_agg(sha256(convert_to(e::text, 'UTF8')), ''::bytea order by position), '')), 'hex') as events
        from es.events e where position <= $1`,
      [head],
    );
    return { head, projected, events: rows[0]?.events ?? '', tables: (await readModel.checksum(BigInt(projected))).tables };
  } finally {
    await tracker.close();
    await client.end();
  }
}

/** Every event's hash anew, and the read model's checksums against those of a clean rebuild, by the product's own means; nothing else runs on the place. */
export async function rebuilt(
  place: Place,
): Promise<{ readonly tables: number; readonly versions: number; readonly rebuildMs: number; readonly faults: readonly string[] }> {
  const { options } = await openInstallation(place.environment, { share: true });
  await migrateTracker(options.database);
  const projector = await createProjector({ ...options, logLevel: 'warn' });
  try {
    const faults: string[] = [];
    await patiently(() => projector.get(ProcessRunner).settle());
    await caughtUp(projector.get(ReadModel));
    const { checked, head, faults: found, faultCount } = await patiently(() => verifyLog(projector.get(Database)));
    if (faultCount > 0 || checked !== head)
      faults.push(`${faultCount} events are not as they were recorded, such as ${JSON.stringify(found.slice(0, 3), text)}`);
    const live = await patiently(() => projector.get(ReadModel).checksum());
    if (live.position !== head) faults.push(`the read model stands at ${live.position} of ${head}`);
    const begun = performance.now();
    await patiently(() => projector.get(Projector).rebuild());
    const rebuildMs = performance.now() - begun;
    const clean = await patiently(() => projector.get(ReadModel).checksum(live.position));
    for (const [index, table] of live.tables.entries()) {
      const other = clean.tables[index];
      if (table.sha256 !== other?.sha256)
        faults.push(`${table.table} is not what a clean rebuild makes of the log: ${table.rows} versions, rebuilt ${other?.rows}`);
    }
    return { tables: live.tables.length, versions: live.tables.reduce((sum, { rows }) => sum + rows, 0), rebuildMs, faults };
  } finally {
    await projector.close();
  }
}

/** Until the read model stands at the head of the log. */
async function caughtUp(readModel: ReadModel): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline; await sleep(50)) if ((await patiently(() => readModel.status())).lag === 0n) return;
}

/** A machine that is busy may keep a connection waiting for longer than the product would: that says nothing of what is judged. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (const deadline = Date.now() + PATIENCE_MS; ; await sleep(500)) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof DatabaseUnavailable) || Date.now() > deadline) throw error;
    }
  }
}

const text = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value);
