import { eventTypes, firstVersions } from '@app/event-store';
import { streamOf } from '@app/kernel';
import type { ReasonCodeEvent } from './domain/reason-code.events.js';
import { reasonLabels } from './labels.js';

export * from './domain/reason-code.events.js';

/** @param reasonCodeId a UUID */
export const reasonCodeStream = (reasonCodeId: string) => streamOf<ReasonCodeEvent>('reason', reasonCodeId);

export const reasonEventTypes = eventTypes<ReasonCodeEvent>(firstVersions(reasonLabels.events));
