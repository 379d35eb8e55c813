import { aligned, byId, loader, type Personal, type PersonalText, seenAs } from '@app/graphql-kit';
import type { Anchored, Relationship } from '@app/identity';
import type { SealedValue } from '@app/kernel';
import { OrganisationRow } from '@app/organisation/read';
import type { Moment } from '@app/read-model';
import sql, { type Sql } from 'sql-template-tag';
import { refuse } from './domain/refusals.js';
import { LeaderDirectoryRow } from './read-model/leader.directory.js';
import { ErasedLeaderRow } from './read-model/erased-leader.row.js';
import { AssignmentRow, LeaderRow } from './read-model/leader.row.js';
import { LeaderMergeRow } from './read-model/leader-merge.row.js';
import { ReportingLineRow } from './read-model/reporting-line.row.js';

export { AssignmentRow, LeaderRow } from './read-model/leader.row.js';

/** The same snapshot, as of now: what a table of names is read at, whatever moment is asked about. */
export const atPresent = ({ snapshot }: Moment): Moment => snapshot.present;

/** Leaders by their UUIDs, as they are now: a name is of now in every answer, also in answers about the past. */
export const leaders = byId('Leader', LeaderRow, atPresent);
export const seenLeader = seenAs('Leader');

/** Merges by their UUIDs. */
export const leaderMerges = byId('LeaderMerge', LeaderMergeRow);
export const seenLeaderMerge = seenAs('LeaderMerge');

/** The records in which it is recorded of another that it was taken for the same person's: each with that one. At present, as a query. @param mergedId that one's id */
export const takenFor = (present: Moment, mergedId: Sql): Sql =>
  sql`select distinct leader_merge.merged_id, leader_merge.leader_id from ${present.everyone(LeaderMergeRow)} where leader_merge.merged_id = ${mergedId}`;

type NameOnly = { readonly id: string; readonly knownAs: SealedValue<string> };

/**
 * What somebody is called to whoever they are responsible for, although their record may be out of reach: who manages, selects or leads is
 * nobody whose name one may not know. Reading it is noted like any other. Null for who is not registered.
 */
export async function knownAs(moment: Moment, personal: Personal, person: string): Promise<PersonalText | null> {
  const row = await loader<string, NameOnly | null>(moment, 'who is responsible', async (ids) => {
    const present = atPresent(moment);
    const rows = await present.query<NameOnly>(
      sql`select leader.id, leader.known_as from ${present.everyone(LeaderRow)} where leader.id = any(${[...ids]}::uuid[])`,
    );
    return aligned(ids, rows, ({ id }) => id);
  }).load(person);
  return row && personal.open(moment, row.knownAs);
}

/** Assignments by their UUIDs. */
export const assignments = byId('Assignment', AssignmentRow);

/** That a post is held on a day, as a condition on what a moment answers of posts. */
export const held = ({ asOf }: Pick<Moment, 'asOf'>): Sql => sql`not assignment.ended and coalesce(assignment.ends_on >= ${asOf}::date, true)`;

/** That somebody was erased, whose nothing waits for anybody any more. @param id of their record, as a column */
export const erasedLeader = ({ snapshot: { present } }: Moment, id: Sql): Sql =>
  sql`exists (select from ${present.everyone(ErasedLeaderRow)} where erased_leader.id = ${id})`;

/** That a person holds a post with one of some employers, at present; or with any. */
const employed = (present: Moment, row: Sql, among?: Sql): Sql => sql`exists (
  select from ${present.everyone(AssignmentRow)} where assignment.leader_id = ${row}.id
  ${among ? sql`and assignment.organisation_id ${among} and ${held(present)}` : sql``})`;

