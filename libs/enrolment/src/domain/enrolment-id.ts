import { derivedId } from '@app/kernel';

/** The enrolment of a leader in a cohort: there is one, so its id follows from both. */
export const enrolmentIdOf = (cohortId: string, leaderId: string): string => derivedId(cohortId, leaderId);
