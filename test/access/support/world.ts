import { randomUUID } from 'node:crypto';
import { PersonalReadAudit } from '@app/data-rights';
import { frameworkElementIdOf, frameworkIdOf, frameworkVersionIdOf } from '@app/framework/commands';
import { nodeId, parseNodeId } from '@app/graphql-kit';
import { derivedId } from '@app/kernel';
import { passedOver } from '../../support/passing-over.js';
import { frameworkVersion } from '../../support/frameworks.js';
import { publishQuestions } from '../../support/questions.js';
import type { System } from '../../support/system.js';

// A small world in which everything that can be seen is reached in each way by something, and something is reached in none; and what is
// so, kept apart from the product.

export interface Person {
  readonly id: string;
  /** Their post. */
  readonly post: Post;
}
export interface Post {
  readonly id: string;
  readonly leader: string;
  readonly organisation: string;
  readonly live: boolean;
  readonly manager?: string;
}
export interface Enrolment {
  readonly id: string;
  readonly leader: string;
  readonly post: string;
  readonly organisation: string;
  readonly cohort: string;
  readonly programme: string;
  readonly status: 'APPLIED' | 'INTERRUPTED' | 'WITHDRAWN' | 'NOT_SELECTED';
}
export interface Cohort {
  readonly id: string;
  readonly programme: string;
  readonly organisation: string;
  readonly session: string;
}

export interface World {
  readonly organisations: readonly string[];
  readonly programmes: readonly string[];
  readonly cohorts: readonly Cohort[];
  readonly people: readonly string[];
  readonly posts: readonly Post[];
  /** Who left an employer and came back to it. */
  readonly returned: readonly { readonly leader: string; readonly organisation: string }[];
  readonly enrolments: readonly Enrolment[];
  /** What some of them need, and asked for. */
  readonly adjustments: readonly { readonly id: string; readonly enrolment: string; readonly leader: string; readonly programme: string }[];
  readonly leads: readonly { readonly programme: string; readonly person: string }[];
  readonly panels: readonly { readonly cohort: string; readonly person: string }[];
  /** Asked for, and decided on by nobody. */
  readonly erasures: readonly { readonly id: string; readonly leader: string }[];
  /** By which each signs in. */
  readonly identities: readonly { readonly id: string; readonly leader: string }[];
  /** Records that are said to be of one person. */
  readonly merges: readonly { readonly id: string; readonly leader: string; readonly merged: string }[];
  readonly delegations: readonly { readonly id: string; readonly principal: string; readonly deputy: string }[];
  /** Asked for, and not answered. */
  readonly subjectAccess: readonly { readonly id: string; readonly leader: string }[];
  /** What was read of whom. */
  readonly reads: readonly { readonly id: string; readonly leader: string }[];
  readonly questionSets: readonly string[];
  /** Who answered questions about themselves. */
  readonly answered: readonly string[];
  readonly publication: string;
  /** Leave to see figures unmasked, and that somebody did. */
  readonly unmasked: { readonly grant: string; readonly reading: string };
  /** That a process manager passes over an event. */
  readonly passedOver: string;
  readonly reasonCode: string;
  /** A framework of two versions, with what is in them, and what corresponds to what. */
  readonly framework: {
    readonly id: string;
    readonly versions: readonly string[];
    readonly elements: readonly string[];
    readonly levels: readonly string[];
    readonly crosswalk: string;
  };
  /** Of whoever asks: a leader and nothing else, a manager, a programme's lead, a panel's member. */
  readonly asking: Readonly<Record<'leader' | 'manager' | 'lead' | 'panelist', string>>;
  /** Who reports to the manager. */
  readonly report: string;
  /** The link of one organisation to another. */
  readonly linked: string;
  /** What is in an organisation's scope: itself, and one that is accountable to it. */
  readonly scope: readonly string[];
}

const DAY = { before: '2020-01-01', applied: '2025-01-13', decided: '2025-02-03', started: '2025-03-03', later: '2025-04-01' } as const;
const plain = (nodeId: string): string => parseNodeId(nodeId)?.id ?? nodeId;

class Maker {
  readonly posts: Post[] = [];
  readonly people: string[] = [];
  readonly enrolments: Enrolment[] = [];
  readonly adjustments: World['adjustments'][number][] = [];
  readonly cohorts: Cohort[] = [];

  constructor(private readonly system: System) {}

  async record(name: string, input: object): Promise<string> {
    return plain((await this.system.record(name, input)).id);
  }

  organisation(code: string, parentId?: string): Promise<string> {
    return this.record('registerOrganisation', { code, name: { en: code }, sector: 'NHS', nation: 'WALES', parentId, effectiveOn: DAY.before });
  }

