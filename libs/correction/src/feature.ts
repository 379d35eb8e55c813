import { defineFeature } from '@app/feature';
import { CorrectionGraphqlModule, CorrectionModule } from './correction.module.js';
import { correctionEventTypes } from './events.js';
import { correctionLabels } from './labels.js';
import { correctionRules } from './rules.js';

export const correction = defineFeature({
  name: 'correction',
  purpose: 'None of its own: what was recorded wrongly is put right, for whatever it was recorded.',
  people: ['whom what was recorded wrongly is about'],
  eventTypes: correctionEventTypes,
  rules: correctionRules,
  labels: correctionLabels,
  references: ['eventId', 'eventType'],
  module: CorrectionModule,
  graphqlModule: CorrectionGraphqlModule,
});
