import { codeAfter, type EnrolmentEvent, enrolmentStream, type StatusCode } from '@app/enrolment/events';
import type { EventStore } from '@app/event-store';

/** Tells where an enrolment stands from its own stream, which is never behind as a table may be. */
export function statusFrom(store: EventStore): (enrolmentId: string) => Promise<StatusCode | undefined> {
  return async (enrolmentId) => {
    let status: StatusCode | undefined;
    for await (const { type } of store.readStream(enrolmentStream(enrolmentId))) status = codeAfter(status, type as EnrolmentEvent['type']);
    return status;
  };
}
