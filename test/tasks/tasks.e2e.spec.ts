import { randomUUID } from 'node:crypto';
import { parseNodeId } from '@app/graphql-kit';
import { addDays } from '@app/kernel';
import { features } from '@app/tracker';
import { Journeys } from '../support/journey.js';
import { anAdministrator, mergedByTwo } from '../support/merging.js';
import { startSystem, type System } from '../support/system.js';

interface Task {
  readonly id: string;
  readonly kind: string;
  readonly title: { readonly value: string; readonly language: string };
  readonly since: string;
  readonly due: string | null;
  readonly urgency: string;
  readonly mutations: readonly string[];
  readonly thing: { readonly __typename: string; readonly id: string } | null;
}
const FIELDS = 'id kind title { value language } since due urgency mutations thing { __typename id }';

/** What stands against whoever sends a command, whatever it is about. */
const KEPT_FROM =
  /^(NOT_PERMITTED|NOT_DELEGATED|NO_ROLE|NOTHING_DELEGATED|OWN_RECORD|NEEDS_A_PERSON|ERASURE_OF_ONESELF|.*SECOND_PERSON|.*_NOT_FOUND|UNMASKED_NOT_GRANTED)$/;

let system: System;
let journeys: Journeys;
let today: string;
const plain = (id: string): string => parseNodeId(id)?.id ?? id;
const day = (days: number): string => addDays(today, days);
const person = (id: string): Promise<System> => system.as({ actor: { kind: 'person', id: plain(id), role: 'leader' }, claims: [] });
const partner = (scope: 'national' | { organisations: string[] } = { organisations: ['nhs-example'] }, id = randomUUID()) =>
  system.as({ actor: { kind: 'person', id, role: 'talent-partner' }, claims: [{ role: 'talent-partner', scope }] });

async function page(who: System, args = 'first: 100', headers: Record<string, string> = {}) {
  const { data, errors } = await who.ask<{ viewer: { tasks: { nodes: Task[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } } } }>(
    `{ viewer { tasks(${args}) { nodes { ${FIELDS} } pageInfo { hasNextPage endCursor } } } }`,
    {},
    headers,
  );
  if (errors) throw new Error(JSON.stringify(errors));
  return data.viewer.tasks;
}
const tasks = async (who: System, args?: string, headers?: Record<string, string>) => (await page(who, args, headers)).nodes;
/** Those about one thing. */
const about = async (who: System, id: string, headers?: Record<string, string>) =>
  (await tasks(who, undefined, headers)).filter(({ thing }) => thing?.id === id);
const kinds = async (who: System, id: string, headers?: Record<string, string>) => (await about(who, id, headers)).map(({ kind }) => kind);

interface Cast {
  readonly manager: System;
  readonly lead: System;
  readonly panelist: System;
  readonly employer: System;
  readonly administrator: System;
}
let cast: Cast;
let [managerId, leadId, panelistId] = ['', '', ''];
const partnerId = randomUUID();
let cohortId: string;

/** Goes to noon of a day, where everybody signs in anew. */
async function goTo(days: number): Promise<void> {
  system.clock.standAt(days === 0 ? new Date().toISOString() : `${day(days)}T12:00:00Z`);
  cast = {
    manager: await person(managerId),
    lead: await person(leadId),
    panelist: await person(panelistId),
    employer: await partner(undefined, partnerId),
    administrator: await system.as('administrator'),
  };
}

/** Somebody who reports to the manager. */
async function report() {
  const { leaderId, assignmentId } = await journeys.leader();
  await system.record('setReportingLine', { assignmentId, managerId, effectiveOn: '2021-05-01' });
  return { leaderId, assignmentId, as: await person(leaderId) };
}
/** Their application. */
async function applied(to = cohortId, effectiveOn = day(-20)) {
  const applicant = await report();
  const { leaderId, assignmentId } = applicant;
  const { id } = await system.record('applyForCohort', { cohortId: to, leaderId, assignmentId, statement: 'I want to lead.', effectiveOn });
  await system.settled();
  return { ...applicant, id };
}
/** Some steps of it, as the administrator. */
async function steps(enrolmentId: string, ...names: readonly (readonly [name: string, effectiveOn: string, more?: object])[]) {
  for (const [name, effectiveOn, more] of names) {
    await system.record(name, { enrolmentId, effectiveOn, ...more });
    if (name === 'offerPlace') await system.settled();
  }
  await system.settled();
}
/** Erases somebody, as two administrators do. */
async function erased(leaderId: string): Promise<void> {
  const { id } = await system.record('requestErasure', { leaderId, ground: 'OBJECTION' });
  await (await system.as(anAdministrator())).record('decideErasure', { erasureId: id, approved: true, responsibilitiesKnown: true });
  await system.eventually(
    async () => (await system.ask<{ node: { status: string } }>('query ($id: ID!) { node(id: $id) { ... on ErasureRequest { status } } }', { id })).data.node,
    ({ status }) => status === 'COMPLETED' || status === 'VALUES_REMAIN',
  );
  await system.settled();
}
const SELECTED = () =>
  [
    ['endorseApplication', day(-19)],
    ['screenApplicant', day(-18), { eligible: true }],
    ['shortlistApplicant', day(-17)],
    ['offerPlace', day(-3)],
  ] as const;

