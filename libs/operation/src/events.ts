import { eventTypes, firstVersions } from '@app/event-store';
import type { ReaderEvent } from './domain/reader.events.js';
import { operationLabels } from './labels.js';

export * from './domain/reader.events.js';

export const operationEventTypes = eventTypes<ReaderEvent>(firstVersions(operationLabels.events));
