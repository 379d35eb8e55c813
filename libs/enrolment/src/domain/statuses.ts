/** On the way to a place. */
export const APPLYING = ['nominated', 'applied', 'eligible', 'shortlisted'] as const;
/** Has or awaits a place, but has not begun. */
const AWAITING = ['offered', 'waitlisted', 'accepted'] as const;
export const TAKING_PART = ['enrolled', 'inProgress', 'interrupted'] as const;
export const LIVE = [...APPLYING, ...AWAITING, ...TAKING_PART] as const;
/** Ended before it began: the leader may apply again. */
export const MAY_REAPPLY = ['ineligible', 'notSelected', 'declined', 'lapsed', 'withdrawn'] as const;

/** Where an enrolment may stand. */
export type Status = (typeof LIVE)[number] | (typeof MAY_REAPPLY)[number] | 'completed' | 'awarded' | 'notCompleted' | 'closed' | 'deferred' | 'transferred';

interface Described {
  readonly code: string;
  readonly description: string;
  readonly en: string;
  readonly cy: string;
}

/**
 * All there is to say of each, and the only place that says it: its code in tables and in the API, what it means there, and what people call
 * it, in labels as in refusals. In the order in which the codes are to be offered.
 */
export const STATUSES = {
  nominated: { code: 'NOMINATED', description: 'Nominated by someone else, and yet to be screened.', en: 'Nominated', cy: 'Enwebwyd' },
  applied: { code: 'APPLIED', description: 'Applied, and yet to be screened.', en: 'Applied', cy: 'Ymgeisiwyd' },
  eligible: { code: 'ELIGIBLE', description: 'Screened and found eligible.', en: 'Eligible', cy: 'Cymwys' },
  shortlisted: { code: 'SHORTLISTED', description: 'On the shortlist.', en: 'Shortlisted', cy: 'Ar y rhestr fer' },
  offered: { code: 'OFFERED', description: 'Offered a place, and yet to answer.', en: 'Place offered', cy: 'Cynigiwyd lle' },
  waitlisted: { code: 'WAITLISTED', description: 'Waiting for a place.', en: 'On the waiting list', cy: 'Ar y rhestr aros' },
  accepted: { code: 'ACCEPTED', description: 'Has accepted the offer.', en: 'Offer accepted', cy: 'Derbyniwyd y cynnig' },
  enrolled: { code: 'ENROLLED', description: 'Enrolled; nothing attended or studied yet.', en: 'Enrolled', cy: 'Ymrestrwyd' },
  inProgress: { code: 'IN_PROGRESS', description: 'Taking part.', en: 'In progress', cy: 'Ar y gweill' },
  interrupted: { code: 'INTERRUPTED', description: 'Interrupted, for leave or illness; no clock runs.', en: 'Interrupted', cy: 'Ar saib' },
  completed: { code: 'COMPLETED', description: 'Has completed the programme.', en: 'Completed', cy: 'Cwblhawyd' },
  awarded: { code: 'AWARDED', description: 'Has completed it and been granted the award.', en: 'Award granted', cy: 'Rhoddwyd y dyfarniad' },
  ineligible: { code: 'INELIGIBLE', description: 'Screened and found not eligible.', en: 'Not eligible', cy: 'Anghymwys' },
  notSelected: { code: 'NOT_SELECTED', description: 'Not selected.', en: 'Not selected', cy: 'Ni ddetholwyd' },
  declined: { code: 'DECLINED', description: 'Has declined the offer.', en: 'Offer declined', cy: 'Gwrthodwyd y cynnig' },
  lapsed: { code: 'LAPSED', description: 'Did not answer the offer in time.', en: 'Offer lapsed', cy: 'Daeth y cynnig i ben' },
  withdrawn: { code: 'WITHDRAWN', description: 'Has withdrawn.', en: 'Withdrawn', cy: 'Tynnwyd yn ôl' },
  deferred: { code: 'DEFERRED', description: 'Carries on in a later cohort.', en: 'Deferred', cy: 'Gohiriwyd' },
  transferred: { code: 'TRANSFERRED', description: 'Carries on in another cohort.', en: 'Transferred', cy: 'Trosglwyddwyd' },
  notCompleted: { code: 'NOT_COMPLETED', description: 'Did not complete.', en: 'Not completed', cy: 'Ni chwblhawyd' },
  closed: {
    code: 'COHORT_CANCELLED',
    description: 'Ended with its cohort, which was cancelled: nobody’s drop-out.',
    en: 'Cohort cancelled',
    cy: 'Canslwyd y garfan',
  },
} as const satisfies Readonly<Record<Status, Described>>;

/** As tables and the API name them. */
export type StatusCode = (typeof STATUSES)[Status]['code'];

/** Where an enrolment goes no further. */
export const ENDED: readonly StatusCode[] = Object.entries(STATUSES)
  .filter(([status]) => !(LIVE as readonly string[]).includes(status))
  .map(([, { code }]) => code);
