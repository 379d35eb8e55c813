import { eventTypes, firstVersions } from '@app/event-store';
import { streamOf } from '@app/kernel';
import type { EnrolmentEvent } from './domain/enrolment.events.js';
import { enrolmentLabels } from './labels.js';

export * from './domain/enrolment.events.js';
export { enrolmentIdOf } from './domain/enrolment-id.js';
export { codeAfter } from './domain/enrolment.js';
export type { StatusCode } from './domain/statuses.js';

/** @param enrolmentId a UUID, as `enrolmentIdOf` gives it */
export const enrolmentStream = (enrolmentId: string) => streamOf<EnrolmentEvent>('enrolment', enrolmentId);

export const enrolmentEventTypes = eventTypes<EnrolmentEvent>(firstVersions(enrolmentLabels.events));
