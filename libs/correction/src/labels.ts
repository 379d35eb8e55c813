import type { Labels } from '@app/feature';
import type { FactVoided } from './domain/correction.events.js';

export const correctionLabels = {
  events: {
    FactVoided: { en: 'Declared never to have held', cy: 'Datganwyd na fu erioed yn ddilys' },
  },
  fields: {
    'FactVoided.eventId': { en: 'What never held', cy: 'Yr hyn na fu erioed yn ddilys' },
    'FactVoided.eventType': { en: 'Of what kind', cy: 'O ba fath' },
  },
} satisfies Labels<FactVoided['type']>;
