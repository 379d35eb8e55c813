import type { Labels } from '@app/feature';
import { VOIDED } from '@app/graphql-kit';
import type { FactVoided } from './domain/correction.events.js';

export const correctionLabels = {
  events: {
    FactVoided: VOIDED,
  },
  fields: {
    'FactVoided.eventId': { en: 'What never held', cy: 'Yr hyn na fu erioed yn ddilys' },
    'FactVoided.eventType': { en: 'Of what kind', cy: 'O ba fath' },
  },
} satisfies Labels<FactVoided['type']>;
