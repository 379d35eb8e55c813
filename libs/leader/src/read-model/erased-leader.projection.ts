import { projection } from '@app/read-model';
import type { LeaderEvent } from '../domain/leader.events.js';
import { ErasedLeaderRow } from './erased-leader.row.js';

export const erasedLeaderProjection = projection<LeaderEvent, ErasedLeaderRow>(ErasedLeaderRow, {
  version: 1,
  key: ({ data }) => data.leaderId,
  on: {
    LeaderErased: (_row, { data }) => ({ id: data.leaderId, erasureId: data.erasureId }),
    LeaderRegistered: null,
    NameChanged: null,
    EmailChanged: null,
    LanguagePreferenceRecorded: null,
    ParticipationAgreed: null,
    ParticipationWithdrawn: null,
    LeaderLeft: null,
    LeaderReturned: null,
    LeaderMergeProposed: null,
    LeaderMergeWithdrawn: null,
    LeadersMerged: null,
    LeaderMergeUndone: null,
    LeaderRecordClosed: null,
    LeaderRecordReopened: null,
  },
});
