import { eventTypes, firstVersions } from '@app/event-store';
import { streamOf } from '@app/kernel';
import type { AdjustmentEvent } from './domain/adjustment.events.js';
import type { EnrolmentEvent } from './domain/enrolment.events.js';
import { enrolmentLabels } from './labels.js';

export * from './domain/enrolment.events.js';
export { enrolmentIdOf } from './domain/enrolment-id.js';
export { codeAfter } from './domain/enrolment.js';
export type { StatusCode } from './domain/statuses.js';

/** @param enrolmentId a UUID, as `enrolmentIdOf` gives it */
export const enrolmentStream = (enrolmentId: string) => streamOf<EnrolmentEvent>('enrolment', enrolmentId);

/** @param adjustmentId a UUID */
export const adjustmentStream = (adjustmentId: string) => streamOf<AdjustmentEvent>('adjustment', adjustmentId);

export const enrolmentEventTypes = eventTypes<EnrolmentEvent | AdjustmentEvent>(firstVersions(enrolmentLabels.events));
