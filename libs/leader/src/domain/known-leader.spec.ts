import { recorded } from '@app/kernel/testing';
import { seal } from '@app/kernel';
import { knownLeader } from './known-leader.js';
import type { LeaderEvent, LeaderRegistered } from './leader.events.js';

const leaderId = 'l';
const sealed = seal({ subject: leaderId, purpose: 'record' }, 'x');
const registered: LeaderRegistered = { type: 'LeaderRegistered', data: { leaderId, name: { legal: sealed, knownAs: sealed, sort: sealed }, language: 'cy' } };
const merged = (mergedId: string): LeaderEvent => ({ type: 'LeadersMerged', data: { leaderId, mergedId, reason: sealed } });
const undone = (mergedId: string): LeaderEvent => ({ type: 'LeaderMergeUndone', data: { leaderId, mergedId } });
const closed: LeaderEvent = { type: 'LeaderRecordClosed', data: { leaderId, survivorId: 's', records: ['s'] } };
const reopened: LeaderEvent = { type: 'LeaderRecordReopened', data: { leaderId, survivorId: 's' } };
const erased: LeaderEvent = { type: 'LeaderErased', data: { leaderId, erasureId: 'e', certificateHash: '' } };
const withdrawn: LeaderEvent = { type: 'ParticipationWithdrawn', data: { leaderId }, effectiveOn: '2026-03-02' };
const agreed: LeaderEvent = { type: 'ParticipationAgreed', data: { leaderId } };
const proposed: LeaderEvent = { type: 'LeaderMergeProposed', data: { leaderId, mergedId: 'a', reason: sealed } };
const notConfirmed: LeaderEvent = { type: 'LeaderMergeWithdrawn', data: { leaderId, mergedId: 'a' } };
const renamed: LeaderEvent = { type: 'NameChanged', data: { leaderId, name: registered.data.name } };
const left: LeaderEvent = { type: 'LeaderLeft', data: { leaderId, organisationId: 'o', lastDay: '2026-03-01' } };
const returned: LeaderEvent = { type: 'LeaderReturned', data: { leaderId, organisationId: 'o' } };
const speaks: LeaderEvent = { type: 'LanguagePreferenceRecorded', data: { leaderId, language: 'en' } };

const known = (...events: readonly LeaderEvent[]) => recorded(events).reduce((state, event) => knownLeader.evolve(state, event), knownLeader.initialState);
const ON_RECORD = { status: 'registered', since: '2026-03-01', language: 'cy', merged: [] };

describe('what others know of a person', () => {
  it.each<readonly [what: string, events: readonly LeaderEvent[], state: object]>([
    ['is nothing of whoever is not registered', [closed, erased], { status: 'none' }],
    ['begins with registration', [registered], ON_RECORD],
    ['follows their language', [registered, speaks], { ...ON_RECORD, language: 'en' }],
    ['says that they take no part', [registered, withdrawn], { ...ON_RECORD, withdrawnOn: '2026-03-02' }],
    ['and that they do again', [registered, withdrawn, agreed], ON_RECORD],
    ['names the records that were merged into it, each once', [registered, merged('a'), merged('b'), merged('a')], { ...ON_RECORD, merged: ['b', 'a'] }],
    ['and not one that was parted again', [registered, merged('a'), undone('a')], ON_RECORD],
    ['says that it is closed, and which goes on', [registered, closed], { ...ON_RECORD, status: 'merged', survivorId: 's' }],
    ['and that it is one of its own again', [registered, withdrawn, closed, reopened], { ...ON_RECORD, withdrawnOn: '2026-03-02' }],
    ['says nothing of names, employers and what is yet to be confirmed', [registered, proposed, notConfirmed, renamed, left, returned], ON_RECORD],
    ['ends with erasure, whatever comes after', [registered, closed, erased, reopened, merged('a')], { ...ON_RECORD, status: 'erased' }],
  ])('%s', (_what, events, state) => {
    expect(known(...events)).toEqual(state);
  });
});
