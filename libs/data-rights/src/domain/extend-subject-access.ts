import { aboutOthers, addDays, type CalendarDate, Command, type Self } from '@app/kernel';
import { refuse } from './refusals.js';
import type { ExtensionReason, SubjectAccessEvent } from './subject-access.events.js';
import type { SubjectAccess } from './subject-access.js';

/** Two months more at most, each at its shortest. */
const MOST_DAYS = 56;

/** Gives an answer more time, of which the person was told before it was due. */
export class ExtendSubjectAccess extends Command<{
  readonly requestId: string;
  readonly reason: ExtensionReason;
  /** When the person was told, with the reason. */
  readonly toldOn: CalendarDate;
  /** By when it is answered instead. */
  readonly dueOn: CalendarDate;
}> {}

export function extendSubjectAccess({ input, meta }: ExtendSubjectAccess, state: SubjectAccess, self: Self): readonly SubjectAccessEvent[] {
  if (state.status === 'none') throw refuse('SUBJECT_ACCESS_NOT_FOUND');
  const { requestId, leaderId, receivedOn, firstDueOn, dueOn: dueBefore } = state;
  const { reason, toldOn, dueOn } = input;
  aboutOthers(self, leaderId);
  if (state.status === 'answered') throw refuse('SUBJECT_ACCESS_ANSWERED');
  if (dueBefore !== firstDueOn) throw refuse('SUBJECT_ACCESS_EXTENDED', { dueOn: dueBefore });
  const latest = addDays(firstDueOn, MOST_DAYS);
  if (dueOn <= firstDueOn || dueOn > latest) throw refuse('EXTENSION_OUT_OF_BOUNDS', { dueOn: firstDueOn, latest });
  if (toldOn > meta.today || toldOn < receivedOn) throw refuse('TOLD_WHEN_NOT_POSSIBLE', { receivedOn, today: meta.today });
  if (toldOn > firstDueOn) throw refuse('TOLD_TOO_LATE', { dueOn: firstDueOn });
  return [{ type: 'SubjectAccessExtended', data: { requestId, leaderId, reason, toldOn, dueBefore, dueOn } }];
}
