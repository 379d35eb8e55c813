import type { Labels } from '@app/feature';
import type { ReaderEvent } from './domain/reader.events.js';

export const operationLabels = {
  events: {
    EventPassedOver: { en: 'Event passed over', cy: 'Aethpwyd heibio i ddigwyddiad' },
  },
} satisfies Labels<ReaderEvent['type']>;
