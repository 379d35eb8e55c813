import { deciding, metaFor } from '@app/kernel/testing';
import { applyRetention, ApplyRetention, orderRetention, OrderRetention, retention } from './apply-retention.js';
import { hold, liftHold, LiftHold, placeHold, PlaceHold } from './hold.js';
import type { HoldLifted, HoldPlaced, RetentionApplied, RetentionOrdered } from './retention.events.js';

const NOBODY = new Set<string>();
const leaderId = '11111111-1111-4111-8111-111111111111';
const rule = { nation: 'WALES', record: 'ENROLMENT', keepMonths: 72, authority: 'A schedule' } as const;
const order = { runId: 'run', record: 'ENROLMENT', rules: [rule], expired: [{ leaderId, keys: [{ keyId: 'key', purpose: 'enrolment' }] }] } as const;
const ordered: RetentionOrdered = { type: 'RetentionOrdered', data: order };
const found = { keys: 1, keyEncryptionKeys: ['old'], unreadable: [{ type: 'EnrolmentWithdrawn', path: 'reason', count: 1 }] };
const applied: RetentionApplied = { type: 'RetentionApplied', data: { runId: 'run', record: 'ENROLMENT', rules: [rule], leaderIds: [leaderId], ...found } };

describe('applying retention rules', () => {
  const given = deciding(retention, orderRetention, []);
  it('records by which rules, and of whom what is destroyed', () => given().when(new OrderRetention(metaFor(), order)).thenRecorded(ordered));
  it('records nothing the second time, and nothing of nobody', () => {
    given(ordered).when(new OrderRetention(metaFor(), order)).thenNothing();
    given()
      .when(new OrderRetention(metaFor(), { ...order, expired: [] }))
      .thenNothing();
  });
  it('is refused while one of them is held, saying how many are', () =>
    deciding(retention, orderRetention, [leaderId])()
      .when(new OrderRetention(metaFor(), { ...order, expired: [...order.expired, { leaderId: 'another', keys: [] }] }))
      .thenRefused('HELD', { people: 1 }));
  it('is ordered first', () => given(applied).when(new OrderRetention(metaFor(), order)).thenRecorded(ordered));
  it('records what became unreadable, once', () => {
    const carrying = deciding(retention, applyRetention, { ...found, held: [] });
    const command = new ApplyRetention(metaFor(), { runId: 'run' });
    carrying(ordered).when(command).thenRecorded(applied);
    carrying(ordered, applied).when(command).thenNothing();
    carrying().when(command).thenNothing();
  });
  it('records nobody who is under a hold since it was ordered', () =>
    deciding(retention, applyRetention, { ...found, held: [leaderId] })(ordered)
      .when(new ApplyRetention(metaFor(), { runId: 'run' }))
      .thenRecorded({ type: 'RetentionApplied', data: { ...applied.data, leaderIds: [] } }));
});

describe('a hold', () => {
  const placed: HoldPlaced = { type: 'HoldPlaced', data: { leaderId, reason: 'INQUIRY' } };
  const lifted: HoldLifted = { type: 'HoldLifted', data: { leaderId } };
  const placing = deciding(hold, placeHold, { leader: { status: 'registered' }, erasing: 'none', self: NOBODY });
  const place = new PlaceHold(metaFor(), { leaderId, reason: 'INQUIRY' });
  const lift = new LiftHold(metaFor(), { leaderId });

  it('is placed for a reason, once', () => {
    placing().when(place).thenRecorded(placed);
    placing(placed).when(place).thenNothing();
    placing(placed, lifted).when(place).thenRecorded(placed);
  });
  it('is placed for another reason as well', () => {
    const another: HoldPlaced = { type: 'HoldPlaced', data: { leaderId, reason: 'LEGAL_CLAIM' } };
    placing(placed)
      .when(new PlaceHold(metaFor(), { leaderId, reason: 'LEGAL_CLAIM' }))
      .thenRecorded(another);
  });
  it('is placed on the record that goes on, not on one that was merged into it', () =>
    deciding(hold, placeHold, { leader: { status: 'merged', survivorId: 'survivor' }, erasing: 'none', self: NOBODY })()
      .when(place)
      .thenRefused('LEADER_MERGED', { survivorId: 'survivor' }));
  it('is placed on nobody, and not on who was erased', () => {
    deciding(hold, placeHold, { leader: { status: 'none' }, erasing: 'none', self: NOBODY })()
      .when(place)
      .thenRefused('LEADER_NOT_FOUND');
    deciding(hold, placeHold, { leader: { status: 'erased' }, erasing: 'completed', self: NOBODY })()
      .when(place)
      .thenRefused('LEADER_ERASED');
    const erasing = (status: 'requested' | 'refused' | 'approved' | 'begun') =>
      deciding(hold, placeHold, { leader: { status: 'registered' }, erasing: status, self: NOBODY })().when(place);
    for (const status of ['requested', 'refused'] as const) erasing(status).thenRecorded(placed);
    for (const status of ['approved', 'begun'] as const) erasing(status).thenRefused('ERASURE_UNDER_WAY');
  });
  it('is lifted, once', () => {
    deciding(hold, liftHold, NOBODY)(placed).when(lift).thenRecorded(lifted);
    deciding(hold, liftHold, NOBODY)().when(lift).thenNothing();
  });
  it('is nothing that anybody places on themselves or lifts, by whatever record, nor a service account', () => {
    const self = new Set([leaderId]);
    deciding(hold, placeHold, { leader: { status: 'registered' }, erasing: 'none', self })()
      .when(place)
      .thenRefused('OWN_RECORD');
    deciding(hold, liftHold, self)(placed).when(lift).thenRefused('OWN_RECORD');
    const meta = metaFor({ actor: { kind: 'service', id: 'loader', role: 'administrator' } });
    placing().when(new PlaceHold(meta, place.input)).thenRefused('NEEDS_A_PERSON');
    deciding(hold, liftHold, NOBODY)(placed).when(new LiftHold(meta, lift.input)).thenRefused('NEEDS_A_PERSON');
  });
});
