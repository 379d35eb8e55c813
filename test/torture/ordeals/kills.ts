import { setTimeout as sleep } from 'node:timers/promises';
import { monotonic } from '../load/messages.js';
import type { Kill, Victim } from '../schedule.js';
import { scheduleOf } from '../schedule.js';
import type { Stage } from '../stage/stage.js';
import type { Outcome, Size } from './ordeal.js';
import { spread } from './ordeal.js';

const RECOVERED_WITHIN_MS = 120_000;

/** Kills every kind of process so many times at the moments that the seed names, while everyone writes. */
export async function kills(stage: Stage, size: Size): Promise<Outcome> {
  const { node } = stage.place;
  const victims: Victim[] = ['writer', 'projector', 'database', ...(node?.canBeKilled ? (['node'] as const) : [])];
  const recoveries = new Map<Victim, number[]>(victims.map((victim) => [victim, []]));
  const faults: string[] = [];
  const recovering: Promise<void>[] = [];
  const begun = monotonic();
  for (const [index, kill] of scheduleOf(size.seed, victims, size.kills, size.appends).entries()) {
    await stage.recorded(kill.after);
    await sleep(kill.delayMs);
    const at = monotonic();
    const { name, recovered } = await killed(stage, kill);
    size.say(`${String(index + 1).padStart(4)}  after ${String(stage.load.recorded()).padStart(8)} appends  ${kill.victim.padEnd(9)} ${name}`);
    recovering.push(
      recovered.then((then) => {
        if (then === undefined) faults.push(`${name}, killed after ${kill.after} appends, had not recovered after ${RECOVERED_WITHIN_MS / 1_000} s`);
        else recoveries.get(kill.victim)?.push(then - at);
      }),
    );
  }
  await stage.recorded(size.appends);
  await Promise.all(recovering);
  const seconds = (monotonic() - begun) / 1_000;
  const { load } = stage;
  const figures = {
    appends: `${load.recorded()} acknowledged in ${seconds.toFixed(0)} s, ${(100 * (load.recorded(stage.names('http')) / load.recorded())).toFixed(1)} % of them over HTTP`,
    kills: victims.map((victim) => `${victim} ${size.kills}`).join(', '),
    ...Object.fromEntries([...recoveries].map(([victim, durations]) => [`${victim} recovered`, spread(durations)])),
    'sent again': Object.entries(load.again)
      .map(([code, times]) => `${code} ${times}`)
      .join(', '),
    'starts without a database': String(stage.failedStarts),
  };
  return { figures, faults };
}

/** Who was killed, and when whatever depends on it went on: a command first sent after the kill was acknowledged, or the read model moved. */
async function killed(stage: Stage, { victim, which, how }: Kill): Promise<{ readonly name: string; readonly recovered: Promise<number | undefined> }> {
  const { load, watch, place } = stage;
  const all = stage.names('commands', 'http');
  switch (victim) {
    case 'writer': {
      const name = await stage.killOne(['commands', 'api'], which);
      const waiting = stage.names('api').includes(name) ? stage.names('http') : [name];
      return { name, recovered: load.answer(waiting, monotonic(), RECOVERED_WITHIN_MS) };
    }
    case 'projector': {
      const name = await stage.killOne(['worker'], which);
      const { projected } = watch.last;
      return { name, recovered: watch.until((now) => now.projected > projected, RECOVERED_WITHIN_MS).then((now) => now?.at) };
    }
    case 'database': {
      const name = await place.embedded.kill(which, how);
      return { name, recovered: load.answer(all, monotonic(), RECOVERED_WITHIN_MS) };
    }
    case 'node': {
      const since = monotonic();
      await place.node?.kill();
      return { name: 'the node', recovered: load.answer(all, since, RECOVERED_WITHIN_MS) };
    }
  }
}
