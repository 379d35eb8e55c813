import { addDays } from '@app/kernel';
import { frameworkIdOf } from '@app/framework/commands';
import { parseNodeId } from '@app/graphql-kit';
import { APPLIED, type Journeys, OPENED, STARTED } from '../../support/journey.js';
import { frameworkVersion } from '../../support/frameworks.js';
import { publishQuestions } from '../../support/questions.js';
import type { System } from '../../support/system.js';

const HOUR = 60;
const BOARD = 'b0000000-0000-4000-8000-000000000001';
const plain = (id: string): string => parseNodeId(id)?.id ?? id;

/** What a specification of replay asks about. */
export interface Mixed {
  /** Where the log stood half-way through, before anything was corrected or cancelled. */
  readonly halfWay: string;
  readonly halfWayAt: string;
  /** An enrolment with a long story. */
  readonly storied: string;
  readonly session: string;
  /** Who leads the programme to the end, and answered questions about themselves. */
  readonly lead: string;
}

/** Some of everything: several cohorts, waiting lists, a withdrawal, a decline, a deferral, an interruption, a corrected register, cancellations both ways, an award, appointments that change hands. */
export async function mixedJourney(system: System, journeys: Journeys): Promise<Mixed> {
  const record = (name: string, enrolmentId: string, effectiveOn: string, more: object = {}) => system.record(name, { enrolmentId, effectiveOn, ...more });

  const board = await system.record('registerOrganisation', {
    code: 'board',
    name: { en: 'Board', cy: 'Bwrdd' },
    sector: 'NHS',
    nation: 'WALES',
    effectiveOn: '2020-01-01',
  });
  await system.record('registerReasonCode', {
    code: 'OWN_REASON',
    name: { en: 'A reason of our own', cy: 'Ein rheswm ein hunain' },
    effectiveOn: '2020-01-01',
  });
  await frameworks(system);
  const { organisationId } = journeys.ground;
  await system.record('reparentOrganisation', { organisationId, parentId: board.id, effectiveOn: '2025-01-01' });
  await system.record('linkOrganisations', { organisationId, toOrganisationId: board.id, kind: 'CLUSTER', effectiveOn: '2025-01-01' });

  const [lead, report] = [await journeys.leader(), await journeys.leader()];
  const leading = { programmeId: journeys.ground.programmeId, personId: lead.leaderId };
  await system.record('appointProgrammeLead', { ...leading, effectiveOn: '2024-01-01' });
  await system.record('appointProgrammeLead', { ...leading, personId: report.leaderId, effectiveOn: '2024-06-01' });
  const questions = await publishQuestions(system);
  await system.settled();
  const they = await system.as({ actor: { kind: 'person', id: plain(report.leaderId), role: 'leader' }, claims: [] });
  await they.record('recordEqualityAnswers', {
    leaderId: report.leaderId,
    questionSetId: questions['SCOTLAND'],
    answers: [{ question: 'sex', option: 'female' }],
  });
  await system.record('publishFigures', {});
  const { id: grantId } = await system.record('grantUnmaskedFigures', { granteeId: BOARD, hours: 1, reason: 'Closed session.' });
  const member = await system.as({ actor: { kind: 'person', id: BOARD, role: 'board-member' }, claims: [{ role: 'board-member', scope: 'national' }] });
  await member.record('readUnmaskedFigures', { grantId });
  await system.record('setReportingLine', { assignmentId: report.assignmentId, managerId: lead.leaderId, effectiveOn: '2024-01-01' });
  await they.record('requestSubjectAccess', { leaderId: report.leaderId });
  await system.record('linkIdentity', { leaderId: lead.leaderId, issuer: 'https://issuer.example', subject: 'lead', reason: 'Theirs.' });
  // Two of one name, as turned out.
  const namesakes = { leaderId: lead.leaderId, mergedId: report.leaderId, reason: 'The payroll numbers are the same.' };
  await system.record('mergeLeaders', namesakes);
  await system.record('undoLeaderMerge', namesakes);
  const endsOn = addDays(system.clock.today(), 7);
  const deputising = { principalId: lead.leaderId, deputyId: report.leaderId, roles: ['LINE_MANAGER'], authority: 'READING', endsOn, reason: 'On leave.' };
  await system.record('grantDelegation', deputising);

  const here = await journeys.openCohort({ name: 'This year', capacity: 3 });
  await system.record('appointSelectionPanelMember', { cohortId: here, personId: lead.leaderId, effectiveOn: OPENED });
  const next = await journeys.openCohort({ name: 'Next year', capacity: 2, startsOn: '2026-03-02', endsOn: '2026-12-18' });
  const sessions = await Promise.all([journeys.session(here, 6 * HOUR), journeys.session(here, 6 * HOUR, '2025-03-17')]);
  const [one, two, declining] = [await journeys.enrolled(here), await journeys.enrolled(here), await journeys.offered(here)];
  const [waiting, alsoWaiting] = [await journeys.offered(here), await journeys.offered(here)];
  const rejected = await journeys.applied(here);
  await record('screenApplicant', rejected, APPLIED, { eligible: false, reason: 'Not in a leading post yet.', signpostedTo: journeys.ground.programmeId });
  await record('declineOffer', declining, '2025-02-10', { reason: 'Bad timing.' });
  await system.settled();
  await record('acceptOffer', waiting, '2025-02-12');
  await record('enrolLeader', waiting, STARTED);
  await attended(system, sessions[0], [one, 6], [two, 6], [waiting, 3]);
  await record('recordStudyHours', one, '2025-04-01', { minutes: 90 });
  const { id: adjustmentId } = await system.record('requestAdjustment', { enrolmentId: two, request: 'A hearing loop.', effectiveOn: '2025-04-01' });
  await record('interruptEnrolment', two, '2025-04-01', { reason: 'Parental leave.' });
  await system.settled();
  const { data } = await system.ask<{ at: { position: string; recordedAt: string } }>('{ at { position recordedAt } }');

  await they.record('answerAdjustment', { adjustmentId, answer: 'AGREED_IN_PART', explanation: 'Not in every room.', effectiveOn: '2025-04-02' });
  await attended(system, sessions[0], [one, 4], [waiting, 0]);
  await attended(system, sessions[1], [one, 6], [waiting, 6]);
  await record('resumeEnrolment', two, '2025-06-02');
  await record('withdrawEnrolment', waiting, '2025-06-10', { reason: 'Moving abroad.', reasonCode: 'RELOCATION' });
  await system.settled();
  await record('deferEnrolment', two, '2025-07-01', { targetCohortId: next, reason: 'A new post.' });
  await record('declineOffer', alsoWaiting, '2025-06-20');
  await record('completeProgramme', one, '2025-12-19');
  await record('grantAward', one, '2025-12-20');

  await system.record('standDownProgrammeLead', { ...leading, effectiveOn: '2025-05-01' });
  await system.record('releaseSelectionPanelMember', { cohortId: here, personId: lead.leaderId, effectiveOn: '2025-05-01' });
  await system.record('endReportingLine', { assignmentId: report.assignmentId, effectiveOn: '2025-05-01' });
  await system.record('renameOrganisation', { organisationId, name: { en: 'NHS Example and Partners' }, effectiveOn: '2025-05-01' });

  const closing = await journeys.openCohort({ name: 'Closing', capacity: 2 });
  await journeys.enrolled(closing);
  await journeys.offered(closing);
  await journeys.offered(closing);
  await journeys.applied(closing);
  const moving = await journeys.openCohort({ name: 'Moving', capacity: 2 });
  const movers = [await journeys.enrolled(moving), await journeys.offered(moving), await journeys.offered(moving)];
  await record('recordStudyHours', movers[0] ?? '', '2025-04-01', { minutes: 60 });
  await system.record('cancelCohort', { cohortId: closing, effectiveOn: '2025-04-07', reasonCode: 'NO_TUTOR' });
  await system.record('cancelCohort', { cohortId: moving, transferTo: next, effectiveOn: '2025-04-07' });
  await system.settled();
  return { halfWay: data.at.position, halfWayAt: data.at.recordedAt, storied: one, session: sessions[0], lead: plain(report.leaderId) };
}

