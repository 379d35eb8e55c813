import { Command, notBefore, present, seal } from '@app/kernel';
import type { LeaderEvent } from './leader.events.js';
import type { Leader } from './leader.js';
import { inUse, notAhead } from './refusals.js';

/** Where to write to somebody from then on; without an address, nowhere any more. */
export class ChangeEmail extends Command<{ readonly leaderId: string; readonly email?: string | undefined }> {}

/** Addresses are sealed, so whether this one says anything new is not known: it is recorded as it is asked for. */
export function changeEmail({ input: { leaderId, email }, meta }: ChangeEmail, state: Leader): readonly LeaderEvent[] {
  notBefore(inUse(state).emailSince, meta.effectiveOn);
  notAhead(meta);
  return [{ type: 'EmailChanged', data: { leaderId, ...present({ email: email ? seal({ subject: leaderId, purpose: 'contact' }, email) : undefined }) } }];
}