beforeAll(async () => {
  system = await startSystem();
  today = system.clock.today();
  journeys = await Journeys.prepare(system);
  cohortId = await journeys.openCohort({ name: 'Spring', startsOn: day(5), endsOn: day(200), effectiveOn: day(-30), offerDays: 10 });
  const [manager, lead, panelist] = [await journeys.leader(), await journeys.leader(), await journeys.leader()];
  [managerId, leadId, panelistId] = [manager.leaderId, lead.leaderId, panelist.leaderId];
  await system.record('registerOrganisation', { code: 'elsewhere', name: { en: 'Elsewhere' }, sector: 'NHS', nation: 'WALES', effectiveOn: '2020-01-01' });
  await system.record('appointProgrammeLead', { programmeId: journeys.ground.programmeId, personId: lead.leaderId, effectiveOn: '2020-01-01' });
  await system.record('appointSelectionPanelMember', { cohortId, personId: panelist.leaderId, effectiveOn: day(-30) });
  for (const { leaderId } of [manager, lead, panelist]) await system.record('agreeParticipation', { leaderId });
  await system.settled();
  await goTo(0);
}, 600_000);
afterAll(() => system.stop());
afterEach(() => goTo(0));

describe('what waits for somebody', () => {
  it('is an application to endorse, for who manages the post and for the employer, until it is endorsed', async () => {
    const { id, as } = await applied();
    const task = {
      id: expect.any(String) as string,
      kind: 'ENDORSE_APPLICATION',
      title: { value: 'Decide whether to endorse an application for Example Programme, Spring', language: 'en' },
      since: day(-20),
      due: day(5),
      urgency: 'SOON',
      mutations: ['endorseApplication'],
      thing: { __typename: 'Enrolment', id },
    };
    for (const who of [cast.manager, cast.employer]) expect(await about(who, id)).toEqual([task]);
    for (const who of [as, cast.lead, cast.panelist, cast.administrator, await partner({ organisations: ['elsewhere'] })])
      expect(await kinds(who, id)).not.toContain('ENDORSE_APPLICATION');
    await cast.manager.record('endorseApplication', { enrolmentId: id, effectiveOn: today });
    await system.settled();
    for (const who of [cast.manager, cast.employer]) expect(await kinds(who, id)).toEqual([]);
  });

  it('is an applicant to screen, then to shortlist, then a place to offer, and somebody to enrol', async () => {
    const { id, as } = await applied();
    const seen = async () => [await kinds(cast.lead, id), await kinds(cast.panelist, id), await kinds(as, id)];
    expect(await seen()).toEqual([['SCREEN_APPLICANT'], ['SCREEN_APPLICANT'], []]);
    await cast.panelist.record('screenApplicant', { enrolmentId: id, eligible: true, effectiveOn: day(-18) });
    await system.settled();
    expect(await seen()).toEqual([['SHORTLIST_APPLICANT'], ['SHORTLIST_APPLICANT'], []]);
    await cast.panelist.record('shortlistApplicant', { enrolmentId: id, effectiveOn: day(-17) });
    await system.settled();
    expect(await seen()).toEqual([['OFFER_PLACE'], [], []]);
    await cast.lead.record('offerPlace', { enrolmentId: id, effectiveOn: day(-3) });
    await system.settled();
    expect(await seen()).toEqual([[], [], ['ANSWER_OFFER']]);
    expect(await about(as, id)).toMatchObject([{ since: day(-3), due: day(10), urgency: 'LATER', mutations: ['acceptOffer', 'declineOffer'] }]);
    await as.record('acceptOffer', { enrolmentId: id, effectiveOn: today });
    await system.settled();
    expect(await seen()).toEqual([['ENROL_LEADER'], [], []]);
    await cast.lead.record('enrolLeader', { enrolmentId: id, effectiveOn: today });
    await system.settled();
    expect(await seen()).toEqual([[], [], []]);
  });

  it('is nothing that is settled from a later day, nor yet what follows then', async () => {
    const { id } = await applied();
    const seen = async () => [await kinds(cast.lead, id), await kinds(cast.manager, id)];
    await cast.panelist.record('screenApplicant', { enrolmentId: id, eligible: true, effectiveOn: day(1) });
    await system.settled();
    expect(await seen()).toEqual([[], []]);
    await goTo(1);
    expect(await seen()).toEqual([['SHORTLIST_APPLICANT'], ['ENDORSE_APPLICATION']]);
    await goTo(0);
    const other = (await applied()).id;
    await cast.manager.record('endorseApplication', { enrolmentId: other, effectiveOn: day(1) });
    await system.settled();
    expect([await kinds(cast.lead, other), await kinds(cast.manager, other)]).toEqual([['SCREEN_APPLICANT'], []]);
  });

  it('is nobody’s application, post or register who was erased', async () => {
    const running = await journeys.openCohort({ name: 'Erased', startsOn: day(-60), endsOn: day(90), effectiveOn: day(-120) });
    const session = await system.record('scheduleSession', { cohortId: running, title: 'First', heldOn: day(-20), minutes: 60, effectiveOn: day(-120) });
    const { id, leaderId, assignmentId } = await applied(running, day(-100));
    const other = await system.record('applyForCohort', { cohortId, leaderId, assignmentId, effectiveOn: day(-20) });
    await steps(id, ['screenApplicant', day(-99), { eligible: true }], ['shortlistApplicant', day(-99)], ['offerPlace', day(-98)]);
    await steps(id, ['acceptOffer', day(-98)], ['enrolLeader', day(-60)]);
    const posting = { leaderId, organisationId: journeys.ground.organisationId, post: 'Acting head', wtePercent: 100, basis: 'FIXED_TERM' };
    const post = await system.record('startAssignment', { ...posting, endsOn: day(9), effectiveOn: '2021-04-01' });
    const asked = await system.record('requestSubjectAccess', { leaderId, receivedOn: today });
    await system.settled();
    const seen = async () => [
      await kinds(cast.lead, other.id),
      await kinds(cast.manager, other.id),
      await kinds(cast.lead, session.id),
      await kinds(cast.employer, post.id),
      await kinds(system, asked.id),
    ];
    expect(await seen()).toEqual([['SCREEN_APPLICANT'], ['ENDORSE_APPLICATION'], ['MARK_REGISTER'], ['EXTEND_POST'], ['ANSWER_SUBJECT_ACCESS']]);
    await erased(leaderId);
    expect(await seen()).toEqual([[], [], [], [], []]);
  });

  it('is as urgent as its day is near, and an offer none once its day is past', async () => {
    const { id, leaderId } = await applied();
    await steps(id, ['endorseApplication', day(-19)], ['screenApplicant', day(-18), { eligible: true }], ['shortlistApplicant', day(-17)]);
    const urgency = async (who: System) => (await about(who, id)).map((task) => task.urgency);
    const urgencies: Record<number, readonly string[]> = {};
    for (const days of [-3, -2, 5, 6]) {
      await goTo(days);
      urgencies[days] = await urgency(cast.lead);
      expect((await tasks(cast.lead, `first: 100, urgencies: [${urgencies[days][0] ?? 'NONE'}]`)).some(({ thing }) => thing?.id === id)).toBe(true);
      expect((await tasks(cast.lead, 'first: 100, urgencies: [NONE]')).some(({ thing }) => thing?.id === id)).toBe(false);
    }
    expect(urgencies).toEqual({ [-3]: ['LATER'], [-2]: ['SOON'], 5: ['SOON'], 6: ['OVERDUE'] });
    await goTo(0);
    await cast.lead.record('offerPlace', { enrolmentId: id, effectiveOn: day(-9) });
    await system.settled();
    await goTo(9);
    expect(await about(await person(leaderId), id)).toMatchObject([{ kind: 'ANSWER_OFFER', due: day(10), urgency: 'SOON' }]);
    await goTo(11);
    expect(await about(await person(leaderId), id)).toEqual([]);
  });

  it('is no application of one’s own, whatever one’s office', async () => {
    const posting = { leaderId: leadId, organisationId: journeys.ground.organisationId, post: 'Head', wtePercent: 100, basis: 'SUBSTANTIVE' };
    const post = await system.record('startAssignment', { ...posting, effectiveOn: '2021-04-01' });
    const { id } = await system.record('applyForCohort', { cohortId, leaderId: leadId, assignmentId: post.id, effectiveOn: day(-20) });
    await system.settled();
    expect(await kinds(cast.panelist, id)).toEqual(['SCREEN_APPLICANT']);
    expect(await kinds(cast.lead, id)).toEqual([]);
    // Nor by a record that is said to be theirs as well.
    const other = await applied();
    expect(await kinds(cast.lead, other.id)).toEqual(['SCREEN_APPLICANT']);
    await mergedByTwo(system, leadId, (await journeys.leader()).leaderId);
    await system.record('mergeLeaders', { leaderId: leadId, mergedId: other.leaderId, reason: 'The same person, it seems.' });
    await system.settled();
    expect(await kinds(cast.lead, other.id)).toEqual([]);
    expect(await kinds(cast.panelist, other.id)).toEqual(['SCREEN_APPLICANT']);
  });

  it('is a session that took place with nothing recorded of somebody who took part in it, for who runs the programme', async () => {
    const running = await journeys.openCohort({ name: 'Autumn', startsOn: day(-60), endsOn: day(90), effectiveOn: day(-120) });
    const session = async (title: string, heldOn: string) =>
      (await system.record('scheduleSession', { cohortId: running, title, heldOn, minutes: 60, effectiveOn: day(-120) })).id;
    const [first, second, third] = [await session('Session 1', day(-50)), await session('Session 2', day(-10)), await session('Session 3', day(3))];
    const takingPart = async (since: string) => {
      const { id } = await applied(running, day(-100));
      await steps(id, ['screenApplicant', day(-99), { eligible: true }], ['shortlistApplicant', day(-99)], ['offerPlace', day(-98)]);
      await steps(id, ['acceptOffer', day(-98)], ['enrolLeader', since]);
      return id;
    };
    const early = await takingPart(day(-60));
    await takingPart(day(-20));
    const registers = async (who: System) =>
      (await tasks(who, 'first: 100, kinds: [MARK_REGISTER]')).map(({ thing, due, urgency, title }) => ({
        session: thing?.id,
        due,
        urgency,
        title: title.value,
      }));
    expect(await registers(cast.lead)).toEqual([
      { session: first, due: day(-50), urgency: 'OVERDUE', title: 'Record who attended a session: Example Programme, Autumn, Session 1' },
      { session: second, due: day(-10), urgency: 'OVERDUE', title: 'Record who attended a session: Example Programme, Autumn, Session 2' },
    ]);
    for (const who of [cast.manager, cast.panelist, cast.employer, cast.administrator]) expect(await registers(who)).toEqual([]);
    // Whoever came later was not there.
    await cast.lead.record('recordAttendance', { enrolmentId: early, sessionId: first, minutes: 60 });
    await cast.lead.record('recordAttendance', { enrolmentId: early, sessionId: second, minutes: 0 });
    await system.settled();
    expect((await registers(cast.lead)).map(({ session }) => session)).toEqual([second]);
    await goTo(3);
    expect((await registers(cast.lead)).map(({ session, urgency }) => [session, urgency])).toEqual([
      [second, 'OVERDUE'],
      [third, 'SOON'],
    ]);
  });

  it('is no register in which only one’s own attendance is missing', async () => {
    const running = await journeys.openCohort({ name: 'Own', startsOn: day(-60), endsOn: day(90), effectiveOn: day(-120) });
    const session = await system.record('scheduleSession', { cohortId: running, title: 'S', heldOn: day(-9), minutes: 60, effectiveOn: day(-120) });
    const { id, leaderId } = await applied(running, day(-100));
    await steps(id, ['screenApplicant', day(-99), { eligible: true }], ['shortlistApplicant', day(-99)], ['offerPlace', day(-98)]);
    await steps(id, ['acceptOffer', day(-98)], ['enrolLeader', day(-60)]);
    await system.record('appointProgrammeLead', { programmeId: journeys.ground.programmeId, personId: leaderId, effectiveOn: '2020-01-01' });
    await system.settled();
    expect([await kinds(cast.lead, session.id), await kinds(await person(leaderId), session.id)]).toEqual([['MARK_REGISTER'], []]);
  });

  it('is no register of longer ago than is asked for', async () => {
    const long = await journeys.openCohort({ name: 'Long', startsOn: day(-200), endsOn: day(90), effectiveOn: day(-300) });
    const sessions = await Promise.all(
      [-85, -84].map((heldOn) => system.record('scheduleSession', { cohortId: long, title: 'S', heldOn: day(heldOn), minutes: 60, effectiveOn: day(-300) })),
    );
    const { id } = await applied(long, day(-250));
    await steps(id, ['screenApplicant', day(-249), { eligible: true }], ['shortlistApplicant', day(-249)], ['offerPlace', day(-248)]);
    await steps(id, ['acceptOffer', day(-248)], ['enrolLeader', day(-200)]);
    expect(await Promise.all(sessions.map((session) => kinds(cast.lead, session.id)))).toEqual([[], ['MARK_REGISTER']]);
  });

  it('is, once a cohort is over, whom nobody decided on, and who is still interrupted', async () => {
    const over = await journeys.openCohort({ name: 'Over since', startsOn: day(-60), endsOn: day(-1), effectiveOn: day(-120) });
    const undecided = (await applied(over, day(-100))).id;
    const accepted = (await applied(over, day(-100))).id;
    const interrupted = (await applied(over, day(-100))).id;
    for (const id of [accepted, interrupted]) {
      await steps(id, ['screenApplicant', day(-99), { eligible: true }], ['shortlistApplicant', day(-99)], ['offerPlace', day(-98)], ['acceptOffer', day(-98)]);
    }
    await steps(interrupted, ['enrolLeader', day(-60)], ['interruptEnrolment', day(-50), { reason: 'Illness.' }]);
    const seen = async (id: string) => (await about(cast.lead, id)).map(({ kind, since, mutations }) => [kind, since, ...mutations]);
    expect(await seen(undecided)).toEqual([['CLOSE_APPLICATION', today, 'notSelectApplicant', 'withdrawEnrolment']]);
    expect(await seen(accepted)).toEqual([['CLOSE_APPLICATION', today, 'withdrawEnrolment']]);
    expect(await seen(interrupted)).toEqual([['COMPLETE_PROGRAMME', today, 'recordNonCompletion']]);
    for (const id of [undecided, accepted]) expect(await kinds(cast.panelist, id)).toEqual([]);
    await cast.lead.record('notSelectApplicant', { enrolmentId: undecided, effectiveOn: today });
    await cast.lead.record('withdrawEnrolment', { enrolmentId: accepted, effectiveOn: today });
    await cast.lead.record('recordNonCompletion', { enrolmentId: interrupted, effectiveOn: today });
    await system.settled();
    for (const id of [undecided, accepted, interrupted]) expect(await kinds(cast.lead, id)).toEqual([]);
  });

  it('is to record who completed a cohort that is over, and to grant the award', async () => {
    const over = await journeys.openCohort({ name: 'Past', startsOn: day(-60), endsOn: day(-1), effectiveOn: day(-120) });
    const { id, as } = await applied(over, day(-100));
    await steps(id, ['screenApplicant', day(-99), { eligible: true }], ['shortlistApplicant', day(-99)], ['offerPlace', day(-98)]);
    await steps(id, ['acceptOffer', day(-98)], ['enrolLeader', day(-60)]);
    expect(await about(cast.lead, id)).toMatchObject([{ kind: 'COMPLETE_PROGRAMME', since: today, due: null, urgency: 'NONE' }]);
    await cast.lead.record('completeProgramme', { enrolmentId: id, effectiveOn: today });
    await system.settled();
    expect(await kinds(cast.lead, id)).toEqual(['GRANT_AWARD']);
    expect([await kinds(as, id), await kinds(cast.administrator, id)]).toEqual([[], []]);
    await cast.lead.record('grantAward', { enrolmentId: id, effectiveOn: today });
    await system.settled();
    expect(await kinds(cast.lead, id)).toEqual([]);
  });

  it('is a free place that is given by hand', async () => {
    const byHand = await journeys.openCohort({
      name: 'By hand',
      capacity: 1,
      automaticPromotion: false,
      startsOn: day(20),
      endsOn: day(90),
      effectiveOn: day(-30),
    });
    const [one, other] = [await applied(byHand), await applied(byHand)];
    for (const { id } of [one, other]) await steps(id, ...SELECTED());
    expect(await kinds(cast.lead, byHand)).toEqual([]);
    await one.as.record('declineOffer', { enrolmentId: one.id, effectiveOn: today });
    await system.settled();
    expect(await about(cast.lead, byHand)).toMatchObject([{ kind: 'PROMOTE_FROM_WAITLIST', since: today, mutations: ['promoteFromQueue'] }]);
    expect(await kinds(cast.panelist, byHand)).toEqual([]);
    await cast.lead.record('promoteFromQueue', { cohortId: byHand, enrolmentId: other.id, effectiveOn: today });
    await system.settled();
    expect(await kinds(cast.lead, byHand)).toEqual([]);
  });

  it('is no free place for which only whoever leads the programme waits, or who was erased', async () => {
    const few = await journeys.openCohort({ name: 'Few', capacity: 1, automaticPromotion: false, startsOn: day(20), endsOn: day(90), effectiveOn: day(-30) });
    const { id, as } = await applied(few);
    const waiting = await applied(few);
    for (const enrolmentId of [id, waiting.id]) await steps(enrolmentId, ...SELECTED());
    await as.record('declineOffer', { enrolmentId: id, effectiveOn: today });
    await system.record('appointProgrammeLead', { programmeId: journeys.ground.programmeId, personId: waiting.leaderId, effectiveOn: '2020-01-01' });
    await system.settled();
    const second = await person(waiting.leaderId);
    expect([await kinds(cast.lead, few), await kinds(second, few)]).toEqual([['PROMOTE_FROM_WAITLIST'], []]);
    await erased(waiting.leaderId);
    expect(await kinds(cast.lead, few)).toEqual([]);
  });

  it('is no free place that was given from a later day', async () => {
    const later = await journeys.openCohort({
      name: 'Later',
      capacity: 1,
      automaticPromotion: false,
      startsOn: day(20),
      endsOn: day(90),
      effectiveOn: day(-30),
    });
    const [one, other] = [await applied(later), await applied(later)];
    for (const { id } of [one, other]) await steps(id, ...SELECTED());
    await one.as.record('declineOffer', { enrolmentId: one.id, effectiveOn: today });
    await system.settled();
    expect(await kinds(cast.lead, later)).toEqual(['PROMOTE_FROM_WAITLIST']);
    await cast.lead.record('promoteFromQueue', { cohortId: later, enrolmentId: other.id, effectiveOn: day(1) });
    await system.settled();
    expect(await kinds(cast.lead, later)).toEqual([]);
  });

  it('is an erasure to decide, for another administrator than who asked, and than whom it is about', async () => {
    const { leaderId } = await journeys.leader();
    const { id } = await system.record('requestErasure', { leaderId, ground: 'OBJECTION' });
    await system.settled();
    const second = await system.as(anAdministrator());
    const own = await system.as({ ...anAdministrator(), actor: { kind: 'person', id: plain(leaderId), role: 'administrator' } });
    const service = await system.as({ ...anAdministrator(), actor: { kind: 'service', id: 'nightly-job', role: 'administrator' } });
    expect(await about(second, id)).toMatchObject([{ kind: 'DECIDE_ERASURE', since: today, due: day(28), urgency: 'LATER', mutations: ['decideErasure'] }]);
    for (const who of [system, own, service, cast.employer]) expect(await kinds(who, id)).toEqual([]);
    await second.record('decideErasure', { erasureId: id, approved: false, reason: 'GROUND_NOT_MET' });
    await system.settled();
    expect(await kinds(second, id)).toEqual([]);
  });

  it('is a request for what is held, for who runs the installation, until it is answered', async () => {
    const { leaderId } = await journeys.leader();
    const { id } = await system.record('requestSubjectAccess', { leaderId, receivedOn: day(-29) });
    await system.settled();
    const own = await system.as({ ...anAdministrator(), actor: { kind: 'person', id: plain(leaderId), role: 'administrator' } });
    expect(await about(system, id)).toMatchObject([{ kind: 'ANSWER_SUBJECT_ACCESS', since: day(-29), due: day(-1), urgency: 'OVERDUE' }]);
    for (const who of [own, cast.employer, await person(leaderId)]) expect(await kinds(who, id)).toEqual([]);
  });

  it('is such a request that was extended, too, which nothing extends again', async () => {
    const { leaderId } = await journeys.leader();
    const { id } = await system.record('requestSubjectAccess', { leaderId, receivedOn: day(-20) });
    await system.settled();
    expect(await about(system, id)).toMatchObject([{ mutations: ['extendSubjectAccess'] }]);
    await system.record('extendSubjectAccess', { requestId: id, reason: 'COMPLEX', toldOn: today, dueOn: day(30) });
    await system.settled();
    expect(await about(system, id)).toMatchObject([{ kind: 'ANSWER_SUBJECT_ACCESS', due: day(30), mutations: [] }]);
  });

  it('is a merge to confirm, for a second person who sees both', async () => {
    const [one, other] = [await journeys.leader(), await journeys.leader()];
    const said = { leaderId: one.leaderId, mergedId: other.leaderId, reason: 'The payroll numbers are the same.' };
    const first = await partner();
    await first.record('mergeLeaders', said);
    await system.settled();
    const merges = async (who: System) =>
      (await tasks(who, 'first: 100, kinds: [CONFIRM_MERGE]')).filter(({ since }) => since === today).map(({ mutations }) => mutations);
    const before = (await merges(first)).length;
    expect((await merges(cast.employer)).length).toBe(before + 1);
    expect((await merges(cast.employer)).at(-1)).toEqual(['confirmLeaderMerge', 'undoLeaderMerge']);
    for (const who of [cast.lead, await person(one.leaderId), await partner({ organisations: ['elsewhere'] })]) expect(await merges(who)).toEqual([]);
    await cast.employer.record('confirmLeaderMerge', said);
    await system.settled();
    expect((await merges(cast.employer)).length).toBe(before);
  });

  describe('is a merge that can only be undone where either record stands against it', () => {
    const two = async () => {
      const [one, other] = [await journeys.leader(), await journeys.leader()];
      await cast.employer.record('mergeLeaders', { leaderId: one.leaderId, mergedId: other.leaderId, reason: 'The same person, it seems.' });
      return [one.leaderId, other.leaderId] as const;
    };
    const seen = async ([leaderId, mergedId]: readonly [string, string]) => {
      const { data } = await system.ask<{ viewer: { tasks: { nodes: { mutations: string[]; thing: { leader: { id: string }; merged: { id: string } } }[] } } }>(
        '{ viewer { tasks(first: 100, kinds: [CONFIRM_MERGE]) { nodes { mutations thing { ... on LeaderMerge { leader { id } merged { id } } } } } } }',
      );
      return data.viewer.tasks.nodes.filter(({ thing }) => thing.leader.id === leaderId && thing.merged.id === mergedId).map(({ mutations }) => mutations);
    };
    const standing: Readonly<Record<string, (survivor: string, other: string) => Promise<unknown>>> = {
      'the other one was erased': (_survivor, other) => erased(other),
      'it was merged elsewhere': async (_survivor, other) => mergedByTwo(system, (await journeys.leader()).leaderId, other),
      'it survives others': async (_survivor, other) => mergedByTwo(system, other, (await journeys.leader()).leaderId),
      'only one of them takes part': async (_survivor, leaderId) => (await person(leaderId)).record('withdrawParticipation', { leaderId }),
    };
    it.each(Object.entries(standing))('such as that %s', async (_why, happens) => {
      const merge = await two();
      await system.settled();
      expect(await seen(merge)).toEqual([['confirmLeaderMerge', 'undoLeaderMerge']]);
      await happens(...merge);
      await system.settled();
      expect(await seen(merge)).toEqual([['undoLeaderMerge']]);
      const said = { leaderId: merge[0], mergedId: merge[1], reason: 'As they say.' };
      expect(await system.mutate('confirmLeaderMerge', said)).toMatchObject({ __typename: 'Refusal' });
      expect(await system.mutate('undoLeaderMerge', said)).toMatchObject({ __typename: 'Recorded' });
    });
    it('and none where the one that was to go on was erased', async () => {
      const merge = await two();
      await erased(merge[0]);
      expect(await seen(merge)).toEqual([]);
    });
  });

  it('is to say whether one takes part, for that person alone', async () => {
    const { leaderId } = await journeys.leader();
    await system.settled();
    const own = await person(leaderId);
    expect(await about(own, leaderId)).toMatchObject([{ kind: 'STATE_PARTICIPATION', since: '2020-01-01', due: null, thing: { __typename: 'Leader' } }]);
    expect([await kinds(cast.employer, leaderId), await kinds(system, leaderId)]).toEqual([[], []]);
    await own.record('agreeParticipation', { leaderId });
    await system.settled();
    expect(await about(own, leaderId)).toEqual([]);
  });

  it('is a post that is about to end, for its employer’s talent partner', async () => {
    const { leaderId } = await journeys.leader();
    const posting = { leaderId, organisationId: journeys.ground.organisationId, post: 'Acting head', wtePercent: 100, basis: 'FIXED_TERM' };
    const { id } = await system.record('startAssignment', { ...posting, endsOn: day(29), effectiveOn: '2021-04-01' });
    await system.settled();
    expect(await kinds(cast.employer, id)).toEqual([]);
    await goTo(1);
    expect(await about(cast.employer, id)).toMatchObject([
      { kind: 'EXTEND_POST', since: day(1), due: day(29), urgency: 'LATER', mutations: ['changeAssignment', 'endAssignment'] },
    ]);
    for (const who of [cast.administrator, await person(leaderId), await partner({ organisations: ['elsewhere'] })]) expect(await kinds(who, id)).toEqual([]);
    await goTo(30);
    expect(await kinds(cast.employer, id)).toEqual([]);
    await goTo(1);
    await cast.employer.record('endAssignment', { assignmentId: id, effectiveOn: day(29) });
    await system.settled();
    expect(await kinds(cast.employer, id)).toEqual([]);
  });

  it('is a delegation that is about to end, for who gave it, unless another goes on from it', async () => {
    const [principal, deputy] = [await journeys.leader(), await journeys.leader()];
    const granting = { principalId: principal.leaderId, deputyId: deputy.leaderId, roles: ['LEADER'], authority: 'ACTING' };
    await system.settled();
    const own = await person(principal.leaderId);
    const { id } = await own.record('grantDelegation', { ...granting, endsOn: day(10) });
    await system.settled();
    expect(await about(own, id)).toMatchObject([{ kind: 'RENEW_DELEGATION', since: today, due: day(10), mutations: ['grantDelegation', 'endDelegation'] }]);
    for (const who of [system, await person(deputy.leaderId)]) expect(await kinds(who, id)).toEqual([]);
    // It goes on in none that is of other roles, or does not go as far.
    await own.record('grantDelegation', { ...granting, roles: ['PANEL_MEMBER'], endsOn: day(200) });
    await own.record('grantDelegation', { ...granting, authority: 'READING', endsOn: day(200) });
    await system.settled();
    expect(await kinds(own, id)).toEqual(['RENEW_DELEGATION']);
    await own.record('grantDelegation', { ...granting, roles: ['LEADER', 'PANEL_MEMBER'], endsOn: day(300) });
    await system.settled();
    expect(await kinds(own, id)).toEqual([]);
  });

  it('is leave to look at figures, for who has it, until they looked or it ends', async () => {
    const boardId = randomUUID();
    const board = (id: string) => system.as({ actor: { kind: 'person', id, role: 'board-member' }, claims: [{ role: 'board-member', scope: 'national' }] });
    const { id } = await system.record('grantUnmaskedFigures', { granteeId: boardId, hours: 1, reason: 'Closed session.' });
    await system.settled();
    const member = await board(boardId);
    expect(await about(member, id)).toMatchObject([{ kind: 'READ_UNMASKED_FIGURES', since: today, mutations: ['readUnmaskedFigures'] }]);
    for (const who of [system, await board(randomUUID()), await partner('national')]) expect(await kinds(who, id)).toEqual([]);
    system.clock.standAt(new Date(Date.now() + 2 * 3_600_000).toISOString());
    expect(await kinds(await board(boardId), id)).toEqual([]);
  });
});

