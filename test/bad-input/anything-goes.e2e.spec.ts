import { stops } from '@app/event-store';
import { derivedId } from '@app/kernel';
import { Projector, ReadModel } from '@app/read-model';
import fc from 'fast-check';
import { APPLIED, Journeys, OFFERED, OPENED, STARTED } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';
import { unknown } from './support/ground.js';

// Whoever sends whatever, in whatever order: each request is answered, and what was recorded can be projected and acted on.

const SEED = 20_260_302;
const MUTATIONS = 1_500;
const COMMANDS = 'c0000000-0000-4000-8000-000000000000';

let system: System;
let ids: Record<'cohort' | 'enrolment' | 'leader' | 'assignment' | 'organisation' | 'programme' | 'session', string[]>;
beforeAll(async () => {
  system = await startSystem();
  const [journeys, foreign] = [
    await Journeys.prepare(system, { hours: { attendanceMinutes: 60, reflectionMinutes: 0 } }),
    await Journeys.prepare(system, { code: 'foreign-programme' }),
  ];
  const cohorts = await Promise.all([
    journeys.openCohort({ capacity: 1 }),
    journeys.openCohort({ capacity: 2 }),
    journeys.openCohort({ capacity: 1, automaticPromotion: false }),
    foreign.openCohort({ capacity: 1 }),
  ]);
  const people = await Promise.all([1, 2, 3, 4].map(() => journeys.leader()));
  const sessions = await Promise.all(cohorts.map((cohortId) => journeys.session(cohortId, 60)));
  const enrolments = await Promise.all([journeys.shortlisted(cohorts[0] ?? ''), journeys.shortlisted(cohorts[0] ?? ''), journeys.offered(cohorts[1] ?? '')]);
  ids = {
    cohort: [...cohorts, unknown('Cohort')],
    enrolment: [...enrolments, unknown('Enrolment')],
    leader: [...people.map(({ leaderId }) => leaderId), unknown('Leader')],
    assignment: [...people.map(({ assignmentId }) => assignmentId), unknown('Assignment')],
    organisation: [journeys.ground.organisationId, foreign.ground.organisationId, unknown('Organisation')],
    programme: [journeys.ground.programmeId, foreign.ground.programmeId, unknown('Programme')],
    session: [...sessions, unknown('Session')],
  };
  await system.settled();
});
afterAll(() => system.stop());

const anyOf = (kind: keyof typeof ids) => fc.nat(100).map((index) => ({ kind, index }));
const day = fc.oneof(
  { weight: 40, arbitrary: fc.constantFrom(OPENED, APPLIED, OFFERED, STARTED, '2025-04-01', '2025-12-19') },
  fc.constantFrom('1900-01-01', '2020-01-01', '2024-02-29', '2199-12-31'),
  fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10)),
);
const words = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('x', 'Siân ŵ ŷ', "'; --", '{0} {name}', '<b>', '\u202eabc', '👩‍⚕️', '\uffff', '%s \\') },
  fc.string({ unit: 'binary', maxLength: 60 }),
);
/** What is asked for in a form, or from a list: mostly as it is to be. */
const formed = (...fine: readonly string[]) => fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...fine) }, words);
const minutes = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(1, 1, 30, 60) }, fc.constantFrom(0, 1_440), fc.integer());