/** That a person came back to one of some employers that they had left, that no record of theirs holds a post, and that this is the one that goes on. */
const returned = (present: Moment, row: Sql, among: Sql): Sql => sql`(
  ${row}.merged_into_id is null
  and not ${erasedLeader(present, sql`${row}.id`)}
  and exists (
    select from jsonb_to_recordset(${row}.departures) as departure ("organisationId" uuid, "returnedOn" date)
    where departure."organisationId" ${among}
    group by departure."organisationId" having bool_and(departure."returnedOn" is not null)
  )
  and not exists (
    select from (select ${row}.id) as person (id)
    cross join lateral (
      select person.id union all select leader.id from ${present.everyone(LeaderRow)} where leader.merged_into_id = person.id
    ) as record (id)
    join ${present.everyone(AssignmentRow)} on assignment.leader_id = record.id
    where ${held(present)}
  ))`;

const anchors: Anchored['anchors'] = {
  self: 'id',
  reports: 'id',
  employer: ({ row, among, present }) => employed(present, row, among('organisations')),
  newcomer: ({ row, present }) => sql`not ${employed(present, row)}`,
  returner: ({ row, among, present }) => returned(present, row, among('organisations')),
};

/** That a condition on people holds of both whose records are said to be one person's. */
const both = (present: Moment, merge: Sql, holds: (row: Sql) => Sql): Sql =>
  sql`not exists (select from ${present.everyone(LeaderRow)} where leader.id in (${merge}.leader_id, ${merge}.merged_id) and not (${holds(sql`leader`)}))`;

/** That it holds of one of them, or both. */
const either = (present: Moment, merge: Sql, holds: (row: Sql) => Sql): Sql =>
  sql`exists (select from ${present.everyone(LeaderRow)} where leader.id in (${merge}.leader_id, ${merge}.merged_id) and (${holds(sql`leader`)}))`;

/**
 * What can still come of a merge that was said or recorded, by how its records stand: to be joined with `leader_merge`, as `can_be`. Both follow the decisions.
 */
export function mergeCanBe(moment: Moment): Sql {
  const everyone = moment.everyone(LeaderRow);
  const erased = (id: Sql) => erasedLeader(moment, id);
  const [survivor, other] = [sql`leader_merge.leader_id`, sql`leader_merge.merged_id`];
  const inUse = (id: Sql) => sql`(exists (select from ${everyone} where leader.id = ${id} and leader.merged_into_id is null) and not ${erased(id)})`;
  const survivesOthers = sql`exists (select from ${everyone} where leader.merged_into_id = ${other})`;
  const agree = sql`(select count(distinct leader.participation = 'WITHDRAWN') = 1 from ${everyone} where leader.id in (${survivor}, ${other}))`;
  return sql`cross join lateral (
    select leader_merge.state = 'PROPOSED' as proposed, ${inUse(survivor)} as survivor_in_use
  ) as known cross join lateral (
    select known.survivor_in_use and (not known.proposed or ${inUse(other)} and not ${survivesOthers} and ${agree}) as confirmed,
      known.survivor_in_use or (known.proposed and not ${erased(survivor)}) as undone
  ) as can_be`;
}

/** How leaders and their posts hang on to who asks. */
export const leaderAccess: readonly Anchored[] = [
  {
    resource: 'Leader',
    rows: LeaderRow,
    anchors,
    groups: {
      legalName: { sealed: ['legalName'] },
      contact: { sealed: ['email'] },
      formerNames: { columns: ['formerNames'], flag: 'sees_former_names' },
      departures: { columns: ['departures'] },
      history: { flag: 'sees_history' },
      sight: { flag: 'sees_sight' },
      holds: { flag: 'sees_holds' },
    },
    missing: () => refuse('LEADER_NOT_FOUND'),
  },
  { resource: 'Leader', rows: LeaderDirectoryRow, groups: { legalName: { columns: ['legalName'] } } },
  // For the two whom it is about, and for who may confirm it: who employs one of them, and reaches both.
  {
    resource: 'LeaderMerge',
    rows: LeaderMergeRow,
    anchors: {
      self: ({ row, among }) => sql`(${row}.leader_id ${among('person')} or ${row}.merged_id ${among('person')})`,
      employer: ({ row, among, present }) => {
        const theirs = (person: Sql) => employed(present, person, among('organisations'));
        return sql`(${either(present, row, theirs)} and ${both(present, row, (person) => sql`${theirs(person)} or not ${employed(present, person)}`)})`;
      },
    },
    groups: { reasons: { sealed: ['proposalReason', 'confirmationReason', 'endReason'] } },
  },
  {
    resource: 'Assignment',
    rows: AssignmentRow,
    anchors: { self: 'leader_id', reports: { column: 'id', of: 'assignments' }, organisation: 'organisation_id' },
    groups: { history: { flag: 'sees_history' } },
    missing: () => refuse('ASSIGNMENT_NOT_FOUND'),
  },
  {
    resource: 'ReportingLine',
    rows: ReportingLineRow,
    anchors: { self: 'leader_id', reports: { column: 'id', of: 'assignments' }, organisation: 'organisation_id' },
    groups: { name: { flag: 'sees_name' } },
  },
];

