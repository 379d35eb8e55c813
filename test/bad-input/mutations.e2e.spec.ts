import { randomUUID } from 'node:crypto';
import { nodeId } from '@app/graphql-kit';
import { derivedId } from '@app/kernel';
import { APPLIED, OFFERED, OPENED, STARTED } from '../support/journey.js';
import { type Refusal, startSystem, type System } from '../support/system.js';
import { type Ground, prepare, unknown } from './support/ground.js';
import { INTERNALS, onRecord, type Visitor, visitor } from './support/visitor.js';

type Input = (ground: Ground) => object;
type Case = readonly [what: string, mutation: string, input: Input, code: string, field: string];

let system: System;
let ground: Ground;
let somebody: Visitor;
let before: number;
beforeAll(async () => {
  system = await startSystem();
  somebody = await visitor(system);
  ground = await prepare(system);
  await system.settled();
});
afterAll(() => system.stop());
beforeEach(async () => (before = await onRecord(system)));
afterEach(async () => expect(await onRecord(system)).toBe(before));

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
const inWelsh = { 'accept-language': 'cy' };
const refusalOf = (mutation: string, input: object, headers?: Record<string, string>) => system.mutate(mutation, input, headers) as Promise<Refusal>;

/** In English and in Welsh: the same code and field, with words of its own, nothing of the inside and no part left unfilled. */
async function expectRefused(mutation: string, input: object, code: string, field: string): Promise<void> {
  const refusal = await refusalOf(mutation, input);
  expect(refusal).toMatchObject({ __typename: 'Refusal', code, field, message: expect.stringMatching(/^\S.*\.$/s) });
  expect(JSON.stringify(refusal.details)).not.toMatch(UUID);
  expect(refusal.message).not.toMatch(INTERNALS);
  expect(refusal.message).not.toMatch(/[{}]|undefined/);
  const welsh = await refusalOf(mutation, input, inWelsh);
  expect(welsh).toMatchObject({ code, field });
  expect(welsh.message).not.toBe(refusal.message);
  expect(welsh.message).not.toMatch(/[{}]|undefined|\b(the|this|must|Give)\b/);
}

const leader = { legalName: 'Siân Example', sortName: 'Example, Siân', language: 'CY' };
const cohort = { name: 'Cohort', capacity: 24, startsOn: STARTED, endsOn: '2025-12-19', deliveryLanguage: 'ENGLISH', effectiveOn: OPENED };
const programme = { code: 'x', name: { en: 'X' }, nation: 'SCOTLAND', level: 'SENIOR', provider: 'X' };
const organisation = { code: 'x', name: { en: 'X' }, sector: 'NHS', nation: 'WALES' };
const post = { post: 'Ward Manager', wtePercent: 100, basis: 'SUBSTANTIVE' };

