import { pipeline } from 'node:stream/promises';
import { Database } from '@app/database';
import { Projector, ReadModel } from '@app/read-model';
import { TrackerModule } from '@app/tracker';
import type { TrackerOptions } from '@app/tracker';
import { NestFactory } from '@nestjs/core';
import type { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import sql, { raw } from 'sql-template-tag';
import { peerProgram } from '../peers.js';
import { showing } from '../progress.js';
import type { Figure } from '../rounds.js';
import { alternating } from '../rounds.js';
import type { Workspace } from '../workspace.js';
import { dropRetired } from './rebuild.js';

/** Ten times its default, which was quicker than the default and than a hundred times as much. */
const BATCH_SIZE = 1_000;
const BUDGET_MS = 60_000;
const whole = new Intl.NumberFormat('en-GB');

/** The log as Emmett's own function would have left it, but for all of it being one transaction. */
const INTO_EMMETT = `
  insert into emt_streams (stream_id, stream_position, stream_type, stream_metadata)
    select stream, max(revision) + 1, split_part(stream, '-', 1), '{}' from bench_staged group by stream;
  insert into emt_messages (stream_id, stream_position, transaction_id, message_schema_version, message_id, message_type, message_data, message_metadata)
    select stream, revision + 1, pg_current_xact_id(), '1', event_id, type, data::jsonb, jsonb_build_object('effectiveOn', effective_on) || meta::jsonb from bench_staged order by position;
  drop table bench_staged;
  analyze emt_messages`;

async function copyLog(from: string, to: string): Promise<number> {
  const [source, target] = (await Promise.all([from, to].map((url) => new Database({ url }).connect('bench log')))) as [Client, Client];
  try {
    await target.query(
      'create unlogged table bench_staged (position bigint, stream text, revision bigint, event_id uuid, type text, effective_on date, meta text, data text)',
    );
    const copy = target.query(copyFrom('copy bench_staged from stdin'));
    await pipeline(source.query(copyTo('copy (select position, stream, revision, event_id, type, effective_on, meta, data from es.events) to stdout')), copy);
    await target.query(INTO_EMMETT);
    return copy.rowCount ?? 0;
  } finally {
    await Promise.all([source.end(), target.end()]);
  }
}

/** Rebuilds of the same events by the same folds, on databases of their own on one server. */
export async function benchEmmettRebuild(workspace: Workspace, history: TrackerOptions): Promise<Figure> {
  const { database } = await workspace.database('rebuild_emmett');
  const url = database.ownerUrl ?? database.url;
  const emmett = await workspace.process(peerProgram('emmett-rebuild'), { DATABASE_URL: url, BATCH_SIZE: String(BATCH_SIZE) });
  await emmett.told();
  const events = await copyLog(history.database.url, url);
  const tracker = await NestFactory.createApplicationContext(TrackerModule.forRoot(history), { logger: ['error', 'warn'] });
  try {
    const projector = tracker.get(Projector);
    const { definition } = projector;
    const documents = async (): Promise<number> => {
      const counts = definition.tables.map(({ name }) => `(select count(distinct id) from ${name})`);
      const moment = await tracker.get(ReadModel).snapshot();
      const [counted] = await moment.query<{ documents: bigint }>(sql`select ${raw(counts.join(' + '))} as documents`).finally(() => moment.release());
      return Number(counted?.documents);
    };
    const anchor = async (): Promise<number> => {
      const { seconds, documents: made } = await emmett.ask<{ seconds: number; documents: number }>('rebuild');
      const expected = await documents();
      if (made !== expected) throw new Error(`${made} documents were made of what ours made ${expected} rows of`);
      return events / seconds;
    };
    const ours = async (): Promise<number> => {
      const begun = performance.now();
      await projector.rebuild();
      const seconds = (performance.now() - begun) / 1_000;
      await dropRetired(tracker.get(Database));
      return events / seconds;
    };
    const measured = await showing("rebuild: projections and Emmett's", (tell) => alternating({ ours, anchor, least: 2, most: 5, budgetMs: BUDGET_MS, tell }));
    return {
      id: 'rebuild/emmett',
      goal: 10,
      unit: 'events/s',
      ...measured,
      notes: [
        `ours: a rebuild of ${whole.format(events)} events as in \`rebuild/copy\`.`,
        `anchor: Emmett's rebuildPostgreSQLProjections of the same events through the same folds into ${definition.tables.length} Pongo collections, ${whole.format(BATCH_SIZE)} events a batch. It keeps current documents alone: no history, no periods, no index but the key's.`,
      ],
    };
  } finally {
    await emmett.stop();
    await tracker.close();
  }
}