/** The ids of every record of a person: that one's, and those that were merged with it; at present, as a query of one column of UUIDs. */
export function recordsOf(present: Moment, person: string): Sql {
  const everyone = present.everyone(LeaderRow);
  const survivor = sql`select coalesce(leader.merged_into_id, leader.id) from ${everyone} where leader.id = ${person}::uuid`;
  return sql`
    select leader.id from ${everyone} where leader.id in (${survivor})
    union all select leader.id from ${everyone} where leader.merged_into_id in (${survivor})`;
}

/**
 * Records that were merged, each (`record_id`) with the one that goes on for that person (`person_id`), to be joined as `merged_record`: as was
 * known at a moment, whatever day it asks about, since they were one person all along.
 */
export function mergedRecords({ snapshot, position }: Moment): Sql {
  const known = snapshot.moment({ asOf: snapshot.today, knownAt: position });
  return sql`(
    select leader.id as record_id, leader.merged_into_id as person_id from ${known.everyone(LeaderRow)} where leader.merged_into_id is not null
  ) as merged_record`;
}

/** The posts whose holders report to somebody, while those posts are held. */
const reporting = (present: Moment, columns: Sql): Sql => sql`
  select ${columns} from ${present.everyone(ReportingLineRow)} join ${present.everyone(AssignmentRow)} on assignment.id = reporting_line.id
  where ${held(present)}`;
const managed = (present: Moment, person: string, column: Sql): Sql =>
  sql`${reporting(present, column)} and reporting_line.manager_id in (${recordsOf(present, person)})`;

/** Whoever is registered as a leader, and was not erased, is one to themselves, and manages those who report to them. */
export const leaderRelationships: readonly Relationship[] = [
  {
    of: 'person',
    reach: 'self',
    role: 'leader',
    ids: (present, person) => sql`
      select record.id from (${recordsOf(present, person)}) as record (id)
      where not ${erasedLeader(present, sql`record.id`)}`,
  },
  {
    of: 'leaders',
    reach: 'reports',
    ids: (present, person) => managed(present, person, sql`reporting_line.leader_id`),
    pairs: (present) => reporting(present, sql`reporting_line.manager_id, reporting_line.leader_id`),
  },
  {
    of: 'assignments',
    reach: 'reports',
    role: 'line-manager',
    ids: (present, person) => managed(present, person, sql`reporting_line.id`),
    pairs: (present) => reporting(present, sql`reporting_line.manager_id, reporting_line.id`),
  },
];

/** Posts with whose they are, of which nation, and when they ended. */
export const endedPosts = (present: Moment): Sql => sql`
  select assignment.leader_id, organisation.nation,
    case when assignment.ended then assignment.effective_from when assignment.ends_on < ${present.asOf}::date then assignment.ends_on end
  from ${present.everyone(AssignmentRow)} join ${present.everyone(OrganisationRow)} on organisation.id = assignment.organisation_id`;
