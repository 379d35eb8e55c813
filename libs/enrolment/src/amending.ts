import { amending } from '@app/event-store';
import type { EnrolmentEvent } from './domain/enrolment.events.js';
import { type Enrolment, enrolment } from './domain/enrolment.js';
import { stands } from './domain/stands.js';
import { enrolmentLabels } from './labels.js';
import { enrolmentFacts } from './rules.js';

export const enrolmentAmending = amending<Enrolment, EnrolmentEvent>({
  category: 'enrolment',
  fold: enrolment,
  stands,
  labels: enrolmentLabels.events,
  facts: enrolmentFacts,
});
