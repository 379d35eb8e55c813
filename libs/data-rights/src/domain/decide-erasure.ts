import { aPerson, Command, dropsNothing, isSelf, notBefore, type Self } from '@app/kernel';
import type { ErasureEvent, ErasureRefusal, Responsibility } from './erasure.events.js';
import type { Erasure } from './erasure.js';
import type { Hold } from './hold.js';
import { refuse } from './refusals.js';

/** Approves or refuses an erasure: neither who asked for it does so, nor whom it is about. */
export class DecideErasure extends Command<{
  readonly erasureId: string;
  readonly approved: boolean;
  /** Why it is refused. */
  readonly reason?: ErasureRefusal | undefined;
  /** That it is known what the person is still responsible for. */
  readonly responsibilitiesKnown?: boolean | undefined;
}> {}

/** Something that the person is responsible for, and what it is called; a post has no name to tell. */
export interface Held extends Responsibility {
  readonly name?: string;
}

interface Known {
  /** Whoever decides. */
  readonly self: Self;
  readonly held: readonly Held[];
  readonly hold: Hold;
}

export function decide({ input, meta }: DecideErasure, state: Erasure, { self, held, hold }: Known): readonly ErasureEvent[] {
  if (state.status === 'none') throw refuse('ERASURE_NOT_FOUND');
  const { erasureId, leaderId, requesterId, requesterIds } = state;
  const { id } = meta.actor;
  aPerson(meta.actor);
  if (self.has(leaderId)) throw refuse('ERASURE_OF_ONESELF');
  if (isSelf(self, requesterIds)) throw refuse('ERASURE_NEEDS_SECOND_PERSON');
  if (state.status === 'refused') throw refuse('ERASURE_ALREADY_DECIDED');
  if (state.status !== 'requested') throw refuse('ERASURE_UNDER_WAY');
  notBefore(state.since, meta.effectiveOn);
  if (!input.approved) {
    if (!input.reason) throw refuse('ERASURE_REASON_REQUIRED');
    return [{ type: 'ErasureRefused', data: { erasureId, leaderId, deciderId: id, reason: input.reason } }];
  }
  dropsNothing({ reason: input.reason });
  if (hold.status === 'held') throw refuse('ERASURE_HELD', { reason: hold.reason });
  if (held.length > 0 && !input.responsibilitiesKnown) throw refuse('RESPONSIBILITIES_HELD', namedIn(held));
  const responsibilities = held.map((one) => ({ kind: one.kind, id: one.id }));
  return [{ type: 'ErasureApproved', data: { erasureId, leaderId, requesterId, deciderId: id, responsibilities } }];
}

function namedIn(held: readonly Held[]) {
  const of = (kind: Responsibility['kind']) => held.filter((one) => one.kind === kind);
  const names = (kind: Responsibility['kind']) =>
    of(kind)
      .map(({ name, id }) => name ?? id)
      .join(', ');
  return {
    programmes: of('PROGRAMME').length,
    programmeNames: names('PROGRAMME'),
    panels: of('SELECTION_PANEL').length,
    panelNames: names('SELECTION_PANEL'),
    lines: of('REPORTING_LINE').length,
  };
}
