import { eventTypes } from '@app/event-store';
import type { ErasureEvent } from './domain/erasure.events.js';

export * from './domain/erasure.events.js';
export { erasureIdOf } from './domain/erasure.js';

/** @param erasureId a UUID, as `erasureIdOf` gives it */
export const erasureStream = (erasureId: string): string => `erasure-${erasureId}`;

export const dataRightsEventTypes = eventTypes<ErasureEvent>({
  ErasureRequested: 1,
  ErasureRefused: 1,
  ErasureApproved: 1,
  ErasureBegun: 1,
  ErasureKeysDestroyed: 1,
  ErasureCertified: 1,
  ErasureCompleted: 1,
});
