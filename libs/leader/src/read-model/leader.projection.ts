import { periods, projection } from '@app/read-model';
import type { AssignmentEvent } from '../domain/assignment.events.js';
import type { LeaderEvent } from '../domain/leader.events.js';
import { AssignmentRow, LeaderRow } from './leader.row.js';

export const leaderProjection = projection<LeaderEvent, LeaderRow>(LeaderRow, {
  version: 1,
  key: ({ data }) => data.leaderId,
  on: {
    LeaderRegistered: (_row, { data }) => ({
      id: data.leaderId,
      legalName: data.name.legal,
      knownAs: data.name.knownAs,
      sortName: data.name.sort,
      email: data.email ?? null,
      language: data.language,
    }),
  },
});

const termsOf = ({ post, wtePercent, basis, endsOn }: Pick<AssignmentRow, 'post' | 'wtePercent' | 'basis'> & { endsOn?: string }) => ({
  post,
  wtePercent,
  basis,
  endsOn: endsOn ?? null,
});

export const assignmentProjection = periods<AssignmentEvent, AssignmentRow>(AssignmentRow, {
  version: 1,
  key: ({ data }) => data.assignmentId,
  on: {
    AssignmentStarted: (_row, { data }) => ({
      id: data.assignmentId,
      leaderId: data.leaderId,
      organisationId: data.organisationId,
      ...termsOf(data),
      ended: false,
    }),
    AssignmentChanged: (row, { data }) => row && { ...row, ...termsOf(data) },
    AssignmentEnded: (row) => row && { ...row, ended: true },
  },
});
