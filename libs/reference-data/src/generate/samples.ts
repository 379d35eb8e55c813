import { LinkIdentity } from '@app/account/commands';
import {
  AcceptOffer,
  ApplyForCohort,
  EndorseApplication,
  EnrolLeader,
  enrolmentIdOf,
  OfferPlace,
  RecordAttendance,
  ScreenApplicant,
  ShortlistApplicant,
} from '@app/enrolment/commands';
import { type Actor, addDays, type CalendarDate, derivedId, type Instant, latest } from '@app/kernel';
import { RegisterLeader, SetReportingLine, StartAssignment } from '@app/leader/commands';
import { AppointProgrammeLead, AppointSelectionPanelMember, OpenCohort, programmeIdOf, ScheduleSession } from '@app/programme/commands';
import { generatorNamespace } from '../load/ids.js';
import type { Catalogue, KnownOrganisation, KnownProgramme } from './catalogue.js';
import { Script, type Step } from './step.js';

/** The roles that follow from what is recorded of a person. */
export const SAMPLE_ROLES = ['leader', 'line-manager', 'programme-lead', 'panel-member'] as const;
export type SampleRole = (typeof SAMPLE_ROLES)[number];

export interface SampleOptions {
  readonly catalogue: Catalogue;
  readonly today: CalendarDate;
  readonly now: Instant;
  /** The identity provider, as its tokens name it. */
  readonly issuer: string;
  /** What it calls its sample accounts. */
  readonly subjects: Readonly<Record<SampleRole, string>>;
}

interface Somebody {
  readonly legalName: string;
  readonly sortName: string;
  readonly post: string;
}

/** None is a real person. */
const PEOPLE: Readonly<Record<SampleRole, Somebody>> = {
  leader: { legalName: 'Isla Brackenridge', sortName: 'Brackenridge, Isla', post: 'Senior charge nurse' },
  'line-manager': { legalName: 'Callum Stonefield', sortName: 'Stonefield, Callum', post: 'Clinical nurse manager' },
  'programme-lead': { legalName: 'Mairi Lochmoor', sortName: 'Lochmoor, Mairi', post: 'Head of leadership development' },
  'panel-member': { legalName: 'Rory Glenfearn', sortName: 'Glenfearn, Rory', post: 'Lead pharmacist' },
};
const COLLEAGUES: readonly Somebody[] = [
  { legalName: 'Ailsa Thornby', sortName: 'Thornby, Ailsa', post: 'Ward manager' },
  { legalName: 'Fergus Millburn', sortName: 'Millburn, Fergus', post: 'Service manager, mental health' },
  { legalName: 'Eilidh Rowanhill', sortName: 'Rowanhill, Eilidh', post: 'Allied health professions lead' },
];

const ACTOR: Actor = { kind: 'service', id: 'generator', role: 'loader' };
/** Whose an account is, no service says: of the samples, the installation does. */
const INSTALLATION: Actor = { ...ACTOR, kind: 'system' };
/** One that leads to an award. */
const PROGRAMME = programmeIdOf('mary-seacole');
const CAPACITY = 12;
/** Days before today. */
const AGO = {
  registered: 300,
  opened: 220,
  applied: 210,
  screened: 190,
  offered: 175,
  accepted: 170,
  enrolled: 75,
  started: 60,
  second: 15,
  applying: 8,
} as const;
/** Days after today. */
const AHEAD = { third: 20, ends: 90, starts: 130, over: 330 } as const;

/**
 * The people whom the sample accounts sign in: a leader on a programme, whom a line manager sees; who runs that programme; and who selects for
 * its next cohort. They are made by commands that anybody could send; last of all their accounts are linked, so that a story that breaks off is
 * nobody's.
 */
