import { type CalendarDate, type Recorded, sameContent } from '@app/kernel';
import type { EnrolmentEvent } from './enrolment.events.js';
import { type Enrolment, RECORDED_AT } from './enrolment.js';
import { totals } from './hours.js';
import { isAt } from './stage.js';
import { tookPartOn } from './taking-part.js';

type Begun = Exclude<Enrolment, { readonly status: 'none' }>;

/**
 * Whether a fact may stand where an enrolment has come to.
 * @param was where it had come to before something was corrected: what has carried on elsewhere brought along what was recorded then
 */
export function stands(state: Enrolment, fact: Recorded<EnrolmentEvent>, was: Enrolment): boolean {
  // What is brought along from another enrolment builds on nothing here.
  if ('continued' in fact.data && fact.data.continued) return true;
  if (state.status === 'none') return fact.type === 'ApplicationSubmitted' || fact.type === 'NominationMade';
  return isAt(state, RECORDED_AT[fact.type]) && isDated(state, fact) && accounts(state, fact, was);
}

function isDated(state: Begun, { type, effectiveOn }: Recorded<EnrolmentEvent>): boolean {
  return type === 'AttendanceRecorded' || type === 'StudyHoursRecorded' ? tookPartOn(state, effectiveOn) : effectiveOn >= state.since;
}

type Accounts = {
  readonly [Type in EnrolmentEvent['type']]?: (state: Begun, fact: Recorded<Extract<EnrolmentEvent, { readonly type: Type }>>, was: Enrolment) => boolean;
};
const sameHours = ({ hours }: Begun, was: Enrolment): boolean => was.status === 'none' || sameContent(totals(hours), totals(was.hours));

/** What was answered, completed and carried on was so by what was on record. */
const ACCOUNTS: Accounts = {
  OfferAccepted: (state, { effectiveOn }) => state.status === 'offered' && effectiveOn <= state.respondBy,
  ProgrammeCompleted: (state, { effectiveOn, data }) => state.status !== 'interrupted' && reaches(state, effectiveOn, data),
  EnrolmentDeferred: (state, _fact, was) => sameHours(state, was),
  EnrolmentTransferred: (state, _fact, was) => sameHours(state, was),
};

function accounts(state: Begun, fact: Recorded<EnrolmentEvent>, was: Enrolment): boolean {
  const check = ACCOUNTS[fact.type] as Accounts['OfferAccepted'] | undefined;
  return check?.(state, fact as never, was) ?? true;
}

function reaches({ hours }: Begun, on: CalendarDate, recorded: { readonly attendanceMinutes: number; readonly reflectionMinutes: number }): boolean {
  const { attendanceMinutes, reflectionMinutes } = totals(hours, on);
  return attendanceMinutes >= recorded.attendanceMinutes && reflectionMinutes >= recorded.reflectionMinutes;
}
