import {
  AcceptOffer,
  ApplyForCohort,
  DeclineOffer,
  DeferEnrolment,
  EnrolLeader,
  enrolmentIdOf,
  OfferPlace,
  RecordStudyHours,
  ScreenApplicant,
  ShortlistApplicant,
  WithdrawEnrolment,
} from '@app/enrolment/commands';
import type { CalendarDate, Command, CommandMeta } from '@app/kernel';
import { derivedId } from '@app/kernel';
import { ChangeAssignment, RegisterLeader, StartAssignment } from '@app/leader/commands';
import { RegisterOrganisation } from '@app/organisation/commands';
import { CancelCohort, OpenCohort, PublishProgramme } from '@app/programme/commands';
import { Random } from '../random.js';

const NAMESPACE = 'b8f3c3d6-6d0e-4c8e-8f0a-6a4c2f6f0c11';
const DAYS = { founded: '2020-01-01', opened: '2025-01-06', applied: '2025-01-13', offered: '2025-02-03', later: '2025-06-02' } as const;
const COHORTS_AT_A_TIME = 3;
/** Journeys to a cohort, and places in it: too few, so that there is always someone to promote. */
const APPLICANTS = 40;
export const CAPACITY = 24;
/** One cohort in so many is cancelled while it is used, and its people move to another. */
const CANCELLED_OF = 15;

/** One command, as everyone who sends it says it: `minted` is what the API derives from the command's id by itself. */
export interface Step {
  readonly command: new (meta: CommandMeta, input: never) => Command;
  readonly commandId: string;
  readonly effectiveOn: CalendarDate;
  readonly input: Readonly<Record<string, unknown>>;
  readonly minted: Readonly<Record<string, string>>;
}

/** The writers' work, which follows from a seed: the same writer's same number is the same command under the same id, also for a writer that was killed. */
export class Journeys {
  readonly #namespace: string;
  readonly #organisationId: string;
  readonly #programmeId: string;
  /** The journey that each writer is on. */
  readonly #made = new Map<number, { readonly journey: number; readonly steps: readonly Step[] }>();

  /** @param writers how many share the cohorts */
  constructor(
    private readonly seed: string,
    private readonly writers: number,
  ) {
    this.#namespace = derivedId(NAMESPACE, seed);
    this.#organisationId = this.#minted('ground/organisation', 'organisation');
    this.#programmeId = this.#minted('ground/programme', 'programme');
  }

