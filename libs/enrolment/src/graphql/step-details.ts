import { describedEnum } from '@app/graphql-kit';
import type { PlaceBasis, ReleaseCause } from '@app/programme/events';
import type { WithdrawalCause } from '../domain/enrolment.events.js';
import { STATUSES } from '../domain/statuses.js';

// What steps of timelines tell as codes.

export const WithdrawalCauseEnum = describedEnum<WithdrawalCause>('WithdrawalCause', 'What an enrolment’s withdrawal follows from.', {
  PARTICIPATION_WITHDRAWN: { description: 'The leader withdrew participation.', en: 'Participation withdrawn', cy: 'Tynnwyd y cytundeb i gymryd rhan yn ôl' },
  LEFT: { description: 'The leader left the post that sponsors it.', en: 'Left the employer', cy: 'Gadawodd y cyflogwr' },
  MERGED: { description: 'The same person has another enrolment in the cohort.', en: 'Enrolled already', cy: 'Wedi ymrestru eisoes' },
});

export const PlaceBasisEnum = describedEnum<PlaceBasis>('PlaceBasis', 'Why a place is asked for.', {
  OFFER: { description: 'It is to be offered.', en: 'Offer', cy: 'Cynnig' },
  DEFERRAL: { description: 'An enrolment was deferred to this cohort.', en: 'Deferral', cy: 'Gohiriad' },
  TRANSFER: { description: 'An enrolment was transferred to this cohort.', en: 'Transfer', cy: 'Trosglwyddiad' },
});

export const ReleaseCauseEnum = describedEnum<ReleaseCause>('ReleaseCause', 'Why a place, or a place on the waiting list, was given up.', {
  DECLINED: { ...STATUSES.declined, description: 'The offer was declined.' },
  LAPSED: { ...STATUSES.lapsed, description: 'The offer was not answered in time.' },
  WITHDRAWN: { ...STATUSES.withdrawn, description: 'The enrolment was withdrawn.' },
  DEFERRED: { ...STATUSES.deferred, description: 'The enrolment was deferred to another cohort.' },
  TRANSFERRED: { ...STATUSES.transferred, description: 'The enrolment was transferred to another cohort.' },
  NOT_COMPLETED: { ...STATUSES.notCompleted, description: 'The programme was not completed.' },
  REFUSED: { description: 'The enrolment no longer wanted it.', en: 'No longer wanted', cy: 'Dim eisiau mwyach' },
  COHORT_CANCELLED: { ...STATUSES.closed, description: 'The cohort was cancelled.' },
});

/** What each of some shapes has, together. */
export type AllOf<Shape> = (Shape extends unknown ? (each: Shape) => void : never) extends (all: infer All) => void ? All : never;