describe('what there is not', () => {
  it.each<Case>([
    ['a cohort, to apply for', 'applyForCohort', ({ other }) => ({ ...other, cohortId: unknown('Cohort') }), 'COHORT_NOT_FOUND', 'cohortId'],
    ['a cohort, to be nominated for', 'nominateLeader', ({ other }) => ({ ...other, cohortId: unknown('Cohort') }), 'COHORT_NOT_FOUND', 'cohortId'],
    [
      'a cohort, to schedule for',
      'scheduleSession',
      () => ({ cohortId: unknown('Cohort'), title: 'x', heldOn: STARTED, minutes: 60 }),
      'COHORT_NOT_FOUND',
      'cohortId',
    ],
    ['a cohort, to revise', 'reviseCohort', () => ({ cohortId: unknown('Cohort'), capacity: 12 }), 'COHORT_NOT_FOUND', 'cohortId'],
    [
      'an organisation, to deliver from now on',
      'reviseCohort',
      ({ roomy }) => ({ cohortId: roomy, organisationId: unknown('Organisation') }),
      'ORGANISATION_NOT_FOUND',
      'organisationId',
    ],
    ['a session, to move', 'moveSession', ({ roomy }) => ({ cohortId: roomy, sessionId: unknown('Session'), minutes: 60 }), 'SESSION_NOT_FOUND', 'sessionId'],
    ['a session, to cancel', 'cancelSession', ({ roomy }) => ({ cohortId: roomy, sessionId: unknown('Session') }), 'SESSION_NOT_FOUND', 'sessionId'],
    ['a cohort, to cancel', 'cancelCohort', () => ({ cohortId: unknown('Cohort') }), 'COHORT_NOT_FOUND', 'cohortId'],
    ['a cohort, to promote in', 'promoteFromQueue', ({ waiting }) => ({ cohortId: unknown('Cohort'), enrolmentId: waiting }), 'COHORT_NOT_FOUND', 'cohortId'],
    [
      'a cohort, to defer to',
      'deferEnrolment',
      ({ enrolled }) => ({ enrolmentId: enrolled, targetCohortId: unknown('Cohort') }),
      'COHORT_NOT_FOUND',
      'targetCohortId',
    ],
    [
      'a cohort, to transfer to',
      'transferEnrolment',
      ({ enrolled }) => ({ enrolmentId: enrolled, targetCohortId: unknown('Cohort') }),
      'COHORT_NOT_FOUND',
      'targetCohortId',
    ],
    ['a cohort, to move everyone to', 'cancelCohort', ({ roomy }) => ({ cohortId: roomy, transferTo: unknown('Cohort') }), 'COHORT_NOT_FOUND', 'transferTo'],
    ['a programme, to run', 'openCohort', () => ({ ...cohort, programmeId: unknown('Programme') }), 'PROGRAMME_NOT_FOUND', 'programmeId'],
    ['a programme, to revise', 'reviseProgramme', () => ({ ...programme, programmeId: unknown('Programme') }), 'PROGRAMME_NOT_FOUND', 'programmeId'],
    [
      'a programme, to signpost to',
      'screenApplicant',
      ({ application }) => ({ enrolmentId: application, eligible: false, signpostedTo: unknown('Programme') }),
      'SIGNPOSTED_PROGRAMME_NOT_FOUND',
      'signpostedTo',
    ],
    [
      'an organisation, to employ',
      'startAssignment',
      ({ other }) => ({ ...post, leaderId: other.leaderId, organisationId: unknown('Organisation') }),
      'ORGANISATION_NOT_FOUND',
      'organisationId',
    ],
    [
      'an organisation, to deliver',
      'openCohort',
      ({ programmeId }) => ({ ...cohort, programmeId, organisationId: unknown('Organisation') }),
      'ORGANISATION_NOT_FOUND',
      'organisationId',
    ],
    [
      'an organisation, to rename',
      'renameOrganisation',
      () => ({ organisationId: unknown('Organisation'), name: { en: 'x' } }),
      'ORGANISATION_NOT_FOUND',
      'organisationId',
    ],
    ['a parent', 'registerOrganisation', () => ({ ...organisation, parentId: unknown('Organisation') }), 'PARENT_NOT_FOUND', 'parentId'],
    [
      'an organisation, to link to',
      'linkOrganisations',
      ({ organisationId }) => ({ organisationId, toOrganisationId: unknown('Organisation'), kind: 'PARTNERSHIP_BOARD' }),
      'LINKED_ORGANISATION_NOT_FOUND',
      'toOrganisationId',
    ],
    [
      'a leader, to employ',
      'startAssignment',
      ({ organisationId }) => ({ ...post, organisationId, leaderId: unknown('Leader') }),
      'LEADER_NOT_FOUND',
      'leaderId',
    ],
    [
      'a leader, to apply',
      'applyForCohort',
      ({ roomy, other }) => ({ ...other, cohortId: roomy, leaderId: unknown('Leader') }),
      'LEADER_NOT_FOUND',
      'leaderId',
    ],
    [
      'a post, to sponsor',
      'applyForCohort',
      ({ roomy, other }) => ({ ...other, cohortId: roomy, assignmentId: unknown('Assignment') }),
      'ASSIGNMENT_NOT_FOUND',
      'assignmentId',
    ],
    [
      'a programme, to lead',
      'appointProgrammeLead',
      ({ other }) => ({ programmeId: unknown('Programme'), personId: other.leaderId }),
      'PROGRAMME_NOT_FOUND',
      'programmeId',
    ],
    [
      'a person, to lead a programme',
      'appointProgrammeLead',
      ({ programmeId }) => ({ programmeId, personId: unknown('Leader') }),
      'PERSON_NOT_FOUND',
      'personId',
    ],
    [
      'a cohort, to select for',
      'appointSelectionPanelMember',
      ({ other }) => ({ cohortId: unknown('Cohort'), personId: other.leaderId }),
      'COHORT_NOT_FOUND',
      'cohortId',
    ],
    [
      'a person, to sit on a panel',
      'appointSelectionPanelMember',
      ({ roomy }) => ({ cohortId: roomy, personId: unknown('Leader') }),
      'PERSON_NOT_FOUND',
      'personId',
    ],
    [
      'a post, to report in',
      'setReportingLine',
      ({ other }) => ({ assignmentId: unknown('Assignment'), managerId: other.leaderId }),
      'ASSIGNMENT_NOT_FOUND',
      'assignmentId',
    ],
    ['a manager', 'setReportingLine', ({ other }) => ({ assignmentId: other.assignmentId, managerId: unknown('Leader') }), 'MANAGER_NOT_FOUND', 'managerId'],
    ['a post, to end', 'endAssignment', () => ({ assignmentId: unknown('Assignment') }), 'ASSIGNMENT_NOT_FOUND', 'assignmentId'],
    [
      'a session',
      'recordAttendance',
      ({ enrolled }) => ({ enrolmentId: enrolled, sessionId: unknown('Session'), minutes: 60 }),
      'SESSION_NOT_FOUND',
      'sessionId',
    ],
    ...[
      ['endorseApplication', {}],
      ['screenApplicant', { eligible: true }],
      ['shortlistApplicant', {}],
      ['notSelectApplicant', {}],
      ['offerPlace', {}],
      ['acceptOffer', {}],
      ['declineOffer', {}],
      ['enrolLeader', {}],
      ['recordAttendance', { sessionId: unknown('Session'), minutes: 60 }],
      ['recordStudyHours', { minutes: 60 }],
      ['interruptEnrolment', {}],
      ['resumeEnrolment', {}],
      ['withdrawEnrolment', {}],
      ['completeProgramme', {}],
      ['recordNonCompletion', {}],
      ['grantAward', {}],
    ].map(([mutation, more]): Case => [
      `an enrolment, to ${mutation as string}`,
      mutation as string,
      () => ({ enrolmentId: unknown('Enrolment'), ...(more as object) }),
      'ENROLMENT_NOT_FOUND',
      'enrolmentId',
    ]),
    [
      'an enrolment, to defer',
      'deferEnrolment',
      ({ roomy }) => ({ enrolmentId: unknown('Enrolment'), targetCohortId: roomy }),
      'ENROLMENT_NOT_FOUND',
      'enrolmentId',
    ],
    [
      'an enrolment, to promote',
      'promoteFromQueue',
      ({ full }) => ({ cohortId: full, enrolmentId: unknown('Enrolment') }),
      'NOT_ON_WAITING_LIST',
      'enrolmentId',
    ],
  ])('is refused: %s', (_what, mutation, input, code, field) => expectRefused(mutation, input(ground), code, field));
});

