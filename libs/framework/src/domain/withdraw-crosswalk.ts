import { Command, type Decided, notBefore, onRecord } from '@app/kernel';
import { endOf, type EndsNamed } from './crosswalk-end.js';
import { crosswalkIdOf } from './framework-id.js';
import type { CrosswalkWithdrawn, FrameworkEvent } from './framework.events.js';
import type { Framework } from './framework.js';
import { refuse } from './refusals.js';

/** It takes effect on the first day without. Why is the `reasonCode` of its surroundings. */
export class WithdrawCrosswalk extends Command<EndsNamed> {}

export function withdrawCrosswalk({ input, meta }: WithdrawCrosswalk, state: Framework): Decided<FrameworkEvent> {
  const [from, to] = [endOf(input.from), endOf(input.to)];
  const crosswalkId = crosswalkIdOf(from, to);
  const known = state.crosswalks.get(crosswalkId);
  if (!known) throw refuse('CROSSWALK_NOT_FOUND');
  if (known.withdrawn) return onRecord<CrosswalkWithdrawn>('CrosswalkWithdrawn', {}, { crosswalkId });
  notBefore(known.since, meta.effectiveOn);
  return [{ type: 'CrosswalkWithdrawn', data: { crosswalkId, from, to } }];
}