  programme(code: string): Promise<string> {
    return this.record('publishProgramme', {
      code,
      name: { en: code },
      nation: 'WALES',
      level: 'SENIOR',
      provider: 'HEIW',
      award: 'Certificate',
      effectiveOn: DAY.before,
    });
  }

  /** Two versions of a framework, each with an element that corresponds to the other’s. */
  async framework(code: string): Promise<World['framework']> {
    const id = frameworkIdOf(code);
    const called = ['1.0', '2.0'];
    for (const version of called) await this.record('publishFrameworkVersion', { ...frameworkVersion(code), version, effectiveOn: DAY.before });
    const [from, to] = called.map((version) => ({ frameworkId: id, version, element: 'attending' }));
    const crosswalk = await this.record('stateCrosswalk', { from, to, strength: 'EXACT', source: 'HEIW', effectiveOn: DAY.before });
    const versions = called.map((version) => frameworkVersionIdOf(id, version));
    return {
      id,
      versions,
      elements: versions.map((version) => frameworkElementIdOf(version, 'attending')),
      levels: versions.flatMap((version) => ['low', 'high'].map((level) => `${version}:${level}`)),
      crosswalk,
    };
  }

  async cohort(programme: string, organisation: string, name: string): Promise<Cohort> {
    const id = await this.record('openCohort', {
      programmeId: programme,
      organisationId: organisation,
      name,
      capacity: 20,
      startsOn: DAY.started,
      endsOn: '2090-12-18',
      deliveryLanguage: 'WELSH',
      effectiveOn: DAY.before,
    });
    const session = await this.record('scheduleSession', { cohortId: id, title: 'Module', heldOn: DAY.started, minutes: 360, effectiveOn: DAY.before });
    const cohort = { id, programme, organisation, session };
    this.cohorts.push(cohort);
    return cohort;
  }

  async person(name: string): Promise<string> {
    const id = await this.record('registerLeader', {
      legalName: `${name} Legal`,
      knownAs: name,
      sortName: name,
      email: `${name}@example.org`,
      language: 'CY',
      effectiveOn: DAY.before,
    });
    this.people.push(id);
    return id;
  }

  async post(leader: string, organisation: string, { manager, live = true }: { manager?: string; live?: boolean } = {}): Promise<Post> {
    const id = await this.record('startAssignment', {
      leaderId: leader,
      organisationId: organisation,
      post: 'Ward Manager',
      wtePercent: 80,
      basis: 'SUBSTANTIVE',
      effectiveOn: DAY.before,
    });
    if (manager) await this.record('setReportingLine', { assignmentId: id, managerId: manager, effectiveOn: DAY.before });
    if (!live) await this.record('endAssignment', { assignmentId: id, effectiveOn: DAY.applied });
    const post = { id, leader, organisation, live, ...(manager !== undefined && { manager }) };
    this.posts.push(post);
    return post;
  }

  async employed(name: string, organisation: string, more: { manager?: string; live?: boolean } = {}): Promise<Person> {
    const id = await this.person(name);
    return { id, post: await this.post(id, organisation, more) };
  }

  async enrolled(post: Post, cohort: Cohort, status: Enrolment['status']): Promise<Enrolment> {
    const { id: cohortId, programme, session } = cohort;
    const step = (name: string, effectiveOn: string, more: object = {}) => this.record(name, { enrolmentId, effectiveOn, ...more });
    const enrolmentId = await this.record('applyForCohort', {
      cohortId,
      leaderId: post.leader,
      assignmentId: post.id,
      statement: 'I want to lead with compassion.',
      effectiveOn: DAY.applied,
    });
    if (status === 'NOT_SELECTED') await step('notSelectApplicant', DAY.decided, { reason: 'Others were further on.' });
    if (status === 'INTERRUPTED' || status === 'WITHDRAWN') {
      await step('screenApplicant', DAY.applied, { eligible: true });
      await step('shortlistApplicant', DAY.applied);
      await step('offerPlace', DAY.decided);
      await this.system.settled();
      await step('acceptOffer', DAY.decided);
      await step('enrolLeader', DAY.started);
      await step('recordAttendance', DAY.started, { sessionId: session, minutes: 300 });
      if (status === 'INTERRUPTED') await step('interruptEnrolment', DAY.later, { reason: 'Parental leave.' });
      else await step('withdrawEnrolment', DAY.later, { reason: 'Moving abroad.' });
    }
    if (status === 'INTERRUPTED') {
      const id = await step('requestAdjustment', DAY.later, { request: 'A hearing loop.' });
      this.adjustments.push({ id, enrolment: enrolmentId, leader: post.leader, programme });
    }
    const enrolment = { id: enrolmentId, leader: post.leader, post: post.id, organisation: post.organisation, cohort: cohortId, programme, status };
    this.enrolments.push(enrolment);
    return enrolment;
  }
}

