import { EnrolmentRow } from '@app/enrolment/read';
import { mergedRecords } from '@app/leader/read';
import { OrganisationRow } from '@app/organisation/read';
import type { Cells, Group } from '@app/privacy';
import type { Moment } from '@app/read-model';
import sql from 'sql-template-tag';
import { NOT_KNOWN } from '../domain/publish-question-set.js';
import type { PublishedCharacteristic } from '../domain/figures.events.js';
import { CountedAnswersRow } from '../read-model/equality-answers.projection.js';

/** How far people came: applied, and no further; offered a place; completed. */
export const STAGES = ['applied', 'offered', 'completed'] as const;

/** Everybody once, exactly: for masking, or for whoever may see it unmasked. */
export interface Counted {
  /** The first dimension is nation and organisations, from the top down; the second is the programme. */
  readonly groups: readonly Group[];
  /** By characteristic: of each group, by stage and category. */
  readonly cells: ReadonlyMap<string, readonly Cells[]>;
}

interface Row {
  readonly organisationId: string | null;
  readonly programmeId: string;
  readonly stage: number;
  /** Empty for all of them together. */
  readonly characteristic: string;
  readonly category: string | null;
  readonly people: number;
}

/**
 * Counts everybody who ever applied, was nominated or took a place, once: where they came furthest, and of several such places where they
 * stood last. Records that were merged are of one person. Who did not answer, took it back, preferred not to say or was erased is not known. Two queries, whatever is asked.
 */
export async function count(moment: Moment, characteristics: readonly PublishedCharacteristic[]): Promise<Counted> {
  const codes = ['', ...characteristics.map(({ code }) => code)];
  const rows = await moment.query<Row>(sql`
    with merged_record as (select * from ${mergedRecords(moment)}), answered as (
      select distinct on (1) coalesce(merged_record.person_id, counted_answers.id) as id, counted_answers.counted_as
      from ${moment.everyone(CountedAnswersRow)} left join merged_record on merged_record.record_id = counted_answers.id
      order by 1, merged_record.record_id is null desc, counted_answers.id
    ), furthest as (
      select distinct on (1) coalesce(merged_record.person_id, enrolment.leader_id) as id, enrolment.organisation_id, enrolment.programme_id,
        case when enrolment.completed_on is not null then 2 when enrolment.ever_offered or enrolment.ever_enrolled then 1 else 0 end as stage
      from ${moment.everyone(EnrolmentRow)} left join merged_record on merged_record.record_id = enrolment.leader_id
      order by 1, stage desc, enrolment.status_since desc, enrolment.id
    )
    select furthest.organisation_id, furthest.programme_id, furthest.stage, asked.characteristic,
      answered.counted_as ->> asked.characteristic as category, count(*)::int as people
    from furthest left join answered on answered.id = furthest.id
    cross join unnest(${codes}::text[]) as asked (characteristic)
    group by 1, 2, 3, 4, 5`);
  const organisations = await moment.query<Pick<OrganisationRow, 'id' | 'parentId' | 'nation'>>(
    sql`select organisation.id, organisation.parent_id, organisation.nation from ${moment.from(OrganisationRow)}`,
  );
  return counted(rows, pathsOf(organisations), characteristics);
}

function counted(rows: readonly Row[], paths: ReadonlyMap<string, readonly string[]>, characteristics: readonly PublishedCharacteristic[]): Counted {
  const keyOf = ({ organisationId, programmeId }: Row): string => `${organisationId ?? ''} ${programmeId}`;
  const keys = [...new Set(rows.map(keyOf))].sort();
  const number = new Map(keys.map((key, index) => [key, index]));
  const groups = keys.map((key) => {
    const [organisationId = '', programmeId = ''] = key.split(' ');
    return { at: [paths.get(organisationId) ?? [], [programmeId]], stages: STAGES.map(() => 0) };
  });
  const cells = new Map(
    characteristics.map(({ code, categories }) => [code, { categories, of: groups.map(() => STAGES.map(() => categories.map(() => 0))) }] as const),
  );
  for (const row of rows) {
    const group = number.get(keyOf(row)) ?? 0;
    if (row.characteristic === '') {
      add(groups[group]?.stages, row.stage, row.people);
      continue;
    }
    const of = cells.get(row.characteristic);
    // A category that no edition has any more is not known either.
    const index = of?.categories.indexOf(row.category ?? NOT_KNOWN) ?? -1;
    add(of?.of[group]?.[row.stage], index >= 0 ? index : (of?.categories.indexOf(NOT_KNOWN) ?? 0), row.people);
  }
  return { groups, cells: new Map([...cells].map(([code, { of }]) => [code, of])) };
}

function add(counts: number[] | undefined, index: number, people: number): void {
  if (counts) counts[index] = (counts[index] ?? 0) + people;
}

/** Of each organisation: its nation, and those that it is accountable to from the top down, itself the last. */
function pathsOf(organisations: readonly Pick<OrganisationRow, 'id' | 'parentId' | 'nation'>[]): ReadonlyMap<string, readonly string[]> {
  const byId = new Map(organisations.map((organisation) => [organisation.id, organisation]));
  return new Map(
    organisations.map(({ id, nation }) => {
      const path: string[] = [];
      for (let at = byId.get(id); at && !path.includes(at.id); at = byId.get(at.parentId ?? '')) path.unshift(at.id);
      return [id, [nation, ...path]];
    }),
  );
}

/** Exact counts of one selection. Whoever calls this answers for who sees them. */
export function exactly({ groups, cells }: Counted, scope: (group: Group) => boolean, characteristic?: string): readonly (readonly number[])[] {
  const selected = groups.flatMap((group, number) => (scope(group) ? [number] : []));
  const of = characteristic === undefined ? groups.map(({ stages }) => stages.map((people) => [people])) : (cells.get(characteristic) ?? []);
  const categories = of[0]?.[0]?.length ?? 0;
  return Array.from({ length: categories }, (_category, category) =>
    STAGES.map((_stage, stage) =>
      selected.reduce((people, number) => people + (of[number] ?? []).slice(stage).reduce((beyond, row) => beyond + (row[category] ?? 0), 0), 0),
    ),
  );
}
