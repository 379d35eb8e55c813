import { settles, type TaskKind, when } from '@app/feature';
import { OrganisationRow } from '@app/organisation/read';
import sql from 'sql-template-tag';
import { ChangeAssignment } from './domain/change-assignment.js';
import { EndAssignment } from './domain/end-assignment.js';
import { ConfirmLeaderMerge, UndoLeaderMerge } from './domain/merge-leaders.js';
import { AgreeParticipation, WithdrawParticipation } from './domain/participation.js';
import { erasedLeader, mergeCanBe } from './read.js';
import { LeaderMergeRow } from './read-model/leader-merge.row.js';
import { AssignmentRow, LeaderRow } from './read-model/leader.row.js';

/** So many days before a post ends somebody is told. */
const BEFORE_THE_END = 28;

const both = { leaderId: sql`leader_merge.leader_id`, mergedId: sql`leader_merge.merged_id` };
const own = { leaderId: sql`leader.id` };
const post = { assignmentId: sql`assignment.id` };

/** What of people and their posts waits for somebody. */
export const leaderTasks = {
  CONFIRM_MERGE: {
    description:
      'Two records that one person said are of one person: for a second person, who has neither. It can only be undone where what is recorded of either stands against it.',
    en: 'Merge to confirm',
    cy: 'Cyfuno i’w gadarnhau',
    title: { en: 'Confirm that two records are of one person, or undo it', cy: 'Cadarnhau bod dau gofnod yn eiddo i un person, neu ddadwneud hynny' },
    whose: ['talent-partner', 'administrator'],
    thing: 'LeaderMerge',
    id: sql`leader_merge.id`,
    since: sql`leader_merge.proposed_at at time zone 'Europe/London'`,
    settledBy: [when(sql`can_be.confirmed`, settles(ConfirmLeaderMerge, both)), when(sql`can_be.undone`, settles(UndoLeaderMerge, both))],
    notBy: [sql`leader_merge.leader_id`, sql`leader_merge.merged_id`, sql`leader_merge.proposed_by_id`],
    byAPerson: true,
    from: ({ moment }) => sql`${moment.from(LeaderMergeRow)} ${mergeCanBe(moment)} where leader_merge.state in ('PROPOSED', 'UNCONFIRMED')`,
  },
  STATE_PARTICIPATION: {
    description: 'That it is not recorded whether the person agrees to take part.',
    en: 'Participation to state',
    cy: 'Dweud am gymryd rhan',
    title: { en: 'Say whether you agree to take part', cy: 'Dweud a ydych yn cytuno i gymryd rhan' },
    whose: ['leader'],
    thing: 'Leader',
    id: sql`leader.id`,
    since: sql`leader.participation_since`,
    settledBy: [settles(AgreeParticipation, own), settles(WithdrawParticipation, own)],
    from: ({ moment }) => sql`${moment.from(LeaderRow)} where leader.participation = 'NOT_RECORDED' and leader.merged_into_id is null`,
  },
  EXTEND_POST: {
    description: 'A post that ends within 28 days: for talent partners of its employer, who extend it, end it earlier, or let it end.',
    en: 'Post about to end',
    cy: 'Swydd ar fin dod i ben',
    title: { en: 'Extend a post with {name}, or let it end', cy: 'Ymestyn swydd gyda {name}, neu adael iddi ddod i ben' },
    whose: ['talent-partner'],
    thing: 'Assignment',
    id: sql`assignment.id`,
    since: sql`assignment.ends_on - ${BEFORE_THE_END}::int`,
    due: sql`assignment.ends_on`,
    name: { en: sql`organisation.name_en`, cy: sql`coalesce(organisation.name_cy, organisation.name_en)` },
    settledBy: [settles(ChangeAssignment, post), settles(EndAssignment, post)],
    from: ({ moment }) => sql`
      ${moment.last(AssignmentRow)} join ${moment.from(OrganisationRow)} on organisation.id = assignment.organisation_id
      where not assignment.ended and assignment.effective_from <= ${moment.asOf}::date and not ${erasedLeader(moment, sql`assignment.leader_id`)}
        and assignment.ends_on between ${moment.asOf}::date and ${moment.asOf}::date + ${BEFORE_THE_END}::int`,
  },
} as const satisfies Readonly<Record<string, TaskKind>>;
