import { setTimeout as sleep } from 'node:timers/promises';
import { monotonic } from '../load/messages.js';
import { connected } from '../stage/database.js';
import type { Stage } from '../stage/stage.js';
import type { Outcome } from './ordeal.js';
import { Skipped } from './ordeal.js';
import { Recovery } from './recovery.js';

const CALM_MS = 1_000;
const SILENT_MS = 12_000;
const LISTENERS = "select pid from pg_stat_activity where application_name = 'tracker listener'";
const EVERYBODY = "select pid from pg_stat_activity where application_name like 'tracker %' and pid <> pg_backend_pid()";

/** Cuts the connections that listen for notifications; then every connection at once; then, where it is wanted, leaves the listening ones open with nothing coming. */
export async function listenCuts(stage: Stage, rounds: number, { silence }: { readonly silence: boolean }): Promise<Outcome> {
  const superuser = await connected(stage.place.database.superuserUrl);
  const cut = new Recovery(stage);
  const all = new Recovery(stage);
  const silent = new Recovery(stage);
  try {
    for (let round = 1; round <= rounds; round++) {
      for (const [recovery, whose, what] of [
        [cut, LISTENERS, 'listening connections'],
        [all, EVERYBODY, 'all connections'],
      ] as const) {
        await sleep(CALM_MS);
        const { rowCount } = await superuser.query(`select pg_terminate_backend(pid) from (${whose}) c`);
        if (rowCount === 0) recovery.faults.push(`there were no ${what} to be cut`);
        await recovery.from(monotonic(), `cut ${round} of ${what}`);
      }
    }
    const { rows } = silence ? await superuser.query<{ pid: number }>(LISTENERS) : { rows: [] };
    if (silence && rows.length === 0) silent.faults.push('there were no listening connections to fall silent');
    if (rows.length > 0) {
      for (const { pid } of rows) process.kill(pid, 'SIGSTOP');
      const since = monotonic();
      await silent.from(since, 'the listening connections fell silent');
      await sleep(Math.max(0, SILENT_MS - (monotonic() - since)));
      for (const { pid } of rows) process.kill(pid, 'SIGCONT');
      await silent.from(monotonic(), 'they were no longer silent');
    }
  } finally {
    await superuser.end();
  }
  const figures = {
    'LISTEN cut': `${rounds} times; at the longest ${cut.figure}`,
    'every connection cut': all.figure,
    ...(silence && { 'LISTEN silent': silent.figure }),
  };
  return { figures, faults: [...cut.faults, ...all.faults, ...silent.faults] };
}

/** Cuts the connections to the EventStoreDB node, subscriptions among them; then leaves them open with nothing coming. */
export async function subscriptionCuts(stage: Stage, rounds: number): Promise<Outcome> {
  const { line } = stage.place;
  if (!line) throw new Skipped('there is no subscription with this store: the log is its own');
  const cut = new Recovery(stage);
  const silent = new Recovery(stage);
  for (let round = 1; round <= rounds; round++) {
    await sleep(CALM_MS);
    line.cut();
    await cut.from(monotonic(), `cut ${round} of the subscription`);
  }
  line.silence();
  await silent.from(monotonic(), 'the connections to the node fell silent');
  return {
    figures: { 'subscription cut': `${rounds} times; at the longest ${cut.figure}`, 'subscription silent': silent.figure },
    faults: [...cut.faults, ...silent.faults],
  };
}
