import { seal } from '@app/kernel';
import { metaFor, recorded } from '@app/kernel/testing';
import type { LeaderEvent, LeaderName, LeaderRegistered } from '../domain/leader.events.js';
import { type Leader, leader } from '../domain/leader.js';

// Records of people, as specifications tell them.

export const LEADER = '11111111-1111-4111-8111-111111111111';
export const OTHER = '22222222-2222-4222-8222-222222222222';
export const THIRD = '33333333-3333-4333-8333-333333333333';
export const EMPLOYER = '44444444-4444-4444-8444-444444444444';

export const nameOf = (number: number, legal: string, knownAs: string, sort: string, leaderId = LEADER): LeaderName => {
  const sealed = (name: string) => seal({ subject: leaderId, purpose: `name-${number}` }, name);
  return { legal: sealed(legal), knownAs: sealed(knownAs), sort: sealed(sort) };
};
export const registered = (leaderId = LEADER): LeaderRegistered => ({
  type: 'LeaderRegistered',
  data: { leaderId, name: nameOf(1, 'Siân ap Huw', 'Siân', 'ap Huw, Siân', leaderId), language: 'cy' },
});
export const erased = (leaderId = LEADER): LeaderEvent => ({ type: 'LeaderErased', data: { leaderId, erasureId: THIRD, certificateHash: '00' } });
export const agreed: LeaderEvent = { type: 'ParticipationAgreed', data: { leaderId: LEADER } };
export const withdrawn: LeaderEvent = { type: 'ParticipationWithdrawn', data: { leaderId: LEADER } };
export const left = (lastDay = '2026-03-01'): LeaderEvent => ({ type: 'LeaderLeft', data: { leaderId: LEADER, organisationId: EMPLOYER, lastDay } });
export const returned = (effectiveOn = '2026-03-02'): LeaderEvent => ({
  type: 'LeaderReturned',
  data: { leaderId: LEADER, organisationId: EMPLOYER },
  effectiveOn,
});
export const why = (words: string, leaderId = LEADER) => seal({ subject: leaderId, purpose: 'record' }, words);
export const proposed = (mergedId = OTHER, leaderId = LEADER): LeaderEvent => ({
  type: 'LeaderMergeProposed',
  data: { leaderId, mergedId, reason: why('One person.', leaderId) },
});
/** Whoever records what specifications say was recorded before. */
export const PROPOSER = metaFor().actor.id;
export const taken: LeaderEvent = { type: 'LeaderMergeWithdrawn', data: { leaderId: LEADER, mergedId: OTHER } };
export const merged = (mergedId = OTHER, leaderId = LEADER): LeaderEvent => ({
  type: 'LeadersMerged',
  data: { leaderId, mergedId, reason: why('One person.', leaderId) },
});
export const unmerged: LeaderEvent = { type: 'LeaderMergeUndone', data: { leaderId: LEADER, mergedId: OTHER } };
/** Merged into another. */
export const closed = (survivorId = OTHER): LeaderEvent => ({ type: 'LeaderRecordClosed', data: { leaderId: LEADER, survivorId, records: [survivorId] } });
export const reopened = (survivorId = OTHER): LeaderEvent => ({ type: 'LeaderRecordReopened', data: { leaderId: LEADER, survivorId } });

/** A record as these events leave it. */
export const recordAfter = (...events: readonly LeaderEvent[]): Leader =>
  recorded(events).reduce((state, event) => leader.evolve(state, event), leader.initialState);