describe('what cannot be', () => {
  it.each<Case>([
    [
      'an application by who has applied already',
      'applyForCohort',
      ({ roomy, person }) => ({ cohortId: roomy, ...person, effectiveOn: APPLIED }),
      'ALREADY_APPLIED',
      'cohortId',
    ],
    [
      'a nomination of who has applied already',
      'nominateLeader',
      ({ roomy, person }) => ({ cohortId: roomy, ...person, effectiveOn: APPLIED }),
      'ALREADY_APPLIED',
      'cohortId',
    ],
    ['an application for a cancelled cohort', 'applyForCohort', ({ cancelled, other }) => ({ ...other, cohortId: cancelled }), 'COHORT_CANCELLED', 'cohortId'],
    [
      'an application with another’s post',
      'applyForCohort',
      ({ roomy, person, other }) => ({ cohortId: roomy, leaderId: other.leaderId, assignmentId: person.assignmentId }),
      'ASSIGNMENT_OF_ANOTHER_LEADER',
      'assignmentId',
    ],
    [
      'a promotion when the cohort is full',
      'promoteFromQueue',
      ({ full, waiting }) => ({ cohortId: full, enrolmentId: waiting, effectiveOn: OFFERED }),
      'COHORT_FULL',
      'cohortId',
    ],
    [
      'a promotion out of order when the cohort is full',
      'promoteFromQueue',
      ({ full, behind }) => ({ cohortId: full, enrolmentId: behind, reason: 'x', effectiveOn: OFFERED }),
      'COHORT_FULL',
      'cohortId',
    ],
    [
      'a promotion out of order without a reason',
      'promoteFromQueue',
      ({ full, behind }) => ({ cohortId: full, enrolmentId: behind, effectiveOn: OFFERED }),
      'PROMOTION_REASON_REQUIRED',
      'reason',
    ],
    ['an acceptance by who waits', 'acceptOffer', ({ waiting }) => ({ enrolmentId: waiting, effectiveOn: OFFERED }), 'NOT_OFFERED', 'enrolmentId'],
    ['an enrolment of who waits', 'enrolLeader', ({ waiting }) => ({ enrolmentId: waiting, effectiveOn: STARTED }), 'NOT_ACCEPTED', 'enrolmentId'],
    ['an offer to who is not shortlisted', 'offerPlace', ({ application }) => ({ enrolmentId: application }), 'NOT_SHORTLISTED', 'enrolmentId'],
    [
      'attendance at a session of another cohort',
      'recordAttendance',
      ({ enrolled, sessionElsewhere }) => ({ enrolmentId: enrolled, sessionId: sessionElsewhere, minutes: 60 }),
      'SESSION_NOT_FOUND',
      'sessionId',
    ],
    [
      'attendance of longer than the session',
      'recordAttendance',
      ({ enrolled, session }) => ({ enrolmentId: enrolled, sessionId: session, minutes: 361 }),
      'MINUTES_OUT_OF_RANGE',
      'minutes',
    ],
    [
      'attendance by who does not take part',
      'recordAttendance',
      ({ waiting, session }) => ({ enrolmentId: waiting, sessionId: session, minutes: 60 }),
      'NOT_TAKING_PART',
      'enrolmentId',
    ],
    ['an award before completion', 'grantAward', ({ enrolled }) => ({ enrolmentId: enrolled }), 'NOT_COMPLETED', 'enrolmentId'],
    ['an award to an applicant', 'grantAward', ({ application }) => ({ enrolmentId: application }), 'NOT_COMPLETED', 'enrolmentId'],
    ['a completion without the hours', 'completeProgramme', ({ enrolled }) => ({ enrolmentId: enrolled }), 'HOURS_SHORT', 'enrolmentId'],
    [
      'a deferral to the same cohort',
      'deferEnrolment',
      ({ enrolled, full }) => ({ enrolmentId: enrolled, targetCohortId: full }),
      'SAME_COHORT',
      'targetCohortId',
    ],
    [
      'a deferral to a cancelled cohort',
      'deferEnrolment',
      ({ enrolled, cancelled }) => ({ enrolmentId: enrolled, targetCohortId: cancelled }),
      'COHORT_CANCELLED',
      'targetCohortId',
    ],
    [
      'a transfer to another programme',
      'transferEnrolment',
      ({ enrolled, elsewhere }) => ({ enrolmentId: enrolled, targetCohortId: elsewhere }),
      'COHORT_OF_ANOTHER_PROGRAMME',
      'targetCohortId',
    ],
    [
      'a panel for a cancelled cohort',
      'appointSelectionPanelMember',
      ({ cancelled, other }) => ({ cohortId: cancelled, personId: other.leaderId }),
      'COHORT_CANCELLED',
      'cohortId',
    ],
    [
      'who never led, standing down',
      'standDownProgrammeLead',
      ({ programmeId, other }) => ({ programmeId, personId: other.leaderId }),
      'NOT_A_PROGRAMME_LEAD',
      'personId',
    ],
    [
      'who never sat on a panel, released',
      'releaseSelectionPanelMember',
      ({ roomy, other }) => ({ cohortId: roomy, personId: other.leaderId }),
      'NOT_ON_SELECTION_PANEL',
      'personId',
    ],
    [
      'who manages themselves',
      'setReportingLine',
      ({ other }) => ({ assignmentId: other.assignmentId, managerId: other.leaderId }),
      'OWN_MANAGER',
      'managerId',
    ],
    ['the end of no reporting line', 'endReportingLine', ({ other }) => ({ assignmentId: other.assignmentId }), 'NO_REPORTING_LINE', 'assignmentId'],
    ['a cohort moved to itself', 'cancelCohort', ({ roomy }) => ({ cohortId: roomy, transferTo: roomy }), 'SAME_COHORT', 'transferTo'],
    [
      'a cohort that ends before it starts',
      'openCohort',
      ({ programmeId }) => ({ ...cohort, programmeId, endsOn: '2025-03-02' }),
      'COHORT_ENDS_BEFORE_IT_STARTS',
      'endsOn',
    ],
    [
      'a cohort that is to end before it starts',
      'reviseCohort',
      ({ roomy }) => ({ cohortId: roomy, endsOn: '2025-03-02' }),
      'COHORT_ENDS_BEFORE_IT_STARTS',
      'endsOn',
    ],
    ['a cohort of no known size', 'openCohort', ({ programmeId }) => ({ ...cohort, programmeId, capacity: null }), 'CAPACITY_REQUIRED', 'capacity'],
    [
      'a session outside its cohort',
      'scheduleSession',
      ({ roomy }) => ({ cohortId: roomy, title: 'x', heldOn: '2199-01-05', minutes: 60 }),
      'SESSION_OUTSIDE_COHORT',
      'heldOn',
    ],
    [
      'a post with an employer that is closed',
      'startAssignment',
      ({ other, closedOrganisationId }) => ({ ...post, leaderId: other.leaderId, organisationId: closedOrganisationId }),
      'ORGANISATION_CLOSED',
      'organisationId',
    ],
    [
      'a parent that is closed',
      'registerOrganisation',
      ({ closedOrganisationId }) => ({ ...organisation, parentId: closedOrganisationId }),
      'PARENT_CLOSED',
      'parentId',
    ],
    [
      'an organisation accountable to itself',
      'reparentOrganisation',
      ({ organisationId }) => ({ organisationId, parentId: organisationId }),
      'ORGANISATION_CYCLE',
      'parentId',
    ],
    [
      'an organisation linked to itself',
      'linkOrganisations',
      ({ organisationId }) => ({ organisationId, toOrganisationId: organisationId, kind: 'PARTNERSHIP_BOARD' }),
      'LINK_TO_ITSELF',
      'toOrganisationId',
    ],
  ])('is refused: %s', (_what, mutation, input, code, field) => expectRefused(mutation, input(ground), code, field));
});

