import { createHash } from 'node:crypto';
import { shippedPacks } from '../packs/shipped.js';
import { catalogueOf } from './catalogue.js';
import { generateHistory, type HistoryOptions } from './generate.js';
import type { CommandStep, Step } from './step.js';

const TODAY = '2026-11-22';
const catalogue = catalogueOf(await shippedPacks());
const history = (given: Partial<HistoryOptions> = {}) =>
  generateHistory({ catalogue, leaders: 200, seed: '1', today: TODAY, now: `${TODAY}T09:00:00.000Z`, ...given });
const isCommand = (step: Step): step is CommandStep => 'command' in step;
const commands = (given?: Partial<HistoryOptions>) => [...history(given)].filter(isCommand);
const named = (steps: readonly CommandStep[], name: string) => steps.filter(({ command }) => command.constructor.name === name);
const inputs = (steps: readonly CommandStep[], name: string) => named(steps, name).map(({ command }) => command.input as Record<string, string>);
const hashOf = (steps: Iterable<Step>) => {
  const hash = createHash('sha256');
  for (const step of steps) hash.update(JSON.stringify(isCommand(step) ? [step.command.constructor.name, step] : step));
  return hash.digest('hex');
};
const two = commands();

describe('a generated history', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(hashOf(history())).toBe(hashOf(history()));
    expect(hashOf(history({ seed: '2' }))).not.toBe(hashOf(history()));
    expect(hashOf(history({ leaders: 201 }))).not.toBe(hashOf(history()));
  });

  it.each([1, 20, 200, 401])('registers as many leaders as asked for: %d', (leaders) => {
    const registered = inputs(commands({ leaders }), 'RegisterLeader').map(({ leaderId }) => leaderId);
    expect(new Set(registered).size).toBe(leaders);
    expect(registered).toHaveLength(leaders);
  });

  it('has most of them answer about equality, of their own accord, as people of health services do', () => {
    const told = named(commands({ leaders: 1_000 }), 'RecordEqualityAnswers').map(({ command }) => {
      const { leaderId, answers } = command.input as { leaderId: string; answers: { question: string; option: string }[] };
      expect(command.meta.actor).toEqual({ kind: 'person', id: leaderId, role: 'leader' });
      return new Map(answers.map(({ question, option }) => [question, option]));
    });
    const share = (question: string, option: string) => told.filter((one) => one.get(question) === option).length / told.length;
    expect(told.length / 1_000).toBeGreaterThan(0.6);
    expect(told.length / 1_000).toBeLessThan(0.8);
    expect(share('sex', 'female')).toBeGreaterThan(0.6);
    expect(share('sex', 'male')).toBeGreaterThan(0.1);
    expect(share('disability', 'disabled')).toBeGreaterThan(0.02);
    expect(share('sex', 'prefer-not-to-say')).toBeGreaterThan(0.01);
  });

  it.each(['1', '2', 'three'])('asks for everything that people and cohorts do (seed %s)', (seed) => {
    const asked = new Set(commands({ seed }).map(({ command }) => command.constructor.name));
    expect([...asked].sort()).toEqual([
      ...[
        'AcceptOffer',
        'ApplyForCohort',
        'CancelCohort',
        'CompleteProgramme',
        'DeclineOffer',
        'DeferEnrolment',
        'EndAssignment',
        'EndorseApplication',
        'EnrolLeader',
        'GrantAward',
      ],
      ...[
        'InterruptEnrolment',
        'NominateLeader',
        'NotSelectApplicant',
        'OfferPlace',
        'OpenCohort',
        'PromoteFromQueue',
        'RecordAttendance',
        'RecordEqualityAnswers',
        'RecordNonCompletion',
        'RecordStudyHours',
      ],
      ...[
        'RegisterLeader',
        'ResumeEnrolment',
        'ScheduleSession',
        'ScreenApplicant',
        'ShortlistApplicant',
        'StartAssignment',
        'TransferEnrolment',
        'WithdrawEnrolment',
      ],
    ]);
  });

  it('has people who apply again, for the same cohort and for others', () => {
    const applications = [...inputs(two, 'ApplyForCohort'), ...inputs(two, 'NominateLeader')].map(({ cohortId, leaderId }) => ({ cohortId, leaderId }));
    const withdrawn = new Set(named(two, 'WithdrawEnrolment').map(({ key }) => key));
    const applied = named(two, 'ApplyForCohort').map(({ key }) => key);
    expect(applied.some((key, index) => withdrawn.has(key) && applied.indexOf(key) < index)).toBe(true);
    const cohortsOf = new Map<string | undefined, Set<string | undefined>>();
    for (const { cohortId, leaderId } of applications) cohortsOf.set(leaderId, (cohortsOf.get(leaderId) ?? new Set()).add(cohortId));
    expect([...cohortsOf.values()].filter((cohorts) => cohorts.size > 1).length).toBeGreaterThan(30);
  });

  it('has leaders with several posts at once', () => {
    const posts = inputs(two, 'StartAssignment');
    expect(posts.length).toBeGreaterThan(220);
    expect(new Set(posts.map(({ basis }) => basis)).size).toBeGreaterThan(3);
    expect(new Set(posts.map(({ organisationId }) => organisationId)).size).toBeGreaterThan(40);
  });

  it('has names of many kinds, Welsh ones with their letters', () => {
    const names = inputs(two, 'RegisterLeader').map(({ legalName = '' }) => legalName);
    for (const letter of ['ŵ', 'ŷ', 'á', 'ł']) expect(names.some((name) => name.includes(letter))).toBe(true);
    expect(names.some((name) => / ap | ferch /.test(name))).toBe(true);
    expect(names.every((name) => name === name.normalize('NFC'))).toBe(true);
    expect(new Set(inputs(two, 'RegisterLeader').map(({ language }) => language))).toEqual(new Set(['en', 'cy']));
  });

  it('lies in the past, but for a cohort that is running and one that is yet to start', () => {
    expect(two.every(({ command }) => command.meta.effectiveOn <= TODAY)).toBe(true);
    const cohorts = inputs(two, 'OpenCohort');
    expect(cohorts.some(({ startsOn = '', endsOn = '' }) => startsOn <= TODAY && endsOn > TODAY)).toBe(true);
    expect(cohorts.some(({ startsOn = '' }) => startsOn > TODAY)).toBe(true);
    expect(cohorts.some(({ endsOn = '' }) => endsOn < '2024-01-01')).toBe(true);
  });

  it('goes through each enrolment and cohort by date', () => {
    const latest = new Map<string, string>();
    for (const { key, command } of two.filter(({ command }) => !/Assignment|Leader$/.test(command.constructor.name))) {
      expect(command.meta.effectiveOn >= (latest.get(key) ?? '')).toBe(true);
      latest.set(key, command.meta.effectiveOn);
    }
  });

  it('gives every command an id of its own', () => {
    expect(new Set(two.map(({ command }) => command.meta.commandId)).size).toBe(two.length);
  });

  it('is carried on, unchanged, on a later day of the quarter', () => {
    const said = (steps: readonly CommandStep[]) =>
      new Map(steps.map(({ command }) => [command.meta.commandId, JSON.stringify([command.constructor.name, command.input, command.meta.effectiveOn])]));
    const [before, after] = [said(commands({ today: '2026-10-05' })), said(commands({ today: '2026-12-20' }))];
    expect(after.size).toBeGreaterThan(before.size);
    expect([...before].every(([id, what]) => after.get(id) === what)).toBe(true);
  });

  it('waits for process managers only a few times a cohort, however many rounds are told side by side', () => {
    const settles = (leaders: number) => [...history({ leaders })].filter((step) => !isCommand(step) && step.settle).length;
    expect(settles(200)).toBeLessThan(18 * 4);
    expect(settles(1600)).toBeLessThan(18 * 5);
  });

  it('says how far it is', () => {
    const progress = [...history({ leaders: 600 })].flatMap((step) => (isCommand(step) ? [] : [step.progress]));
    expect(progress.every((share, index) => share >= (progress[index - 1] ?? 0))).toBe(true);
    expect(progress.at(-1)).toBe(1);
  });

  it('needs organisations', () => {
    expect(() => [...history({ catalogue: { programmes: [], organisations: [], questionSets: [] } })]).toThrow('load the packs of organisations first');
  });
});