const step = { enrolmentId: anyOf('enrolment') };
/** A person with a post of their own, mostly. */
const person = fc.nat(100).map((index) => ({ leaderId: { kind: 'leader', index }, assignmentId: { kind: 'assignment', index } }));
const begin = { cohortId: anyOf('cohort'), leaderId: anyOf('leader'), assignmentId: anyOf('assignment') };
const mutations: Readonly<Record<string, Readonly<Record<string, fc.Arbitrary<unknown>>>>> = {
  applyForCohort: { ...begin, statement: words },
  nominateLeader: begin,
  requestAdjustment: { ...step, request: words },
  endorseApplication: { ...step, comment: words },
  screenApplicant: { ...step, eligible: fc.boolean(), signpostedTo: fc.option(anyOf('programme')) },
  shortlistApplicant: step,
  notSelectApplicant: { ...step, reason: words },
  offerPlace: step,
  acceptOffer: step,
  declineOffer: step,
  enrolLeader: step,
  recordAttendance: { ...step, sessionId: anyOf('session'), minutes },
  recordStudyHours: { ...step, minutes },
  interruptEnrolment: { ...step, reason: words },
  resumeEnrolment: step,
  deferEnrolment: { ...step, targetCohortId: anyOf('cohort') },
  transferEnrolment: { ...step, targetCohortId: anyOf('cohort'), reason: words },
  withdrawEnrolment: { ...step, reason: words },
  completeProgramme: step,
  recordNonCompletion: step,
  grantAward: step,
  promoteFromQueue: { ...step, cohortId: anyOf('cohort'), reason: words },
  scheduleSession: { cohortId: anyOf('cohort'), title: words, heldOn: day, minutes },
  moveSession: { cohortId: anyOf('cohort'), sessionId: anyOf('session'), title: fc.option(words), heldOn: fc.option(day), minutes: fc.option(minutes) },
  reviseCohort: {
    ...{ cohortId: anyOf('cohort'), name: fc.option(words), capacity: fc.option(minutes), startsOn: fc.option(day), endsOn: fc.option(day, { freq: 2 }) },
    ...{ organisationId: fc.option(anyOf('organisation')), offerDays: fc.option(minutes), automaticPromotion: fc.option(fc.boolean()) },
  },
  openCohort: {
    ...{ programmeId: anyOf('programme'), name: words, capacity: minutes, startsOn: day, endsOn: day, deliveryLanguage: fc.constantFrom('ENGLISH', 'WELSH') },
    organisationId: fc.option(anyOf('organisation')),
    offerDays: fc.option(minutes),
  },
  startAssignment: {
    ...{
      leaderId: anyOf('leader'),
      organisationId: anyOf('organisation'),
      post: words,
      wtePercent: minutes,
      basis: fc.constantFrom('SUBSTANTIVE', 'SECONDMENT'),
    },
    endsOn: fc.option(day),
  },
  changeAssignment: { assignmentId: anyOf('assignment'), post: words, wtePercent: minutes, basis: fc.constant('SUBSTANTIVE'), endsOn: fc.option(day) },
  endAssignment: { assignmentId: anyOf('assignment') },
  registerLeader: {
    legalName: words,
    knownAs: fc.option(words),
    sortName: words,
    email: fc.option(formed('somebody@example.org', 'siân@example.org')),
    language: fc.constantFrom('EN', 'CY'),
  },
  changeName: { leaderId: anyOf('leader'), legalName: words, knownAs: fc.option(words), sortName: words, reason: fc.option(words) },
  changeEmail: { leaderId: anyOf('leader'), email: fc.option(formed('somebody@example.org', 'siân@example.org')) },
  setLanguagePreference: { leaderId: anyOf('leader'), language: fc.constantFrom('EN', 'CY') },
  agreeParticipation: { leaderId: anyOf('leader') },
  returnToEmployer: { leaderId: anyOf('leader'), organisationId: anyOf('organisation') },
  undoLeaderMerge: { leaderId: anyOf('leader'), mergedId: anyOf('leader'), reason: words },
  confirmLeaderMerge: { leaderId: anyOf('leader'), mergedId: anyOf('leader'), reason: words },
  registerOrganisation: {
    ...{
      code: formed('a-trust', 'another-trust', 'a-third'),
      name: fc.record({ en: words, cy: words }),
      sector: fc.constantFrom('NHS', 'LOCAL_AUTHORITY'),
      nation: fc.constantFrom('WALES', 'SCOTLAND'),
    },
    parentId: fc.option(anyOf('organisation')),
  },
  renameOrganisation: { organisationId: anyOf('organisation'), name: fc.record({ en: words }) },
  reparentOrganisation: { organisationId: anyOf('organisation'), parentId: fc.option(anyOf('organisation')) },
  linkOrganisations: { organisationId: anyOf('organisation'), toOrganisationId: anyOf('organisation'), kind: fc.constant('CLUSTER') },
};
/** What takes people further, so that there is something to get wrong: the step after the last one that was recorded of them. */
const onward: Readonly<Record<string, { readonly then: string; readonly input?: object }>> = {
  applyForCohort: { then: 'screenApplicant', input: { eligible: true } },
  nominateLeader: { then: 'screenApplicant', input: { eligible: true } },
  screenApplicant: { then: 'shortlistApplicant' },
  shortlistApplicant: { then: 'offerPlace' },
  offerPlace: { then: 'acceptOffer' },
  acceptOffer: { then: 'enrolLeader' },
  enrolLeader: { then: 'recordStudyHours', input: { minutes: 60 } },
  recordStudyHours: { then: 'completeProgramme' },
  completeProgramme: { then: 'grantAward' },
  interruptEnrolment: { then: 'resumeEnrolment' },
};
const ONWARD = 'onward';
const forward: typeof mutations = { [ONWARD]: step, applyForCohort: { cohortId: anyOf('cohort'), person, statement: words } };
/** What ends everything comes seldom, or nothing would be left to try. */
const rare: typeof mutations = {
  cancelCohort: { cohortId: anyOf('cohort'), transferTo: fc.option(anyOf('cohort')) },
  cancelSession: { cohortId: anyOf('cohort'), sessionId: anyOf('session') },
  closeOrganisation: { organisationId: anyOf('organisation') },
  withdrawParticipation: { leaderId: anyOf('leader'), reason: fc.option(words) },
  leaveEmployer: { leaderId: anyOf('leader'), organisationId: anyOf('organisation'), lastDay: day, reason: fc.option(words) },
  mergeLeaders: { leaderId: anyOf('leader'), mergedId: anyOf('leader'), reason: words },
};