describe('a fact dated before the one that enables it', () => {
  const early = '2019-12-31';
  const cases: readonly (readonly [mutation: string, input: Input, effectiveOn?: string])[] = [
    ['startAssignment', ({ other, organisationId }) => ({ ...post, leaderId: other.leaderId, organisationId })],
    ['changeAssignment', ({ other }) => ({ ...post, assignmentId: other.assignmentId })],
    ['endAssignment', ({ other }) => ({ assignmentId: other.assignmentId })],
    ['renameOrganisation', ({ organisationId }) => ({ organisationId, name: { en: 'x' } })],
    ['closeOrganisation', ({ organisationId }) => ({ organisationId })],
    ['registerOrganisation', ({ organisationId }) => ({ ...organisation, parentId: organisationId })],
    ['reviseProgramme', ({ programmeId }) => ({ ...programme, programmeId })],
    ['openCohort', ({ programmeId }) => ({ ...cohort, programmeId, effectiveOn: early })],
    ['scheduleSession', ({ roomy }) => ({ cohortId: roomy, title: 'x', heldOn: STARTED, minutes: 60 })],
    ['reviseCohort', ({ roomy }) => ({ cohortId: roomy, name: 'x' })],
    ['cancelCohort', ({ roomy }) => ({ cohortId: roomy })],
    ['applyForCohort', ({ roomy, other }) => ({ ...other, cohortId: roomy })],
    ['screenApplicant', ({ application }) => ({ enrolmentId: application, eligible: true })],
    ['offerPlace', ({ shortlisted }) => ({ enrolmentId: shortlisted })],
    ['offerPlace', ({ shortlisted }) => ({ enrolmentId: shortlisted }), '2025-01-12'],
    ['acceptOffer', ({ offered }) => ({ enrolmentId: offered }), '2025-02-02'],
    ['recordStudyHours', ({ enrolled }) => ({ enrolmentId: enrolled, minutes: 60 }), '2025-03-02'],
    ['withdrawEnrolment', ({ enrolled }) => ({ enrolmentId: enrolled }), '2025-03-02'],
    ['interruptEnrolment', ({ enrolled }) => ({ enrolmentId: enrolled }), '2025-03-02'],
    ['deferEnrolment', ({ enrolled, roomy }) => ({ enrolmentId: enrolled, targetCohortId: roomy }), '2025-03-02'],
  ];
  it.each(cases.map(([mutation, input, effectiveOn = early]) => ({ mutation, input, effectiveOn })))(
    'is refused: $mutation on $effectiveOn',
    ({ mutation, input, effectiveOn }) => expectRefused(mutation, { ...input(ground), effectiveOn }, 'EFFECTIVE_BEFORE_ENABLING_FACT', 'effectiveOn'),
  );
});

