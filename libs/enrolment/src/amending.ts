import { amending } from '@app/event-store';
import { oneOfAPerson } from './commands/one-of-a-person.js';
import type { EnrolmentEvent } from './domain/enrolment.events.js';
import { type Enrolment, enrolment } from './domain/enrolment.js';
import { stands } from './domain/stands.js';
import { enrolmentLabels, enrolmentShownTo } from './labels.js';
import { enrolmentFacts } from './rules.js';

export const enrolmentAmending = amending<Enrolment, EnrolmentEvent>({
  category: 'enrolment',
  of: 'Enrolment',
  shownTo: enrolmentShownTo,
  fold: enrolment,
  stands,
  allows: oneOfAPerson,
  labels: enrolmentLabels.events,
  facts: enrolmentFacts,
});
