import { type CalendarDate, Command, type Decided, notBefore, onRecord, present, sameContent } from '@app/kernel';
import type { CohortEvent, CohortOpened, DeliveryLanguage } from './cohort.events.js';
import type { Cohort } from './cohort.js';
import { type Deliverer, delivering, possibleCohort } from './cohort-particulars.js';
import type { Programme } from './programme.js';
import { refuse } from './refusals.js';

export class OpenCohort extends Command<{
  readonly cohortId: string;
  readonly programmeId: string;
  readonly name: string;
  /** The programme's usual size where absent. */
  readonly capacity?: number | undefined;
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
  readonly deliveryLanguage: DeliveryLanguage;
  readonly organisationId?: string | undefined;
  /** 14 where absent. */
  readonly offerDays?: number | undefined;
  /** Yes where absent. */
  readonly automaticPromotion?: boolean | undefined;
}> {}

const USUAL_OFFER_DAYS = 14;

/** @param known the deliverer where one is named */
export function open(
  { input, meta }: OpenCohort,
  state: Cohort,
  known: { readonly programme: Programme; readonly deliverer: Deliverer | undefined },
): Decided<CohortEvent> {
  const asked = present(input);
  if (state.status !== 'none') {
    if (saysTheSame(asked, state.opened)) return onRecord<CohortOpened>('CohortOpened');
    throw refuse('COHORT_ALREADY_OPENED');
  }
  const { programme, deliverer } = known;
  if (programme.status === 'none') throw refuse('PROGRAMME_NOT_FOUND');
  notBefore(programme.since, meta.effectiveOn);
  delivering(deliverer, meta);

  const { cohortSize, hours, award } = programme.current;
  const { capacity = cohortSize, offerDays = USUAL_OFFER_DAYS, automaticPromotion = true, startsOn, endsOn } = asked;
  if (capacity === undefined) throw refuse('CAPACITY_REQUIRED');
  possibleCohort({ capacity, offerDays, startsOn, endsOn });
  return [{ type: 'CohortOpened', data: { ...asked, capacity, offerDays, automaticPromotion, ...present({ hours, award }) } }];
}

/** Whatever is asked for is so; what is left out was settled when it opened, by a programme that may have been revised since. */
function saysTheSame(asked: Partial<CohortOpened['data']>, opened: CohortOpened['data']): boolean {
  return sameContent({ ...opened, ...asked }, opened);
}