describe('a day that nobody can mean', () => {
  it.each(['9999-12-31', '2200-01-01', '1899-12-31', '0001-01-01'])('is refused: %s', async (day) => {
    await expectRefused('offerPlace', { enrolmentId: ground.shortlisted, effectiveOn: day }, 'INVALID_INPUT', 'effectiveOn');
    await expectRefused('registerLeader', { ...leader, effectiveOn: day }, 'INVALID_INPUT', 'effectiveOn');
    await expectRefused('openCohort', { ...cohort, programmeId: ground.programmeId, endsOn: day }, 'INVALID_INPUT', 'endsOn');
  });
});

describe('an e-mail address that is none', () => {
  it.each(['nobody', 'a@b', 'two@example.org, three@example.org', '<script>@example.org'])('is refused: %s', (email) =>
    expectRefused('registerLeader', { ...leader, email }, 'INVALID_INPUT', 'email'),
  );
});

describe('a value that is none', () => {
  const uuid = randomUUID();
  const ids: readonly (readonly [string, unknown])[] = [
    ['nothing', ''],
    ['a word', 'x'],
    ['a number', 5],
    ['a UUID in braces', `{${uuid}}`],
    ['a UUID without dashes', uuid.replaceAll('-', '')],
    ['a UUID and more', `${uuid}0`],
    ['a null byte', `${uuid}\0`],
    ['half a character', '\ud800'],
    ['an id of another type', nodeId('Leader', uuid)],
    ['an id of a type that is none', Buffer.from(`Cohort; drop table:${uuid}`).toString('base64url')],
    ['SQL', "' or 1=1 --"],
    ['a path', '../../etc/passwd'],
    ['90 kB', 'x'.repeat(90_000)],
  ];
  it.each(ids)('is refused as an id: %s', async (_what, id) => {
    await expectRefused('applyForCohort', { ...ground.other, cohortId: id }, 'INVALID_INPUT', 'cohortId');
    await expectRefused('acceptOffer', { enrolmentId: id }, 'INVALID_INPUT', 'enrolmentId');
  });

  it.each(ids.filter(([what]) => what !== 'an id of another type'))('is refused as a command id: %s', (_what, commandId) =>
    expectRefused('registerLeader', { ...leader, commandId }, 'INVALID_INPUT', 'commandId'),
  );

  const texts: readonly (readonly [string, string])[] = [
    ['nothing', ''],
    ['blanks', ' \t\u00a0 '],
    ['100 kB', 'x'.repeat(100_000)],
    ['100 kB of two bytes each', 'ŵ'.repeat(50_000)],
    ['a null byte', 'a\0b'],
    ['half a character', 'a\ud800b'],
    ['the other half', '\udc00'],
    ['halves the wrong way round', '\udc00\ud800'],
  ];
  it.each(texts)('is refused as a text: %s', async (_what, text) => {
    await expectRefused('registerLeader', { ...leader, legalName: text }, 'INVALID_INPUT', 'legalName');
    await expectRefused('registerOrganisation', { ...organisation, name: { en: 'x', cy: text } }, 'INVALID_INPUT', 'name.cy');
    await expectRefused('applyForCohort', { ...ground.other, cohortId: ground.roomy, statement: text }, 'INVALID_INPUT', 'statement');
    await expectRefused('withdrawEnrolment', { enrolmentId: ground.enrolled, reasonCode: text }, 'INVALID_INPUT', 'reasonCode');
    await expectRefused('promoteFromQueue', { cohortId: ground.full, enrolmentId: ground.behind, reason: text }, 'INVALID_INPUT', 'reason');
  });

  it.each([-1, 1_441, 2_147_483_647])('is refused as minutes: %d', async (minutes) => {
    const { enrolled, session } = ground;
    await expectRefused('recordAttendance', { enrolmentId: enrolled, sessionId: session, minutes }, 'INVALID_INPUT', 'minutes');
  });

  it.each<Case>([
    ['no places', 'openCohort', ({ programmeId }) => ({ ...cohort, programmeId, capacity: 0 }), 'INVALID_INPUT', 'capacity'],
    ['too many places', 'openCohort', ({ programmeId }) => ({ ...cohort, programmeId, capacity: 501 }), 'INVALID_INPUT', 'capacity'],
    ['no days', 'openCohort', ({ programmeId }) => ({ ...cohort, programmeId, offerDays: 0 }), 'INVALID_INPUT', 'offerDays'],
    [
      'more than full time',
      'startAssignment',
      ({ other, organisationId }) => ({ ...post, leaderId: other.leaderId, organisationId, wtePercent: 101 }),
      'INVALID_INPUT',
      'wtePercent',
    ],
    [
      'less than no hours',
      'publishProgramme',
      () => ({ ...programme, hours: { attendanceMinutes: -1, reflectionMinutes: 0 } }),
      'INVALID_INPUT',
      'hours.attendanceMinutes',
    ],
  ])('is refused: %s', (_what, mutation, input, code, field) => expectRefused(mutation, input(ground), code, field));
});

