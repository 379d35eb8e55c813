import { seal, type ToSeal } from '@app/kernel';
import type { EnrolmentRef } from './enrolment.events.js';

/** Free text about a leader's enrolment, to be sealed; undefined where there is none. */
export function sealed({ leaderId }: Pick<EnrolmentRef, 'leaderId'>, text: string | undefined): ToSeal<string> | undefined {
  return text ? seal({ subject: leaderId, purpose: 'enrolment' }, text) : undefined;
}