  /** What must be there before anyone writes, for so many appends of each writer. */
  *ground(appendsPerWriter: number): Generator<Step> {
    yield this.#step('ground/organisation', RegisterOrganisation, DAYS.founded, {
      code: 'nhs-example',
      name: { en: 'NHS Example' },
      sector: 'NHS',
      nation: 'SCOTLAND',
    });
    yield this.#step('ground/programme', PublishProgramme, DAYS.founded, {
      code: 'example',
      name: { en: 'Example' },
      nation: 'SCOTLAND',
      level: 'SENIOR',
      provider: 'NHS Example',
    });
    // A generation more than is needed: the last deferrals look ahead.
    const journeys = Math.ceil(appendsPerWriter / STEPS / LEAST_RECORDED);
    const cohorts = COHORTS_AT_A_TIME * (2 + this.#generation(journeys));
    for (let number = 0; number < cohorts; number++) {
      yield this.#step(`ground/cohort/${number}`, OpenCohort, DAYS.opened, {
        programmeId: this.#programmeId,
        name: `Cohort ${number}`,
        capacity: CAPACITY,
        startsOn: '2025-03-03',
        endsOn: '2090-12-18',
        deliveryLanguage: 'ENGLISH',
      });
    }
  }

  /** A writer's n-th command. */
  step(writer: number, n: number): Step {
    const step = this.#journey(writer, Math.floor(n / STEPS))[n % STEPS];
    if (!step) throw new Error(`a journey has no step ${n % STEPS}`);
    return step;
  }

  #journey(writer: number, journey: number): readonly Step[] {
    const made = this.#made.get(writer);
    if (made?.journey === journey) return made.steps;
    const steps = this.#plan(writer, journey);
    this.#made.set(writer, { journey, steps });
    return steps;
  }

  /**
   * Someone new applies; those of earlier journeys, whose offers have come meanwhile, take theirs up or not, study, and leave. Study hours and
   * changes of post add up or supersede each other: one that was recorded twice would show.
   */
  #plan(writer: number, journey: number): readonly Step[] {
    const key = `${writer}/${journey}`;
    const random = new Random(`${this.seed} ${key}`);
    const on = (name: string, command: Step['command'], effectiveOn: CalendarDate, input: Step['input'] = {}) =>
      this.#step(`${key}/${name}`, command, effectiveOn, input);
    const earlier = (ago: number) => ({ enrolmentId: this.#enrolment(writer, Math.max(0, journey - ago)) });
    const [mine, leaderId, assignmentId] = [earlier(0), this.#minted(`${key}/register`, 'leader'), this.#minted(`${key}/assignment`, 'assignment')];
    const terms = () => ({ post: `Ward Manager ${random.below(1000)}`, wtePercent: 1 + random.below(100), basis: 'SUBSTANTIVE' });
    const steps = [
      on('register', RegisterLeader, DAYS.founded, { legalName: `Siân Example ${key}`, sortName: `Example ${key}, Siân`, language: 'cy' }),
      on('assignment', StartAssignment, DAYS.founded, { leaderId, organisationId: this.#organisationId, ...terms() }),
      on('apply', ApplyForCohort, DAYS.applied, { cohortId: this.#cohort(writer, journey), leaderId, assignmentId }),
      on('screen', ScreenApplicant, DAYS.applied, { ...mine, eligible: true }),
      on('shortlist', ShortlistApplicant, DAYS.applied, mine),
      on('offer', OfferPlace, DAYS.offered, mine),
    ];
    for (let turn = 0; turn < 6; turn++) {
      const day = `2021-${String(1 + random.below(12)).padStart(2, '0')}-01`;
      steps.push(on(`change/${turn}`, ChangeAssignment, day, { assignmentId, ...terms() }));
    }
    for (const ago of [1, 4]) {
      steps.push(on(`answer/${ago}`, random.chance(0.85) ? AcceptOffer : DeclineOffer, DAYS.later, earlier(ago)));
      steps.push(on(`enrol/${ago}`, EnrolLeader, DAYS.later, earlier(ago)));
    }
    for (const ago of [2, 5]) {
      for (let turn = 0; turn < 5; turn++) {
        steps.push(on(`study/${ago}/${turn}`, RecordStudyHours, DAYS.later, { ...earlier(ago), minutes: 1 + random.below(90) }));
      }
    }
    const generation = this.#generation(journey);
    const next = this.#ground(COHORTS_AT_A_TIME * (generation + 1));
    const [leaving, day] = [earlier(7), DAYS.later];
    steps.push(
      random.chance(0.75) ? on('leave', WithdrawEnrolment, day, leaving) : on('leave', DeferEnrolment, day, { ...leaving, targetCohortId: next }),
      writer === 0 && generation % CANCELLED_OF === 1
        ? on('cancel', CancelCohort, DAYS.later, { cohortId: this.#ground(COHORTS_AT_A_TIME * generation + 2), transferTo: next })
        : on('change/last', ChangeAssignment, '2022-01-01', { assignmentId, ...terms() }),
    );
    return steps;
  }

  #step(name: string, command: Step['command'], effectiveOn: CalendarDate, input: Step['input']): Step {
    const commandId = this.#id(name);
    const mints = MINTED.get(command);
    return { command, commandId, effectiveOn, input, minted: mints ? { [`${mints}Id`]: derivedId(commandId, mints) } : {} };
  }

  #id(name: string): string {
    return derivedId(this.#namespace, name);
  }

  #minted(name: string, what: string): string {
    return derivedId(this.#id(name), what);
  }

  #ground(cohort: number): string {
    return this.#minted(`ground/cohort/${cohort}`, 'cohort');
  }

  #generation(journey: number): number {
    return Math.floor((journey * this.writers) / (APPLICANTS * COHORTS_AT_A_TIME));
  }

  #cohort(writer: number, journey: number): string {
    return this.#ground(COHORTS_AT_A_TIME * this.#generation(journey) + ((writer + journey) % COHORTS_AT_A_TIME));
  }

  #enrolment(writer: number, journey: number): string {
    return enrolmentIdOf(this.#cohort(writer, journey), this.#minted(`${writer}/${journey}/register`, 'leader'));
  }
}

const MINTED = new Map<Step['command'], string>([
  [RegisterOrganisation, 'organisation'],
  [PublishProgramme, 'programme'],
  [OpenCohort, 'cohort'],
  [RegisterLeader, 'leader'],
  [StartAssignment, 'assignment'],
]);

/** Commands of a journey, and the least share of them that is not refused. */
const STEPS = 28;
const LEAST_RECORDED = 0.5;

/** Who lays the ground, among the writers. */
export const GROUND = -1;
