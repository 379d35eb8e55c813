import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { judge, rebuilt, standing } from '../judge/judge.js';
import type { DatabaseServer } from '../stage/database.js';
import { Place } from '../stage/place.js';
import { installedPostgres, PlainCluster } from '../stage/plain-cluster.js';
import { Stage } from '../stage/stage.js';
import { light } from './light.js';
import type { Outcome, Size } from './ordeal.js';
import { Skipped } from './ordeal.js';

const MOST_APPENDS = 20_000;

/**
 * Dumps the database with `pg_dump`, while everyone writes and again when all is quiet, and restores both into new clusters. The first
 * must be the log as it was at some moment, with the read model of that moment; on the second, writers go on where they were.
 */
export async function dumpRestored(size: Size, given: string | undefined): Promise<Outcome> {
  const programs = installedPostgres(given);
  if (programs === undefined) throw new Skipped('there are no PostgreSQL programs with pg_dump: the product’s own come without; name their folder by --pg-bin');
  const folder = await Place.folder();
  const clusters: PlainCluster[] = [];
  const another = async (): Promise<PlainCluster> => {
    const cluster = await PlainCluster.start(programs, join(folder, `cluster-${clusters.length + 1}`));
    clusters.push(cluster);
    return cluster;
  };
  const options = { ...light(size), pauseMs: 0 };
  const appends = Math.min(size.appends, MOST_APPENDS);
  let stage: Stage | undefined;
  let faults: readonly string[] = ['it was broken off'];
  try {
    const first = await another();
    const place = Place.on(folder, first, size.node);
    stage = await Stage.open(place, options);
    await stage.recorded(Math.floor(appends / 2));
    const hot = dump(programs, first, join(folder, 'hot.dump'));
    await stage.recorded(appends);
    await stage.settle();
    await stage.close();
    const cold = dump(programs, first, join(folder, 'cold.dump'));
    const before = await standing(place);

    const asItWas = await another();
    restore(programs, asItWas, hot);
    const found: string[] = [];
    const past = await standing(place.movedTo(asItWas));
    const thatMoment = await standing(place, past);
    if (JSON.stringify(past) !== JSON.stringify(thatMoment))
      found.push(`a dump under load is not the log and read model of a moment: ${JSON.stringify([past, thatMoment])}`);
    const caughtUp = await rebuilt(place.movedTo(asItWas));

    const moved = await another();
    restore(programs, moved, cold);
    const there = place.movedTo(moved);
    const after = await standing(there);
    if (JSON.stringify(after) !== JSON.stringify(before)) found.push(`what was restored is not what was dumped: ${JSON.stringify([before, after])}`);
    stage = await Stage.open(there, options);
    await stage.recorded(appends + Math.ceil(appends / 4));
    await stage.settle();
    await stage.close();
    const kept = await standing(there, after);
    if (JSON.stringify(kept) !== JSON.stringify(after)) found.push(`what was restored has changed since: ${JSON.stringify([after, kept])}`);
    const verdict = await judge(there);
    const rebuild = await rebuilt(there);
    faults = [...place.faults, ...found, ...caughtUp.faults, ...verdict.faults, ...rebuild.faults];
    return {
      figures: {
        restored: `${first.version}: ${before.head} events and ${before.tables.length} tables, the same; under load, those up to ${past.head}`,
        judged: `${verdict.events} events after going on, of ${verdict.acknowledged} acknowledged commands, ${verdict.asked} questions`,
      },
      faults,
    };
  } finally {
    await stage?.close();
    for (const cluster of clusters) await cluster.stop();
    await Place.remove(folder, faults.length > 0);
    if (faults.length > 0) size.say(`what it left behind is kept: ${folder}`);
  }
}

function dump(programs: string, { superuserUrl }: DatabaseServer, file: string): string {
  run(join(programs, 'pg_dump'), ['--format=custom', `--file=${file}`, superuserUrl]);
  return file;
}

function restore(programs: string, { superuserUrl }: DatabaseServer, file: string): void {
  run(join(programs, 'pg_restore'), ['--exit-on-error', `--dbname=${superuserUrl}`, file]);
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
}