const named = (of: typeof mutations) =>
  fc.oneof(
    ...Object.entries(of).map(([mutation, fields]) =>
      fc.record({
        mutation: fc.constant(mutation),
        input: fc.record({
          ...fields,
          effectiveOn: fc.option(day, { freq: 30 }),
          reasonCode: fc.option(formed('TOO_FEW_PARTICIPANTS', 'WAITING_LIST_CLOSED'), { freq: 2 }),
        }),
      }),
    ),
  );
const request = fc.oneof({ weight: 200, arbitrary: named(forward) }, { weight: 100, arbitrary: named(mutations) }, { weight: 2, arbitrary: named(rare) });

function given(input: object): object {
  const known = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || !('kind' in value)) return value;
    const { kind, index } = value as { kind: keyof typeof ids; index: number };
    return ids[kind][index % ids[kind].length];
  };
  const { person: whole, ...fields } = input as { person?: object };
  return Object.fromEntries(Object.entries({ ...fields, ...whole }).map(([name, value]) => [name, known(value)]));
}

it('every request is answered, and the projector and process managers digest whatever was recorded', async () => {
  const requests = fc.sample(request, { seed: SEED, numRuns: MUTATIONS });
  const last = new Map<string, string>();
  const outcomes = { Recorded: 0, Refusal: 0 };
  const made: Record<string, keyof typeof ids> = {
    applyForCohort: 'enrolment',
    nominateLeader: 'enrolment',
    openCohort: 'cohort',
    scheduleSession: 'session',
    startAssignment: 'assignment',
    registerLeader: 'leader',
  };
  for (let from = 0; from < requests.length; from += 20) {
    const some = requests.slice(from, from + 20);
    await Promise.all(
      some.map(async ({ mutation: chosen, input }, index) => {
        const fields: { readonly enrolmentId?: string } = given(input);
        const next = chosen === ONWARD ? onward[last.get(fields.enrolmentId ?? '') ?? 'shortlistApplicant'] : undefined;
        const mutation = chosen === ONWARD ? (next?.then ?? 'withdrawEnrolment') : chosen;
        const outcome = await system.mutate(mutation, { commandId: derivedId(COMMANDS, `${from + index}`), ...fields, ...next?.input });
        outcomes[outcome.__typename] += 1;
        if (outcome.__typename === 'Refusal') expect(outcome.message).not.toMatch(/[{}]|undefined/);
        else {
          const kind = made[mutation];
          if (kind && !ids[kind].includes(outcome.id)) ids[kind].unshift(outcome.id);
          last.set(fields.enrolmentId ?? outcome.id, mutation);
        }
      }),
    );
  }
  expect(outcomes.Recorded).toBeGreaterThan(100);
  expect(outcomes.Refusal).toBeGreaterThan(100);

  await system.settled();
  const readModel = system.projector.get(ReadModel);
  expect(await readModel.status()).toMatchObject({ ready: true, lag: 0n });
  expect(await stops(system.database.database)).toEqual([]);

  const EVERYTHING = `query ($asOf: Date, $position: Position) { at(asOf: $asOf, position: $position) {
    cohorts(first: 50) { nodes { placesHeld placesFree waitingList(first: 5) { nodes { id } } } }
    enrolments(first: 100) { nodes { status cpdHours leader { name { value } } } }
    organisations(first: 50) { nodes { nameEn nameCy parent { id } } } leaders(first: 100) { nodes { name { value } } } } }`;
  for (const variables of [
    {},
    { asOf: '1900-01-01' },
    { asOf: '2025-02-03' },
    { asOf: '2199-12-31' },
    { position: '40' },
    { asOf: '2199-12-31', position: '100' },
  ]) {
    expect((await system.ask(EVERYTHING, variables)).errors ?? []).toEqual([]);
  }

  // The same again from the log alone.
  const before = await readModel.checksum();
  await system.projector.get(Projector).rebuild();
  expect(await readModel.checksum(before.position)).toEqual(before);
});