export function* sampleHistory({ catalogue, today, now, issuer, subjects }: SampleOptions): Generator<Step> {
  const employer = employerIn(catalogue, addDays(today, -AGO.registered));
  const programme = catalogue.programmes.find(({ programmeId }) => programmeId === PROGRAMME) ?? catalogue.programmes[0];
  if (!employer || !programme) throw new Error('sample accounts need an organisation and a programme: load the packs first');
  const namespace = generatorNamespace(`samples/${today}`);
  const script = new Script(today, (step, effectiveOn) => ({
    commandId: derivedId(namespace, `step/${step}`),
    actor: ACTOR,
    effectiveOn,
    now,
    today,
    correlationId: derivedId(namespace, 'samples'),
  }));
  const tell = function* (settle: boolean, progress: number): Generator<Step> {
    yield* script.phase(settle).steps;
    yield { settle, progress };
  };
  const story = new Story(script, namespace, today, employer, programme);
  const person = (role: SampleRole) => story.register(role, PEOPLE[role]);
  const people: Readonly<Record<SampleRole, Registered>> = {
    leader: person('leader'),
    'line-manager': person('line-manager'),
    'programme-lead': person('programme-lead'),
    'panel-member': person('panel-member'),
  };
  const colleagues = COLLEAGUES.map((colleague, number) => story.register(`colleague/${number}`, colleague));
  yield* tell(false, 0.2);

  const manager = people['line-manager'];
  const reports = [people.leader, ...colleagues.slice(0, 1)];
  for (const report of reports) story.reports(report, manager);
  story.appoint(people['programme-lead']);
  const running = story.running();
  const next = story.next(people['panel-member']);
  yield* tell(false, 0.4);

  const participants = reports.map((report) => story.selected(running, report));
  // The last of them is yet to be endorsed.
  for (const applicant of [manager, ...colleagues.slice(1)]) story.apply(next, applicant, AGO.applying, applicant !== colleagues.at(-1));
  yield* tell(true, 0.6);
  // Of the first alone the second session's register is marked.
  participants.forEach((enrolmentId, number) => story.takePart({ ...running, sessions: running.sessions.slice(0, number === 0 ? undefined : 1) }, enrolmentId));
  yield* tell(false, 0.8);

  for (const role of SAMPLE_ROLES) {
    const { leaderId } = people[role];
    const link = { leaderId, issuer, subject: subjects[role], reason: 'A sample account of this development installation.' };
    script.add(today, leaderId, (meta) => new LinkIdentity({ ...meta, actor: INSTALLATION }, link), { mayRefuse: ['IDENTITY_LINKED_TO_ANOTHER'] });
  }
  yield* tell(true, 1);
}

/** Where the sample talent partner sees them too, if there is one. */
function employerIn({ organisations }: Catalogue, by: CalendarDate): KnownOrganisation | undefined {
  const there = organisations.filter(({ since }) => since <= by);
  return there.find(({ nation, sector }) => nation === 'SCOTLAND' && sector === 'NHS') ?? there[0];
}

interface Registered {
  readonly leaderId: string;
  readonly assignmentId: string;
}

interface Running {
  readonly cohortId: string;
  readonly sessions: readonly { readonly sessionId: string; readonly heldOn: CalendarDate }[];
}

/** What happened to the sample people, day by day. */
class Story {
  constructor(
    private readonly script: Script,
    private readonly namespace: string,
    private readonly today: CalendarDate,
    private readonly employer: KnownOrganisation,
    private readonly programme: KnownProgramme,
  ) {}

  register(name: string, { legalName, sortName, post }: Somebody): Registered {
    const leaderId = derivedId(this.namespace, name);
    const assignmentId = derivedId(leaderId, 'assignment');
    const { organisationId } = this.employer;
    const on = this.#ago(AGO.registered);
    const email = `${leaderId.slice(0, 8)}@example.org`;
    this.script.add(on, leaderId, (meta) => new RegisterLeader(meta, { leaderId, legalName, sortName, email, language: 'en' }));
    this.script.add(on, leaderId, (meta) => new StartAssignment(meta, { assignmentId, leaderId, organisationId, post, wtePercent: 100, basis: 'SUBSTANTIVE' }));
    return { leaderId, assignmentId };
  }