/** Two versions, of which the second takes the place of the first, and what of the one corresponds to what of the other, stated anew. */
async function frameworks(system: System): Promise<void> {
  const frameworkId = frameworkIdOf('compassion');
  for (const [version, effectiveOn] of [
    ['1.0', '2025-01-01'],
    ['2.0', '2025-06-01'],
  ] as const)
    await system.record('publishFrameworkVersion', { ...frameworkVersion('compassion'), version, effectiveOn });
  await system.record('supersedeFrameworkVersion', { frameworkId, version: '1.0', by: { frameworkId, version: '2.0' }, effectiveOn: '2025-09-01' });
  const [from, to] = ['1.0', '2.0'].map((version) => ({ frameworkId, version, element: 'attending' }));
  for (const [strength, effectiveOn] of [
    ['CLOSE', '2025-06-01'],
    ['EXACT', '2025-07-01'],
  ])
    await system.record('stateCrosswalk', { from, to, strength, source: 'HEIW', effectiveOn });
}

const register = (sessionId: string, ...entries: readonly (readonly [enrolmentId: string, hours: number])[]) => ({
  sessionId,
  entries: entries.map(([enrolmentId, hours]) => ({ enrolmentId, minutes: hours * HOUR })),
});

/** A session's register, every line of which must be recorded. */
export async function attended(system: System, sessionId: string, ...entries: readonly (readonly [enrolmentId: string, hours: number])[]): Promise<void> {
  const { data, errors } = await system.ask<{ outcomes: { __typename: string; code?: string }[] }>(
    'mutation ($input: RecordAttendanceRegisterInput!) { outcomes: recordAttendanceRegister(input: $input) { __typename ... on Refusal { code } } }',
    { input: { commandId: crypto.randomUUID(), ...register(sessionId, ...entries) } },
  );
  if (errors || data.outcomes.some(({ __typename }) => __typename !== 'Recorded')) throw new Error(JSON.stringify(errors ?? data));
}