describe('an attendance register', () => {
  const refusalsOf = async (entries: readonly object[]) =>
    (await system.mutate('recordAttendanceRegister', { sessionId: ground.session, entries })) as unknown as Refusal[];
  const line = (enrolmentId: string, minutes = 60) => ({ enrolmentId, minutes });

  it.each<readonly [what: string, entries: (ground: Ground) => object[], field: string]>([
    ['without lines', () => [], 'entries'],
    ['without end', () => Array.from({ length: 101 }, (_, index) => line(nodeId('Enrolment', derivedId(randomUUID(), String(index))))), 'entries'],
    ['with one line twice', ({ enrolled }) => [line(enrolled, 30), line(enrolled, 60)], 'entries'],
    ['with minutes that are none', ({ enrolled, waiting }) => [line(enrolled), line(waiting, -1)], 'entries.1.minutes'],
    ['with an id that is none', ({ enrolled }) => [line(enrolled), line('x')], 'entries.1.enrolmentId'],
  ])('is refused as a whole %s', async (_what, entries, field) => {
    expect(await refusalsOf(entries(ground))).toMatchObject([{ __typename: 'Refusal', code: 'INVALID_INPUT', field, message: expect.stringContaining(field) }]);
  });

  it('is refused line by line for what each asks', async () => {
    expect(await refusalsOf([line(ground.waiting), line(unknown('Enrolment')), line(ground.enrolled, 361)])).toMatchObject([
      { code: 'NOT_TAKING_PART', field: 'enrolmentId' },
      { code: 'ENROLMENT_NOT_FOUND', field: 'enrolmentId' },
      { code: 'MINUTES_OUT_OF_RANGE', field: 'minutes' },
    ]);
  });
});

