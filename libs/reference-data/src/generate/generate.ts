import { addDays, type Actor, type CalendarDate, derivedId, type Instant } from '@app/kernel';
import { enrolmentIdOf } from '@app/enrolment/commands';
import { generatorNamespace } from '../load/ids.js';
import { type Applicant, Applicants } from './applicants.js';
import { quarterOf } from './calendar.js';
import type { Catalogue } from './catalogue.js';
import { Deliveries } from './delivery.js';
import { answerEquality } from './equality.js';
import { Leaders } from './leaders.js';
import { register } from './people.js';
import { type CohortPlan, planRound } from './plan.js';
import { Random } from './random.js';
import { type Candidate, Selections } from './selection.js';
import { type Phase, Script, type Step } from './step.js';

export interface HistoryOptions {
  /** Programmes and organisations that are on record already. */
  readonly catalogue: Catalogue;
  /** How many leaders. */
  readonly leaders: number;
  /** The same seed, number of leaders and quarter give the same history; a later day of the quarter carries it on. */
  readonly seed: string;
  readonly today: CalendarDate;
  readonly now: Instant;
}

const ACTOR: Actor = { kind: 'service', id: 'generator', role: 'loader' };
const LEADERS_IN_ROUND = 200;
/** Rounds told side by side, so that the process managers are waited for once for all of them. */
const SIDE_BY_SIDE = 16;
const QUARTER = 92;

/**
 * Made-up leaders and several years of their enrolments, as commands to be executed in order. It decides nothing about
 * places: what depends on that is said by `onlyIf`. One round of some 200 leaders after the other, so the memory it
 * needs does not grow with their number.
 */
export function* generateHistory(options: HistoryOptions): Generator<Step> {
  const { leaders, seed, today } = options;
  if (options.catalogue.organisations.length === 0)
    throw new Error('there is no organisation for synthetic leaders to work for: load the packs of organisations first');
  const anchor = quarterOf(today);
  const namespace = generatorNamespace(`${seed}/${leaders}/${anchor}`);
  const rounds = Math.max(1, Math.round(leaders / LEADERS_IN_ROUND));
  for (let first = 0; first < rounds; first += SIDE_BY_SIDE) {
    const count = Math.min(SIDE_BY_SIDE, rounds - first);
    let under = Array.from({ length: count }, (_, index) => new Round(options, namespace, anchor, first + index, rounds));
    while (under.length > 0) {
      const phases = under.map((round) => round.next());
      under = under.filter((_, index) => phases[index] !== undefined);
      let settle = false;
      for (const phase of phases) {
        if (phase === undefined) continue;
        yield* phase.steps;
        settle ||= phase.settle;
      }
      const told = under.reduce((sum, { progress }) => sum + progress, count - under.length);
      const isLast = under.length === 0;
      if (isLast || phases.some((phase) => phase !== undefined && phase.steps.length > 0))
        yield { settle: settle || isLast, progress: (first + told) / rounds };
    }
  }
}

/** Some 200 leaders and the cohorts that they apply for, told in phases. */
class Round {
  progress = 0;
  private readonly phases: Generator<Phase, void>;

  constructor(
    private readonly options: HistoryOptions,
    namespace: string,
    private readonly anchor: CalendarDate,
    private readonly number: number,
    private readonly rounds: number,
  ) {
    this.phases = this.tell(derivedId(namespace, `round/${number}`));
  }

  next(): Phase | undefined {
    const { done, value } = this.phases.next();
    return done ? undefined : value;
  }

  private *tell(namespace: string): Generator<Phase, void> {
    const { catalogue, seed, today, now, leaders: total } = this.options;
    const first = Math.floor((total * this.number) / this.rounds);
    const count = Math.floor((total * (this.number + 1)) / this.rounds) - first;
    const correlationId = derivedId(namespace, 'round');
    const script = new Script(today, (step, effectiveOn, reasonCode) => ({
      commandId: derivedId(namespace, `step/${step}`),
      actor: ACTOR,
      effectiveOn,
      now,
      today,
      correlationId,
      ...(reasonCode !== undefined && { reasonCode }),
    }));
    const random = new Random(seed, `${namespace}/round`);
    const applicants = new Applicants(new Leaders(seed, namespace, catalogue.organisations), first, count);
    const selections = new Selections(script, applicants, random, addDays(this.anchor, QUARTER));
    const deliveries = new Deliveries(script, applicants, random);

    const plans = planRound(catalogue, seed, namespace, this.anchor, count / LEADERS_IN_ROUND);
    const opened = new Set<CohortPlan>();
    const open = (plan: CohortPlan | undefined) => {
      if (plan === undefined || opened.has(plan)) return;
      opened.add(plan);
      selections.open(plan);
    };
    const registered: Applicant[] = [];
    const add = (applicant: Applicant) => {
      register(script, applicant);
      registered.push(applicant);
    };
    const movedIn = new Map<string, readonly Candidate[]>();
    for (const [index, plan] of plans.entries()) {
      this.progress = index / plans.length;
      open(plan);
      open(plan.next); // people may move there before its own turn comes
      const applying = applicants.choose(plan.applicants, plan.programme.programmeId, plan.openedOn, plans.length - index, random);
      for (const applicant of applying) if (applicant.isNew) add(applicant);
      yield script.phase(false);

      const others = catalogue.programmes.map(({ programmeId }) => programmeId).filter((id) => id !== plan.programme.programmeId);
      const offered = yield* selections.select(plan, applying, others);
      const answered = yield* selections.answer(plan, [...offered, ...(movedIn.get(plan.cohortId) ?? [])]);
      movedIn.delete(plan.cohortId);
      const moveIn = (candidates: readonly Candidate[]) => {
        if (plan.next) movedIn.set(plan.next.cohortId, [...(movedIn.get(plan.next.cohortId) ?? []), ...candidates]);
      };
      if (plan.cancelled) {
        yield* selections.cancel(plan);
        const { next } = plan;
        if (next) moveIn(answered.map(({ applicant }) => ({ applicant, enrolmentId: enrolmentIdOf(next.cohortId, applicant.leader.leaderId) })));
        continue;
      }
      yield* selections.promote(plan, answered);
      yield* selections.begin(plan, answered);
      moveIn(yield* deliveries.deliver(plan, answered));
    }
    for (const applicant of applicants.others(addDays(this.anchor, -60), random)) add(applicant);
    yield script.phase(false);
    // Last of all, so that the steps of everything else keep their ids.
    answerEquality(script, registered, catalogue.questionSets, seed);
    yield script.phase(false);
  }
}
