import { periods, projection } from '@app/read-model';
import type { AssignmentEvent } from '../domain/assignment.events.js';
import type { LeaderEvent, LeaderName } from '../domain/leader.events.js';
import { AssignmentRow, LeaderRow } from './leader.row.js';

const nameOf = ({ legal, knownAs, sort }: LeaderName) => ({ legalName: legal, knownAs, sortName: sort });

export const leaderProjection = projection<LeaderEvent, LeaderRow>(LeaderRow, {
  version: 3,
  key: ({ data }) => data.leaderId,
  on: {
    LeaderRegistered: (_row, { data, effectiveOn }) => ({
      id: data.leaderId,
      ...nameOf(data.name),
      email: data.email ?? null,
      registeredOn: effectiveOn,
      preferredLanguage: data.language,
      participation: 'NOT_RECORDED',
      participationSince: effectiveOn,
      mergedIntoId: null,
      formerNames: [],
      departures: [],
    }),
    NameChanged: (row, { data, effectiveOn }) =>
      row && {
        ...row,
        ...nameOf(data.name),
        formerNames: [{ legalName: row.legalName, knownAs: row.knownAs, until: effectiveOn }, ...row.formerNames],
      },
    EmailChanged: (row, { data }) => row && { ...row, email: data.email ?? null },
    LanguagePreferenceRecorded: (row, { data }) => row && { ...row, preferredLanguage: data.language },
    ParticipationAgreed: (row, { effectiveOn }) => row && { ...row, participation: 'AGREED', participationSince: effectiveOn },
    ParticipationWithdrawn: (row, { effectiveOn }) => row && { ...row, participation: 'WITHDRAWN', participationSince: effectiveOn },
    LeaderLeft: (row, { data: { organisationId, lastDay, reason } }) =>
      row && { ...row, departures: [{ organisationId, lastDay, returnedOn: null, reason: reason ?? null }, ...row.departures] },
    LeaderReturned: (row, { data, effectiveOn }) =>
      row && {
        ...row,
        departures: row.departures.map((one) =>
          one.organisationId === data.organisationId && one.returnedOn === null ? { ...one, returnedOn: effectiveOn } : one,
        ),
      },
    LeaderRecordClosed: (row, { data }) => row && { ...row, mergedIntoId: data.survivorId },
    LeaderRecordReopened: (row) => row && { ...row, mergedIntoId: null },
    LeaderMergeProposed: null,
    LeaderMergeWithdrawn: null,
    LeadersMerged: null,
    LeaderMergeUndone: null,
    LeaderErased: null,
  },
});

const termsOf = ({ post, wtePercent, basis, endsOn }: Pick<AssignmentRow, 'post' | 'wtePercent' | 'basis'> & { endsOn?: string }) => ({
  post,
  wtePercent,
  basis,
  endsOn: endsOn ?? null,
});

export const assignmentProjection = periods<AssignmentEvent, AssignmentRow>(AssignmentRow, {
  version: 2,
  key: ({ data }) => data.assignmentId,
  on: {
    AssignmentStarted: (_row, { data, effectiveOn }) => ({
      id: data.assignmentId,
      leaderId: data.leaderId,
      organisationId: data.organisationId,
      ...termsOf(data),
      startsOn: effectiveOn,
      ended: false,
    }),
    AssignmentChanged: (row, { data }) => row && { ...row, ...termsOf(data) },
    AssignmentEnded: (row) => row && { ...row, ended: true },
    ReportingLineSet: null,
    ReportingLineEnded: null,
  },
});