describe('what the schema refuses', () => {
  const attend = 'mutation ($input: RecordAttendanceInput!) { recordAttendance(input: $input) { __typename } }';
  const register = 'mutation ($input: RegisterOrganisationInput!) { registerOrganisation(input: $input) { __typename } }';
  const open = 'mutation ($input: OpenCohortInput!) { openCohort(input: $input) { __typename } }';
  const attendance =
    (more: object): Input =>
    ({ enrolled, session }) => ({ commandId: randomUUID(), enrolmentId: enrolled, sessionId: session, minutes: 60, ...more });
  it.each<readonly [what: string, query: string, input: Input, names: RegExp]>([
    ['a field that there is not', attend, attendance({ hours: 1 }), /"hours"/],
    ['a field of every object', attend, attendance({ constructor: 1 }), /"constructor"/],
    ['a field that is missing', attend, attendance({ sessionId: undefined }), /"?sessionId"?/],
    ['a field that is null', attend, attendance({ minutes: null }), /minutes/],
    ['half a minute', attend, attendance({ minutes: 0.5 }), /minutes/],
    ['a number in quotes', attend, attendance({ minutes: '60' }), /minutes/],
    ['more than 32 bits', attend, attendance({ minutes: 2_147_483_648 }), /minutes/],
    ['as much as can be written', attend, attendance({ minutes: 1e308 }), /minutes/],
    ['an object for an id', attend, attendance({ enrolmentId: { x: 1 } }), /enrolmentId/],
    ['a list for an id', attend, attendance({ enrolmentId: [1, 2] }), /enrolmentId/],
    ['a day that does not exist', attend, attendance({ effectiveOn: '2026-02-30' }), /effectiveOn/],
    ['the day after the last of February', attend, attendance({ effectiveOn: '2025-02-29' }), /effectiveOn/],
    ['a day written another way', attend, attendance({ effectiveOn: '30/06/2026' }), /effectiveOn/],
    ['a moment for a day', attend, attendance({ effectiveOn: '2026-03-02T09:00:00Z' }), /effectiveOn/],
    ['the year 0', attend, attendance({ effectiveOn: '0000-01-01' }), /effectiveOn/],
    ['the year 10,000', attend, attendance({ effectiveOn: '10000-01-01' }), /effectiveOn/],
    ['a number for a day', attend, attendance({ effectiveOn: 20_260_302 }), /effectiveOn/],
    ['a sector that there is not', register, () => ({ commandId: randomUUID(), ...organisation, sector: 'SPACE' }), /sector/],
    ['an enum in small letters', register, () => ({ commandId: randomUUID(), ...organisation, nation: 'wales' }), /nation/],
    [
      'a truth that is a text',
      open,
      ({ programmeId }) => ({ commandId: randomUUID(), ...cohort, programmeId, automaticPromotion: 'yes' }),
      /automaticPromotion/,
    ],
    ['no input', attend, () => null as unknown as object, /input/],
    ['a list of inputs', attend, () => [{}, {}], /input/],
  ])('%s, naming it', async (_what, query, input, names) => {
    // Interpreted, then compiled.
    for (let time = 0; time < 3; time += 1) {
      const { status, errors, data, text } = await somebody.send(
        { query, variables: { input: input(ground) } },
        { accept: 'application/graphql-response+json' },
      );
      expect([status, data]).toEqual([400, undefined]);
      expect(errors[0]).toMatchObject({ message: expect.stringMatching(names), extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
      expect(text).not.toMatch(INTERNALS);
    }
  });

  it('as little in the document itself as in its variables', async () => {
    const withInput = (fields: string) => ({
      query: `mutation { recordAttendance(input: { commandId: "${randomUUID()}", enrolmentId: "x", sessionId: "x", ${fields} }) { __typename } }`,
    });
    for (const [fields, names] of [
      ['minutes: "60"', /Int/],
      ['minutes: 99999999999', /Int/],
      ['minutes: 1, effectiveOn: "2026-02-30"', /Date/],
      ['minutes: 1, hours: 1', /"hours"/],
      ['', /minutes/],
    ] as const) {
      const { errors, text } = await somebody.send(withInput(fields));
      expect(errors[0]).toMatchObject({ message: expect.stringMatching(names), extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
      expect(text).not.toMatch(INTERNALS);
    }
  });
});

describe('a command id that comes again', () => {
  const commandId = randomUUID();
  const first = (): object => ({
    commandId,
    leaderId: ground.other.leaderId,
    organisationId: ground.organisationId,
    ...post,
    effectiveOn: '2022-04-01',
    reasonCode: 'WORKLOAD',
  });
  let recorded: object;
  beforeAll(async () => {
    recorded = await system.record('startAssignment', first());
    await system.record('shortlistApplicant', { commandId: stepId, enrolmentId: await screened(), effectiveOn: APPLIED });
    await system.settled();
  });
  const stepId = randomUUID();
  const screened = async () => {
    await system.record('screenApplicant', { enrolmentId: ground.application, eligible: true, effectiveOn: APPLIED });
    return ground.application;
  };

  it('with the same input answers what it recorded', async () => {
    expect(await system.mutate('startAssignment', first())).toEqual(recorded);
  });

  it.each<readonly [what: string, mutation: string, input: Input]>([
    ['another input', 'startAssignment', () => ({ ...first(), wtePercent: 50 })],
    ['one word less', 'startAssignment', () => ({ ...first(), endsOn: '2025-01-01' })],
    ['another day', 'startAssignment', () => ({ ...first(), effectiveOn: '2022-04-02' })],
    ['no day', 'startAssignment', () => ({ ...first(), effectiveOn: null })],
    ['another reason', 'startAssignment', () => ({ ...first(), reasonCode: 'RELOCATION' })],
    ['another thing to be made', 'registerLeader', () => leader],
    ['another step of the same', 'endorseApplication', ({ application }) => ({ enrolmentId: application, effectiveOn: APPLIED })],
    ['the same step of another', 'withdrawEnrolment', ({ offered }) => ({ enrolmentId: offered, effectiveOn: OFFERED })],
    ['a step of another kind of thing', 'renameOrganisation', ({ organisationId }) => ({ organisationId, name: { en: 'Renamed' } })],
    ['an offer, which is a cohort’s to decide', 'offerPlace', ({ shortlisted }) => ({ enrolmentId: shortlisted, effectiveOn: OFFERED })],
  ])('for %s is refused', async (_what, mutation, input) => {
    const given = input(ground);
    await expectRefused(mutation, 'commandId' in given ? given : { commandId, ...given }, 'COMMAND_ID_REUSED', 'commandId');
    if (!('commandId' in given)) await expectRefused(mutation, { ...given, commandId: stepId }, 'COMMAND_ID_REUSED', 'commandId');
  });

  it('from somebody else is refused', async () => {
    const token = await system.tokenFor({ subject: randomUUID(), kind: 'person', claims: [{ role: 'administrator', scope: 'national' }] });
    expect(await refusalOf('startAssignment', first(), { authorization: `Bearer ${token}` })).toMatchObject({ code: 'COMMAND_ID_REUSED', field: 'commandId' });
  });
});

it('a full cohort answers an offer with its waiting list, and everything else stays as it was', async () => {
  const { data } = await system.ask<{ at: { cohorts: { nodes: { name: string; placesFree: number; waitingList: { nodes: { id: string }[] } }[] } } }>(
    '{ at { cohorts(first: 10) { nodes { name placesFree waitingList(first: 100) { nodes { id } } } } } }',
  );
  const full = data.at.cohorts.nodes.find(({ name }) => name === 'Full');
  expect(full).toEqual({ name: 'Full', placesFree: 0, waitingList: { nodes: [{ id: ground.waiting }, { id: ground.behind }] } });
});
