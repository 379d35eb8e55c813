import type { Labels } from '@app/feature';
import type { ReasonCodeEvent } from './domain/reason-code.events.js';

export const reasonLabels = {
  events: {
    ReasonCodeRegistered: { en: 'Reason registered', cy: 'Cofrestrwyd rheswm' },
    ReasonCodeRenamed: { en: 'Reason renamed', cy: 'Ailenwyd rheswm' },
    ReasonCodeRetired: { en: 'Reason retired', cy: 'Tynnwyd rheswm yn ôl' },
  },
} satisfies Labels<ReasonCodeEvent['type']>;
