import { amending } from '@app/event-store';
import { oneOfAPerson } from './commands/one-of-a-person.js';
import { adjustment, type Adjustment, standsOnAdjustment } from './domain/adjustment.js';
import type { AdjustmentEvent } from './domain/adjustment.events.js';
import type { EnrolmentEvent } from './domain/enrolment.events.js';
import { type Enrolment, enrolment } from './domain/enrolment.js';
import { stands } from './domain/stands.js';
import { adjustmentShownTo, enrolmentLabels, enrolmentShownTo } from './labels.js';
import { adjustmentFacts, enrolmentFacts } from './rules.js';

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

export const adjustmentAmending = amending<Adjustment, AdjustmentEvent>({
  category: 'adjustment',
  namesUnseen: true,
  of: 'Adjustment',
  shownTo: adjustmentShownTo,
  fold: adjustment,
  stands: standsOnAdjustment,
  labels: enrolmentLabels.events,
  facts: adjustmentFacts,
});
