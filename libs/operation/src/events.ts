import { eventTypes } from '@app/event-store';
import type { ReaderEvent } from './domain/reader.events.js';

export * from './domain/reader.events.js';

export const operationEventTypes = eventTypes<ReaderEvent>({ EventPassedOver: 1 });
