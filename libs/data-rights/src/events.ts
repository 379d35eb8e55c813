import { eventTypes, firstVersions } from '@app/event-store';
import { streamOf } from '@app/kernel';
import { upcastReads } from './domain/earlier-reads.js';
import type { ErasureEvent } from './domain/erasure.events.js';
import type { PersonalReadEvent } from './domain/personal-read.events.js';
import type { HoldEvent, RetentionEvent } from './domain/retention.events.js';
import type { SubjectAccessEvent } from './domain/subject-access.events.js';
import { dataRightsLabels } from './labels.js';

export * from './domain/erasure.events.js';
export * from './domain/personal-read.events.js';
export * from './domain/retention.events.js';
export * from './domain/subject-access.events.js';
export { erasureIdOf } from './domain/erasure.js';

/** @param erasureId a UUID, as `erasureIdOf` gives it */
export const erasureStream = (erasureId: string) => streamOf<ErasureEvent>('erasure', erasureId);

/** @param batch a UUID: what is recorded at once of one reader */
export const readsStream = (batch: string) => streamOf<PersonalReadEvent>('reads', batch);
/** @param requestId a UUID */
export const subjectAccessStream = (requestId: string) => streamOf<SubjectAccessEvent>('subjectaccess', requestId);

/** @param runId a UUID */
export const retentionStream = (runId: string) => streamOf<RetentionEvent>('retention', runId);
/** @param leaderId a UUID */
export const holdStream = (leaderId: string) => streamOf<HoldEvent>('hold', leaderId);

export const dataRightsEventTypes = eventTypes<ErasureEvent | PersonalReadEvent | SubjectAccessEvent | RetentionEvent | HoldEvent>({
  ...firstVersions(dataRightsLabels.events),
  PersonalDataRead: { version: 2, upcasters: { 1: upcastReads } },
});
