import { Command, type Decided, latest, notBefore, onRecord, present, seal } from '@app/kernel';
import type { LeaderEvent, ParticipationAgreed, ParticipationWithdrawn } from './leader.events.js';
import { follows, type Following, type Leader } from './leader.js';
import { inUse, notAhead } from './refusals.js';

/** They take part, or do again. */
export class AgreeParticipation extends Command<{ readonly leaderId: string }> {}

export function agree({ input, meta }: AgreeParticipation, state: Leader): Decided<LeaderEvent> {
  const { participation } = inUse(state);
  if (participation.status === 'agreed') return onRecord<ParticipationAgreed>('ParticipationAgreed');
  notBefore(participation.since, meta.effectiveOn);
  notAhead(meta);
  return [{ type: 'ParticipationAgreed', data: { leaderId: input.leaderId } }];
}

/** They no longer take part: what they have applied for ends, and nothing new begins. */
export class WithdrawParticipation extends Command<Following & { readonly leaderId: string; readonly reason?: string | undefined }> {}

export function withdrawParticipation({ input, meta }: WithdrawParticipation, state: Leader): Decided<LeaderEvent> {
  const { leaderId, reason, survivorId } = input;
  if (survivorId !== undefined) {
    if (!follows(state, survivorId) || state.participation.status === 'withdrawn') return [];
    return [{ type: 'ParticipationWithdrawn', data: { leaderId }, effectiveOn: latest(meta.effectiveOn, state.participation.since) }];
  }
  const { participation } = inUse(state);
  const why = reason ? seal({ subject: leaderId, purpose: 'record' }, reason) : undefined;
  if (participation.status === 'withdrawn') return onRecord<ParticipationWithdrawn>('ParticipationWithdrawn', { reason: why });
  notBefore(participation.since, meta.effectiveOn);
  notAhead(meta);
  return [{ type: 'ParticipationWithdrawn', data: { leaderId, ...present({ reason: why }) } }];
}
