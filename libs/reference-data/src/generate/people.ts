import { addDays } from '@app/kernel';
import { EndAssignment, RegisterLeader, StartAssignment } from '@app/leader/commands';
import type { Applicant } from './applicants.js';
import type { Script } from './step.js';

const FIXED_TERM_DAYS = 730;

/** A leader is registered and has posts; a fixed-term one ends in its time. */
export function register(script: Script, { leader, registeredOn }: Applicant): void {
  const { leaderId, name, email, language, posts } = leader;
  script.add(
    registeredOn,
    leaderId,
    (meta) => new RegisterLeader(meta, { leaderId, legalName: name.legal, knownAs: name.knownAs, sortName: name.sort, email, language }),
  );
  for (const { assignmentId, organisationId, post, wtePercent, basis } of posts) {
    const endsOn = basis === 'FIXED_TERM' ? addDays(registeredOn, FIXED_TERM_DAYS) : undefined;
    script.add(registeredOn, leaderId, (meta) => new StartAssignment(meta, { assignmentId, leaderId, organisationId, post, wtePercent, basis, endsOn }));
    if (endsOn !== undefined) script.add(addDays(endsOn, 1), leaderId, (meta) => new EndAssignment(meta, { assignmentId }));
  }
}

/** The leader moves to another post: the new one starts on the day from which the old one no longer holds. */
export function move(script: Script, applicant: Applicant, on: string): Applicant {
  const { leader, assignmentId: before } = applicant;
  const { next } = leader;
  if (next === undefined || before === next.assignmentId) return applicant;
  const { leaderId } = leader;
  script.add(on, leaderId, (meta) => new StartAssignment(meta, { leaderId, ...next }));
  script.add(on, leaderId, (meta) => new EndAssignment(meta, { assignmentId: before }));
  return { ...applicant, assignmentId: next.assignmentId };
}
