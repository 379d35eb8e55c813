import { StreamForeign } from '@app/event-store';
import { Command, type Receipt, Refused } from '@app/kernel';
import { metaFor } from '@app/kernel/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RunOptions, runSteps, StepRefused } from './run-steps.js';
import type { CommandStep, Step } from './step.js';

class Say extends Command<{ readonly what: string }> {}

const say = (what: string, key = what, more: Partial<CommandStep> = {}): CommandStep => ({ command: new Say(metaFor(), { what }), key, ...more });
const barrier = (settle = false): Step => ({ settle, progress: 0.5 });
const refusal = (code: string) => new Refused(code, {}, { en: code, cy: code });

function running(steps: Iterable<Step>, more: Partial<RunOptions> = {}, refused: Readonly<Record<string, Refused | Error>> = {}) {
  const said: string[] = [];
  const execute = async (command: Command): Promise<Receipt> => {
    const { what } = (command as Say).input;
    await sleep(what.startsWith('slow') ? 10 : 0);
    if (refused[what]) throw refused[what];
    said.push(what);
    return { eventIds: [], eventTypes: [], stream: '', revision: 0n, token: '' };
  };
  const settle = async () => void said.push('(settled)');
  return { said, report: runSteps(steps, { execute, settle, statusOf: async () => 'WAITING', ...more }) };
}

describe('running steps', () => {
  it('executes those of one key in order and those of others meanwhile', async () => {
    const { said, report } = running([say('slow 1', 'a'), say('2', 'a'), say('other', 'b')]);
    expect(await report).toEqual({ executed: 3, skipped: 0, refused: 0 });
    expect(said).toEqual(['other', 'slow 1', '2']);
  });

  it('executes everything before a barrier first, and settles where it asks for that', async () => {
    const { said, report } = running([say('slow 1'), barrier(), say('2'), barrier(true), say('3')]);
    await report;
    expect(said).toEqual(['slow 1', '2', '(settled)', '3']);
  });

  it('leaves out a step whose enrolment stands elsewhere, asking once between two barriers', async () => {
    let asked = 0;
    const statusOf = async () => (++asked, 'OFFERED');
    const only = (what: string, ...status: string[]) => say(what, 'a', { onlyIf: { enrolmentId: 'a', status } });
    const { said, report } = running([only('1', 'WAITLISTED'), only('2', 'OFFERED'), barrier(), only('3', 'OFFERED', 'WAITLISTED')], { statusOf });
    expect(await report).toEqual({ executed: 2, skipped: 1, refused: 0 });
    expect(said).toEqual(['2', '3']);
    expect(asked).toBe(2);
  });

  it('goes on after a refusal that the step allows', async () => {
    const { report } = running([say('full', 'a', { mayRefuse: ['COHORT_FULL'] }), say('2')], {}, { full: refusal('COHORT_FULL') });
    expect(await report).toEqual({ executed: 1, skipped: 0, refused: 1 });
  });

  it('stops at what the store takes from nobody for now, and says that', async () => {
    const foreign = new StreamForeign('enrolment-1', { type: 'OrderPlaced', revision: 5n });
    await expect(running([say('wrong', 'a')], {}, { wrong: foreign }).report).rejects.toBe(foreign);
  });

  it('stops at any other, naming the command', async () => {
    const { said, report } = running([say('wrong', 'a'), say('next', 'a'), barrier(), say('later')], {}, { wrong: refusal('COHORT_FULL') });
    await expect(report).rejects.toThrow(StepRefused);
    await expect(report).rejects.toThrow('Say on 2026-03-02 was refused, COHORT_FULL: {}; its input was {"what":"wrong"}');
    expect(said).toEqual([]);
  });

  it('stops at a failure, with that failure', async () => {
    const { report } = running([say('broken')], {}, { broken: new Error('no database') });
    await expect(report).rejects.toThrow('no database');
  });

  it('keeps no more under way than allowed', async () => {
    let now = 0;
    let most = 0;
    const execute = async (): Promise<Receipt> => {
      most = Math.max(most, ++now);
      await sleep(1);
      now--;
      return { eventIds: [], eventTypes: [], stream: '', revision: 0n, token: '' };
    };
    await running(
      Array.from({ length: 50 }, (_, index) => say(String(index))),
      { execute, concurrency: 4 },
    ).report;
    expect(most).toBe(4);
  });

  it('tells how far it is at every barrier', async () => {
    const told: [number, number][] = [];
    await running([say('1'), barrier(), say('2'), barrier()], { onProgress: (share, executed) => told.push([share, executed]) }).report;
    expect(told).toEqual([
      [0.5, 1],
      [0.5, 2],
    ]);
  });
});
