import { parseNodeId } from '@app/graphql-kit';
import type { System } from './system.js';

/** Everything that a leader's journey needs to stand on. */
export interface Ground {
  readonly organisationId: string;
  readonly programmeId: string;
}

/** A year in which nothing is ahead: every fact of these journeys lies in it. */
export const OPENED = '2025-01-06';
export const APPLIED = '2025-01-13';
export const OFFERED = '2025-02-03';
export const STARTED = '2025-03-03';
/** Its cohorts go on: whoever says no day says today. */
const ENDS = '2090-12-18';

/** The steps of journeys, as a talent team would take them over the API. */
export class Journeys {
  private people = 0;

  constructor(
    private readonly system: System,
    readonly ground: Ground,
  ) {}

  static async prepare(system: System, programme: object = {}): Promise<Journeys> {
    const organisation = await system.record('registerOrganisation', {
      code: 'nhs-example',
      name: { en: 'NHS Example' },
      sector: 'NHS',
      nation: 'SCOTLAND',
      effectiveOn: '2020-01-01',
    });
    const published = await system.record('publishProgramme', {
      code: 'example-programme',
      name: { en: 'Example Programme' },
      nation: 'SCOTLAND',
      level: 'SENIOR',
      provider: 'NHS Example',
      effectiveOn: '2020-01-01',
      award: 'Certificate',
      ...programme,
    });
    return new Journeys(system, { organisationId: organisation.id, programmeId: published.id });
  }

  /** Somebody who leads the programme, and sees everything else that an administrator sees. */
  async lead(): Promise<System> {
    const { leaderId } = await this.leader();
    await this.system.record('appointProgrammeLead', { programmeId: this.ground.programmeId, personId: leaderId, effectiveOn: '2020-01-01' });
    await this.system.settled();
    const id = parseNodeId(leaderId)?.id ?? leaderId;
    return this.system.as({ actor: { kind: 'person', id, role: 'leader' }, claims: [{ role: 'administrator', scope: 'national' }] });
  }

  async openCohort(input: object = {}): Promise<string> {
    const { programmeId } = this.ground;
    const cohort = await this.system.record('openCohort', {
      programmeId,
      name: 'Cohort',
      capacity: 24,
      startsOn: STARTED,
      endsOn: ENDS,
      deliveryLanguage: 'ENGLISH',
      effectiveOn: OPENED,
      ...input,
    });
    return cohort.id;
  }

  async leader(): Promise<{ readonly leaderId: string; readonly assignmentId: string }> {
    const number = ++this.people;
    const leader = await this.system.record('registerLeader', {
      legalName: `Siân Example ${number}`,
      sortName: `Example ${number}, Siân`,
      language: 'CY',
      effectiveOn: '2020-01-01',
    });
    const assignment = await this.system.record('startAssignment', {
      leaderId: leader.id,
      organisationId: this.ground.organisationId,
      post: 'Ward Manager',
      wtePercent: 100,
      basis: 'SUBSTANTIVE',
      effectiveOn: '2021-04-01',
    });
    return { leaderId: leader.id, assignmentId: assignment.id };
  }

  /** @returns the enrolment's id */
  async applied(cohortId: string): Promise<string> {
    const { leaderId, assignmentId } = await this.leader();
    const { id } = await this.system.record('applyForCohort', {
      cohortId,
      leaderId,
      assignmentId,
      statement: 'I want to lead with compassion.',
      effectiveOn: APPLIED,
    });
    return id;
  }

  async shortlisted(cohortId: string): Promise<string> {
    const enrolmentId = await this.applied(cohortId);
    await this.system.record('screenApplicant', { enrolmentId, eligible: true, effectiveOn: APPLIED });
    await this.system.record('shortlistApplicant', { enrolmentId, effectiveOn: APPLIED });
    return enrolmentId;
  }

  /** A place offered, or a place on the waiting list: the cohort decides. */
  async offered(cohortId: string): Promise<string> {
    const enrolmentId = await this.shortlisted(cohortId);
    await this.system.record('offerPlace', { enrolmentId, effectiveOn: OFFERED });
    await this.system.settled();
    return enrolmentId;
  }

  async enrolled(cohortId: string): Promise<string> {
    const enrolmentId = await this.offered(cohortId);
    await this.enrol(enrolmentId);
    return enrolmentId;
  }

  async enrol(enrolmentId: string): Promise<void> {
    await this.system.record('acceptOffer', { enrolmentId, effectiveOn: OFFERED });
    await this.system.record('enrolLeader', { enrolmentId, effectiveOn: STARTED });
  }

  async session(cohortId: string, minutes: number, heldOn = STARTED, title = 'Module'): Promise<string> {
    const { id } = await this.system.record('scheduleSession', { cohortId, title, heldOn, minutes, effectiveOn: OPENED });
    return id;
  }

  /** How many stand at each status. */
  async statuses(cohortId: string, moment = ''): Promise<Record<string, number>> {
    const { data } = await this.system.ask<{ at: { enrolments: { nodes: { status: string }[] } } }>(
      `query ($cohort: ID!) { at${moment} { enrolments(cohort: $cohort, first: 100) { nodes { status } } } }`,
      { cohort: cohortId },
    );
    const counts: Record<string, number> = {};
    for (const { status } of data.at.enrolments.nodes) counts[status] = (counts[status] ?? 0) + 1;
    return counts;
  }

  async status(enrolmentId: string, moment = ''): Promise<string | undefined> {
    const { data } = await this.system.ask<{ at: { enrolments: { nodes: { id: string; status: string }[] } } }>(
      `{ at${moment} { enrolments(first: 100) { nodes { id: key status } } } }`,
    );
    return data.at.enrolments.nodes.find(({ id }) => id === enrolmentId)?.status;
  }
}
