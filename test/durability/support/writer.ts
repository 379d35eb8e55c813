import { APPLIED, OFFERED, STARTED } from '../../support/journey.js';
import type { Client } from './client.js';
import type { Random } from './random.js';

export interface Ground {
  readonly organisationId: string;
  readonly cohorts: readonly string[];
}

/** Leads one person after the other through cohorts that all writers share, until told to stop. Refusals are part of it. */
export async function write(client: Client, random: Random, { organisationId, cohorts }: Ground, ended: () => boolean): Promise<void> {
  const mine: string[] = [];
  const step = (name: string, enrolmentId: string | undefined, effectiveOn: string, more: object = {}) =>
    enrolmentId === undefined ? undefined : client.send(name, { enrolmentId, effectiveOn, ...more });
  while (!ended()) {
    const leaderId = await client.record('registerLeader', { legalName: 'Siân Example', sortName: 'Example, Siân', language: 'CY', effectiveOn: '2020-01-01' });
    const assignment = { organisationId, post: 'Ward Manager', wtePercent: 100, basis: 'SUBSTANTIVE', effectiveOn: '2021-04-01' };
    const assignmentId = await client.record('startAssignment', { leaderId, ...assignment });
    const applied = await client.send('applyForCohort', { cohortId: random.oneOf(cohorts), leaderId, assignmentId, effectiveOn: APPLIED });
    if (applied.__typename === 'Refusal') continue;
    await step('screenApplicant', applied.id, APPLIED, { eligible: true });
    await step('shortlistApplicant', applied.id, APPLIED);
    await step('offerPlace', applied.id, OFFERED);
    if (random.chance(0.15)) await step('withdrawEnrolment', applied.id, OFFERED);
    mine.push(applied.id);

    // The offers come by themselves; whoever has one yet takes it up, or not, and those who take part go on.
    for (let turn = 0; turn < 3; turn++) {
      const someone = random.oneOf(mine);
      const accepted = await step(random.chance(0.8) ? 'acceptOffer' : 'declineOffer', someone, OFFERED);
      if (accepted?.__typename === 'Recorded') await step('enrolLeader', someone, STARTED);
    }
    const someone = random.oneOf(mine);
    // Unlike most commands these would add up, were one of them recorded twice.
    for (let turn = 0; turn < 4; turn++) await step('recordStudyHours', someone, '2025-04-01', { minutes: 1 + random.below(90) });
    const fate = random.next();
    if (fate < 0.5) await step('withdrawEnrolment', someone, '2025-05-01');
    else if (fate < 0.75) await step('deferEnrolment', someone, '2025-05-01', { targetCohortId: random.oneOf(cohorts) });
  }
}