describe('the list of it', () => {
  it('stands in the order in which it is due, and goes on from a cursor', async () => {
    const all = await tasks(cast.lead);
    const order = all.map(({ due, since }) => `${due ?? '9999'} ${since}`);
    expect(order).toEqual([...order].sort());
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    const paged: Task[] = [];
    for (let after: string | null = null; ;) {
      const { nodes, pageInfo } = await page(cast.lead, `first: 3${after === null ? '' : `, after: "${after}"`}`);
      paged.push(...nodes);
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(paged).toEqual(all);
  });

  it('is asked for alike by whoever has none of it', async () => {
    const readers = { lead: cast.lead, auditor: await system.as('auditor') };
    for (const who of Object.values(readers)) {
      for (const kindsAsked of ['', ', kinds: [READ_UNMASKED_FIGURES]']) {
        for (const [args, code] of [
          ['first: -1', 'PAGE_SIZE'],
          ['first: 1000', 'PAGE_SIZE'],
          ['first: 1, after: "x"', 'INVALID_CURSOR'],
        ] as const) {
          const { errors } = await who.ask(`{ viewer { tasks(${args}${kindsAsked}) { nodes { id } } } }`);
          expect([args, kindsAsked, errors?.map(({ extensions }) => extensions?.code)]).toEqual([args, kindsAsked, [code]]);
        }
      }
      expect(await tasks(who, 'first: 1, kinds: [READ_UNMASKED_FIGURES]')).toEqual([]);
    }
  });

  it('is in the reader’s language', async () => {
    const { id } = await applied();
    expect(await about(cast.lead, id, { 'accept-language': 'cy' })).toMatchObject([
      { title: { value: 'Sgrinio ymgeisydd ar gyfer Example Programme, Spring', language: 'cy' } },
    ]);
  });

  it('is no list for who has no role, and an empty one for whom nothing waits', async () => {
    const nobody = await system.as({ actor: { kind: 'person', id: randomUUID(), role: 'leader' }, claims: [] });
    const { data, errors } = await nobody.ask<{ viewer: object }>('{ viewer { roles tasks(first: 1) { nodes { id } } } }');
    expect([data.viewer, errors?.map(({ extensions }) => extensions?.code)]).toEqual([{ roles: [], tasks: null }, ['NO_ROLE']]);
    const auditor = await system.as('auditor');
    expect(await tasks(auditor)).toEqual([]);
  });

  it('is that of whoever somebody acts for, as far as was delegated, and nothing where it is for reading', async () => {
    const { id } = await applied();
    const deputy = await journeys.leader();
    await system.settled();
    const granted = async (authority: string, roles: readonly string[]) => {
      const granting = { principalId: managerId, deputyId: deputy.leaderId, roles, authority, endsOn: day(100 + roles.length) };
      return (await cast.manager.record('grantDelegation', granting)).id;
    };
    const [acting, other, reading] = [
      await granted('ACTING', ['LINE_MANAGER']),
      await granted('ACTING', ['LEADER', 'PANEL_MEMBER']),
      await granted('READING', ['LINE_MANAGER']),
    ];
    await system.settled();
    const they = await person(deputy.leaderId);
    const on = (delegation: string) => ({ 'on-behalf-of': delegation });
    expect(await kinds(they, id)).toEqual([]);
    expect(await kinds(they, id, on(acting))).toEqual(['ENDORSE_APPLICATION']);
    expect([await kinds(they, id, on(other)), await tasks(they, undefined, on(reading))]).toEqual([[], []]);
  });

  it('names no mutation that its reader is kept from', async () => {
    const over = await journeys.openCohort({ name: 'Over', startsOn: day(-60), endsOn: day(-1), effectiveOn: day(-120) });
    const way = [...SELECTED().slice(1), ['acceptOffer', today], ['enrolLeader', today]] as const;
    const readers: [string, System][] = [];
    // Somebody at each step, and whoever decides about others among them.
    for (let passed = 0; passed < way.length; passed++) {
      const { id, as } = await applied();
      await steps(id, ...way.slice(0, passed));
      readers.push([`applicant ${passed}`, as]);
    }
    for (const finished of [false, true]) {
      const { id } = await applied(over, day(-100));
      await steps(id, ['screenApplicant', day(-99), { eligible: true }], ['shortlistApplicant', day(-99)], ['offerPlace', day(-98)]);
      await steps(id, ['acceptOffer', day(-98)], ['enrolLeader', day(-60)], ...(finished ? ([['completeProgramme', day(-1)]] as const) : []));
    }
    await applied(over, day(-100));
    const one = await applied();
    await one.as.record('requestAdjustment', { enrolmentId: one.id, request: 'A hearing loop.' });
    await system.record('mergeLeaders', { leaderId: one.leaderId, mergedId: managerId, reason: 'So it seems.' });
    await system.record('requestSubjectAccess', { leaderId: one.leaderId, receivedOn: today });
    await (await system.as(anAdministrator())).record('requestErasure', { leaderId: one.leaderId, ground: 'OBJECTION' });
    await cast.manager.record('grantDelegation', { principalId: managerId, deputyId: leadId, roles: ['LINE_MANAGER'], authority: 'ACTING', endsOn: day(3) });
    await system.settled();
    readers.push(...Object.entries(cast), ['second', await system.as(anAdministrator())], ['everywhere', await partner('national')], ['one', one.as]);
    const sent = new Set<string>();
    for (const [name, who] of readers) {
      // A register is marked above.
      for (const task of (await tasks(who)).filter(({ kind }) => kind !== 'MARK_REGISTER')) {
        for (const mutation of task.mutations) {
          sent.add(task.kind);
          expect([name, task.kind, mutation, await refusedTo(who, task, mutation)]).toEqual([name, task.kind, mutation, undefined]);
        }
      }
    }
    const elsewhere = ['EXTEND_POST', 'MARK_REGISTER', 'PROMOTE_FROM_WAITLIST', 'READ_UNMASKED_FIGURES', 'REMOVE_REMAINDER', 'SEE_CORRECTIONS'];
    expect([...sent, ...elsewhere].sort()).toEqual(Object.keys(features.tasks).sort());
  }, 600_000);
});

/** By what somebody is kept from a mutation; undefined where nothing stands against them. It is sent of a day before there was anything, so that little comes of it. */
async function refusedTo(who: System, { thing }: Task, mutation: string): Promise<string | undefined> {
  const id = thing?.id ?? '';
  const { data } = await system.ask<{ node: { leader?: { id: string }; merged?: { id: string } } | null }>(
    'query ($id: ID!) { node(id: $id) { ... on LeaderMerge { leader { id } merged { id } } } }',
    { id },
  );
  const merge = { leaderId: data.node?.leader?.id, mergedId: data.node?.merged?.id, reason: 'As they say.' };
  const inputs: Readonly<Record<string, object>> = {
    confirmLeaderMerge: merge,
    undoLeaderMerge: merge,
    answerAdjustment: { adjustmentId: id, answer: 'AGREED' },
    decideErasure: { erasureId: id, approved: true },
    extendSubjectAccess: { requestId: id, reason: 'COMPLEX', toldOn: today, dueOn: day(1) },
    screenApplicant: { enrolmentId: id, eligible: true },
    notSelectApplicant: { enrolmentId: id, reason: 'Others were further on.' },
    recordNonCompletion: { enrolmentId: id, reason: 'Hours.' },
    grantDelegation: { principalId: managerId, deputyId: leadId, roles: ['LINE_MANAGER'], authority: 'ACTING', endsOn: day(3) },
    endDelegation: { delegationId: id },
    agreeParticipation: { leaderId: id },
    withdrawParticipation: { leaderId: id },
  };
  const outcome = await who.mutate(mutation, { effectiveOn: '1990-01-01', ...(inputs[mutation] ?? { enrolmentId: id }) });
  return outcome.__typename === 'Refusal' && KEPT_FROM.test(outcome.code) ? outcome.code : undefined;
}
