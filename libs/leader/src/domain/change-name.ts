import { Command, notBefore, present, seal } from '@app/kernel';
import type { LeaderEvent } from './leader.events.js';
import type { Leader } from './leader.js';
import { inUse, notAhead } from './refusals.js';
import { nameKey, named, type NameInput } from './named.js';

/** Another name, whole. The one that they had is a former name from then on. */
export class ChangeName extends Command<NameInput & { readonly leaderId: string; readonly reason?: string | undefined }> {}

/** Names are sealed, so whether this one says anything new is not known: it is recorded as it is asked for. */
export function changeName({ input, meta }: ChangeName, state: Leader): readonly LeaderEvent[] {
  const { names } = inUse(state);
  notBefore(names.since, meta.effectiveOn);
  notAhead(meta);
  const { leaderId, reason } = input;
  const why = reason ? seal({ subject: leaderId, purpose: nameKey(names.count) }, reason) : undefined;
  return [{ type: 'NameChanged', data: { leaderId, name: named(input, leaderId, names.count + 1), ...present({ reason: why }) } }];
}
