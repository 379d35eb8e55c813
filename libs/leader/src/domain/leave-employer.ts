import { addDays, type CalendarDate, Command, type Decided, latest, notBefore, onRecord, present, seal } from '@app/kernel';
import type { LeaderEvent, LeaderLeft, LeaderReturned } from './leader.events.js';
import { follows, type Following, lastDayWith, type Leader } from './leader.js';
import { inUse, refuse } from './refusals.js';
import type { Employer } from './start-assignment.js';

/** They left an employer, their last day there being over or today; one that is known beforehand is the `endsOn` of their posts. */
export class LeaveEmployer extends Command<
  Following & {
    readonly leaderId: string;
    readonly organisationId: string;
    readonly lastDay: CalendarDate;
    readonly reason?: string | undefined;
  }
> {}

export function leave({ input, meta }: LeaveEmployer, state: Leader, employer: Employer): Decided<LeaderEvent> {
  const { leaderId, organisationId, lastDay, reason, survivorId } = input;
  const effectiveOn = addDays(lastDay, 1);
  if (survivorId !== undefined) {
    if (!follows(state, survivorId) || lastDayWith(state, organisationId) !== undefined) return [];
    return [{ type: 'LeaderLeft', data: { leaderId, organisationId, lastDay }, effectiveOn }];
  }
  const record = inUse(state);
  if (employer.status === 'none') throw refuse('ORGANISATION_NOT_FOUND');
  const leftOn = lastDayWith(record, organisationId);
  const why = reason ? seal({ subject: leaderId, purpose: 'record' }, reason) : undefined;
  if (leftOn === lastDay) return onRecord<LeaderLeft>('LeaderLeft', { reason: why }, { organisationId });
  if (leftOn !== undefined) throw refuse('LEFT_ALREADY', { lastDay: leftOn });
  if (lastDay > meta.today) throw refuse('LAST_DAY_AHEAD', { lastDay });
  notBefore(record.departures.get(organisationId)?.returned ?? record.since, lastDay);
  return [{ type: 'LeaderLeft', data: { leaderId, organisationId, lastDay, ...present({ reason: why }) }, effectiveOn }];
}

/** They came back: posts with that employer may begin again, on the same record. */
export class ReturnToEmployer extends Command<Following & { readonly leaderId: string; readonly organisationId: string }> {}

export function comeBack({ input, meta }: ReturnToEmployer, state: Leader): Decided<LeaderEvent> {
  const { leaderId, organisationId, survivorId } = input;
  if (survivorId !== undefined) {
    const lastDay = follows(state, survivorId) ? lastDayWith(state, organisationId) : undefined;
    if (lastDay === undefined) return [];
    return [{ type: 'LeaderReturned', data: { leaderId, organisationId }, effectiveOn: latest(meta.effectiveOn, addDays(lastDay, 1)) }];
  }
  const departure = 'departures' in state ? state.departures.get(organisationId) : undefined;
  // Also of nobody: who sends this need not see the person, and is not told whether there is one.
  if (!departure) throw refuse('HAS_NOT_LEFT');
  inUse(state);
  if (departure.returned !== undefined) return onRecord<LeaderReturned>('LeaderReturned', {}, { organisationId });
  notBefore(addDays(departure.lastDay, 1), meta.effectiveOn);
  return [{ type: 'LeaderReturned', data: { leaderId, organisationId } }];
}