  reports({ assignmentId }: Registered, { leaderId: managerId }: Registered): void {
    this.script.add(this.#ago(AGO.registered), assignmentId, (meta) => new SetReportingLine(meta, { assignmentId, managerId }));
  }

  appoint({ leaderId: personId }: Registered): void {
    const { programmeId } = this.programme;
    this.script.add(this.#ago(AGO.opened), programmeId, (meta) => new AppointProgrammeLead(meta, { programmeId, personId }));
  }

  /** A cohort that is on its way. */
  running(): Running {
    const cohortId = this.#open('running', 'Sample cohort', AGO.opened, this.#ago(AGO.started), this.#ahead(AHEAD.ends));
    const days = [this.#ago(AGO.started), this.#ago(AGO.second), this.#ahead(AHEAD.third)];
    const sessions = days.map((heldOn, number) => ({
      sessionId: derivedId(cohortId, `session/${number + 1}`),
      title: `Session ${number + 1}`,
      heldOn,
      minutes: 330,
    }));
    for (const session of sessions) this.script.add(this.#ago(AGO.opened), cohortId, (meta) => new ScheduleSession(meta, { cohortId, ...session }));
    return { cohortId, sessions };
  }

  /** From the application to the offer. @returns the enrolment's id */
  selected({ cohortId }: Running, person: Registered): string {
    const enrolmentId = this.apply(cohortId, person, AGO.applied);
    this.script.add(this.#ago(AGO.screened), enrolmentId, (meta) => new ScreenApplicant(meta, { enrolmentId, eligible: true }));
    this.script.add(this.#ago(AGO.screened), enrolmentId, (meta) => new ShortlistApplicant(meta, { enrolmentId }));
    this.script.add(this.#ago(AGO.offered), enrolmentId, (meta) => new OfferPlace(meta, { enrolmentId }));
    return enrolmentId;
  }

  takePart({ sessions }: Running, enrolmentId: string): void {
    this.script.add(this.#ago(AGO.accepted), enrolmentId, (meta) => new AcceptOffer(meta, { enrolmentId }));
    this.script.add(this.#ago(AGO.enrolled), enrolmentId, (meta) => new EnrolLeader(meta, { enrolmentId }));
    for (const { sessionId, heldOn } of sessions)
      this.script.add(heldOn, enrolmentId, (meta) => new RecordAttendance(meta, { enrolmentId, sessionId, minutes: 330 }));
  }

  /** The cohort after, whose panel is there to select. @returns its id */
  next({ leaderId: personId }: Registered): string {
    const cohortId = this.#open('next', 'Sample cohort, in selection', AGO.second, this.#ahead(AHEAD.starts), this.#ahead(AHEAD.over));
    this.script.add(this.#ago(AGO.second), cohortId, (meta) => new AppointSelectionPanelMember(meta, { cohortId, personId }));
    return cohortId;
  }

  #open(name: string, title: string, opened: number, startsOn: CalendarDate, endsOn: CalendarDate): string {
    const cohortId = derivedId(this.namespace, `cohort/${name}`);
    const { programmeId } = this.programme;
    this.script.add(
      this.#ago(opened),
      cohortId,
      (meta) => new OpenCohort(meta, { cohortId, programmeId, name: title, capacity: CAPACITY, startsOn, endsOn, deliveryLanguage: 'ENGLISH' }),
    );
    return cohortId;
  }

  /** @returns the enrolment's id */
  apply(cohortId: string, { leaderId, assignmentId }: Registered, ago: number, endorsed = true): string {
    const enrolmentId = enrolmentIdOf(cohortId, leaderId);
    const statement = 'I want to lead so that those I work with are heard.';
    this.script.add(this.#ago(ago), enrolmentId, (meta) => new ApplyForCohort(meta, { cohortId, leaderId, assignmentId, statement }));
    if (endorsed) this.script.add(this.#ago(ago), enrolmentId, (meta) => new EndorseApplication(meta, { enrolmentId }));
    return enrolmentId;
  }

  /** Nothing happened before there was a programme, nor an employer. */
  #ago(days: number): CalendarDate {
    return latest(addDays(this.today, -days), this.employer.since, this.programme.since);
  }

  #ahead(days: number): CalendarDate {
    return addDays(this.today, days);
  }
}