/** The code of the organisation whose people see what is in `World.scope`. */
export const SCOPE = 'board';

/** Has the administrator read the names of some people, and that recorded. */
async function readBy(system: System, people: readonly string[]): Promise<World['reads']> {
  await system.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Leader { name { value } } } }', { ids: people.map((id) => nodeId('Leader', id)) });
  await system.api.get(PersonalReadAudit, { strict: false }).flush();
  await system.settled();
  const { rows } = await system.database.database.query<{ told: string; people: string[] }>(
    // Whoever says that two records are of one person is told to both, as whoever reads is.
    `select data ->> 'windowId' as told, array(select jsonb_path_query(data::jsonb, '$.reads[*].leaderIds[*]') #>> '{}') as people
        from es.events where type = 'PersonalDataRead'
      union all select event_id::text, array[data ->> 'leaderId', data ->> 'mergedId'] from es.events where type = 'LeaderMergeProposed'`,
  );
  return rows.flatMap(({ told, people }) => people.map((leader) => ({ id: derivedId(told, leader), leader })));
}

/** Makes the world, as its administrator. */
export async function makeWorld(system: System): Promise<World> {
  const make = new Maker(system);
  const board = await make.organisation('board');
  const [trust, elsewhere] = [await make.organisation('trust', board), await make.organisation('elsewhere')];
  const link = randomUUID();
  await make.record('linkOrganisations', {
    commandId: link,
    organisationId: board,
    toOrganisationId: elsewhere,
    kind: 'CLUSTER',
    effectiveOn: DAY.before,
  });
  const [led, other] = [await make.programme('led'), await make.programme('other')];
  const [first, second] = [await make.cohort(led, elsewhere, 'First of the led'), await make.cohort(led, elsewhere, 'Second of the led')];
  const [panelled, third, fourth] = [
    await make.cohort(other, elsewhere, 'Panelled'),
    await make.cohort(other, elsewhere, 'Third'),
    await make.cohort(other, elsewhere, 'Fourth'),
  ];
  const delivered = await make.cohort(other, trust, 'Delivered by the trust');

  // Whoever asks is employed where nobody's scope reaches. Then one person for each way of being reached, and some for none.
  const [leader, manager, lead, panelist] = [
    await make.employed('Ann', elsewhere),
    await make.employed('Bob', elsewhere),
    await make.employed('Cat', elsewhere),
    await make.employed('Dai', elsewhere),
  ];
  const outsider = await make.employed('Eve', elsewhere);
  const report = await make.employed('Fay', elsewhere, { manager: manager.id });
  const [participant, applicant] = [await make.employed('Gil', elsewhere), await make.employed('Hal', elsewhere)];
  const employee = await make.employed('Ida', trust, { manager: outsider.id });
  await make.employed('Jac', trust, { live: false });
  const newcomer = await make.person('Kim');
  // Who left and came back: to the trust, and elsewhere; to the trust, while somebody else employs them.
  const returned: World['returned'][number][] = [];
  for (const [name, organisation, more] of [
    ['Lou', trust, []],
    ['Mel', elsewhere, []],
    ['Nia', trust, [elsewhere]],
  ] as const) {
    const { id } = await make.employed(name, organisation, { live: false });
    await make.record('leaveEmployer', { leaderId: id, organisationId: organisation, lastDay: DAY.applied });
    await make.record('returnToEmployer', { leaderId: id, organisationId: organisation, effectiveOn: DAY.decided });
    for (const other of more) await make.post(id, other);
    returned.push({ leader: id, organisation });
  }

  // Names that they had, and an employer that they left, for those who see such things and those who do not.
  for (const { id } of [leader, report, employee, outsider]) {
    await make.record('changeName', { leaderId: id, legalName: 'Lee Legal', knownAs: 'Lee', sortName: 'Lee', effectiveOn: DAY.applied });
    await make.record('leaveEmployer', { leaderId: id, organisationId: board, lastDay: DAY.before, reason: 'Closer to home.' });
  }
  for (const { post } of [leader, report, employee, outsider]) {
    await make.enrolled(post, third, 'INTERRUPTED');
    await make.enrolled(post, fourth, 'WITHDRAWN');
  }
  // Sponsored by a post that somebody else manages, or nobody.
  await make.enrolled(await make.post(report.id, elsewhere), delivered, 'WITHDRAWN');
  await make.enrolled(participant.post, first, 'INTERRUPTED');
  await make.enrolled(participant.post, second, 'WITHDRAWN');
  await make.enrolled(applicant.post, panelled, 'APPLIED');
  await make.enrolled(outsider.post, panelled, 'NOT_SELECTED');
  // The panel is done with whoever takes part.
  await make.enrolled(manager.post, panelled, 'INTERRUPTED');

  const leads = [
    { programme: led, person: lead.id },
    { programme: other, person: outsider.id },
  ];
  for (const { programme, person } of leads) await make.record('appointProgrammeLead', { programmeId: programme, personId: person, effectiveOn: DAY.before });
  const panels = [
    { cohort: panelled.id, person: panelist.id },
    { cohort: first.id, person: outsider.id },
  ];
  for (const { cohort, person } of panels) await make.record('appointSelectionPanelMember', { cohortId: cohort, personId: person, effectiveOn: DAY.before });
  const erasures: World['erasures'][number][] = [];
  for (const person of [leader.id, outsider.id]) {
    erasures.push({ id: await make.record('requestErasure', { leaderId: person, ground: 'NO_LONGER_NECESSARY' }), leader: person });
  }
  const identities: World['identities'][number][] = [];
  for (const person of [leader.id, outsider.id]) {
    const linking = { leaderId: person, issuer: 'https://issuer.example', subject: person, reason: 'Seen with their badge.' };
    identities.push({ id: await make.record('linkIdentity', linking), leader: person });
  }
  const merges: World['merges'][number][] = [];
  for (const [person, another] of [
    [employee.id, newcomer],
    [leader.id, participant.id],
  ] as const) {
    const commandId = randomUUID();
    await make.record('mergeLeaders', { commandId, leaderId: person, mergedId: another, reason: 'The payroll numbers are the same.' });
    merges.push({ id: derivedId(commandId, 'merge'), leader: person, merged: another });
  }
  const delegations: World['delegations'][number][] = [];
  for (const [principal, deputy] of [
    [leader.id, outsider.id],
    [outsider.id, manager.id],
    [outsider.id, report.id],
  ] as const) {
    const granting = { principalId: principal, deputyId: deputy, roles: ['LEADER'], authority: 'READING', endsOn: '2199-12-31', reason: 'Away.' };
    delegations.push({ id: await make.record('grantDelegation', granting), principal, deputy });
  }
  const subjectAccess: World['subjectAccess'][number][] = [];
  for (const person of [leader.id, outsider.id]) {
    subjectAccess.push({ id: await make.record('requestSubjectAccess', { leaderId: person }), leader: person });
  }
  const questions = await publishQuestions(system);
  await system.settled();
  for (const person of [leader.id, outsider.id]) {
    const they = await system.as({ actor: { kind: 'person', id: person, role: 'leader' }, claims: [] });
    await they.record('recordEqualityAnswers', { leaderId: person, questionSetId: questions['WALES'], answers: [{ question: 'sex', option: 'female' }] });
  }
  const publication = await make.record('publishFigures', {});
  const reasonCode = await make.record('registerReasonCode', { code: 'OF_THIS_INSTALLATION', name: { en: 'Of this installation', cy: 'O’r gosodiad hwn' } });
  const framework = await make.framework('compassion');
  const boardId = randomUUID();
  const grant = await make.record('grantUnmaskedFigures', { granteeId: boardId, hours: 1, reason: 'Closed session.' });
  const boardMember = await system.as({ actor: { kind: 'person', id: boardId, role: 'board-member' }, claims: [{ role: 'board-member', scope: 'national' }] });
  // One that has read it long ago, so that nothing changes.
  const passedOverEvent = await passedOver(system, 'process:places');
  const reading = plain((await boardMember.record('readUnmaskedFigures', { grantId: grant })).id);
  await system.settled();
  const reads = await readBy(system, [leader.id, outsider.id]);
  return {
    organisations: [board, trust, elsewhere],
    programmes: [led, other],
    cohorts: make.cohorts,
    people: make.people,
    posts: make.posts,
    returned,
    enrolments: make.enrolments,
    adjustments: make.adjustments,
    leads,
    panels,
    erasures,
    questionSets: Object.values(questions).map(plain),
    answered: [leader.id, outsider.id],
    publication,
    unmasked: { grant, reading },
    passedOver: passedOverEvent,
    reasonCode,
    framework,
    identities,
    merges,
    delegations,
    subjectAccess,
    reads,
    asking: { leader: leader.id, manager: manager.id, lead: lead.id, panelist: panelist.id },
    report: report.id,
    scope: [board, trust],
    linked: derivedId(link, 'link'),
  };
}
