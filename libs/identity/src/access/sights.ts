import { uuidArray } from '@app/database';
import type { Moment, RowClass } from '@app/read-model';
import type { Sql } from 'sql-template-tag';
import sql, { join, raw } from 'sql-template-tag';
import type { Role } from '../principal.js';
import { ROLES } from '../principal.js';
import { type AnchorAt, held, type KnownAnchor } from './anchors.js';
import type { Matrix } from './matrix.js';
import { isBounded, type Registry } from './registry.js';
import { kindOf, type Relationships, SCOPE } from './relationships.js';
import type { IdKind, Reach } from './viewer.js';

/** One way in which somebody's things are seen now, whoever stands in it. */
export interface Sight {
  readonly role: Role;
  readonly reach: Reach;
  /** The groups of fields that are seen, by the matrix's resources. */
  readonly sees: readonly { readonly resource: string; readonly groups: readonly string[] }[];
  /** Whether who stands in it follows from what is recorded. */
  readonly recorded: boolean;
  /** Who does, where it does. */
  readonly people: readonly string[];
  /** The organisations by which it is reached: whoever has the role for one of these, or for one that it is accountable to. */
  readonly organisations: readonly string[];
}

export interface SightSources {
  readonly matrix: Matrix;
  readonly registry: Registry;
  readonly relationships: Relationships;
}

/** Whatever is about the person that is asked for in one table. */
interface About {
  readonly resource: string;
  readonly rows: RowClass;
  readonly theirs: Sql;
}

interface Found {
  readonly person: string;
  readonly number: number;
  readonly ids: readonly (string | null)[];
}

interface Sources {
  readonly present: Moment;
  readonly relationships: Relationships;
  readonly everyOrganisation: Sql;
}

const nobody = raw('null::uuid');
/** The person that is asked for, in each of the queries. */
const whose = raw('whose.id');

/**
 * Every way in which things about some people are seen now, by the rules and conditions that restrict every read, asked from the other side. One query.
 * @param everyOrganisation the ids of all organisations, as a query of one column
 * @returns of each person, in the order of the people
 */
export async function sightsOf(
  present: Moment,
  people: readonly string[],
  { matrix, registry, relationships }: SightSources,
  everyOrganisation: Sql,
): Promise<readonly (readonly Sight[])[]> {
  const theirOwn = (kind: IdKind): Sql => (kind === 'person' ? sql`= ${whose}` : raw("= any('{}'::uuid[])"));
  const abouts = registry.about.map(({ resource, rows, anchor }) => ({
    resource,
    rows,
    theirs: held(anchor, { row: present.nameOf(rows), among: theirOwn, present }),
  }));
  const asked = abouts.flatMap((about) => reachesSeeing(matrix, about.resource).map((reach) => ({ about, reach })));
  const sources = { present, relationships, everyOrganisation };
  const queries = asked.map(({ about, reach }, number) => {
    const standing = standingQuery(about, reach, isBounded(reach) ? registry.anchor(about.resource, { reach }) : undefined, sources);
    return sql`select ${number}::int as number, stands.id from (${standing}) as stands (id)`;
  });
  if (queries.length === 0) return people.map(() => []);
  const found = await present.query<Found>(sql`
    select ${whose} as person, standing.number, array_agg(distinct standing.id::text) as ids
    from unnest(${uuidArray([...new Set(people)])}::uuid[]) as whose (id) cross join lateral (${join(queries, ' union all ')}) as standing (number, id)
    group by ${whose}, standing.number order by standing.number`);
  const standings = new Map<string, Map<(typeof asked)[number] | undefined, readonly string[]>>();
  for (const { person, number, ids } of found) {
    const standing = standings.get(person) ?? new Map<(typeof asked)[number] | undefined, readonly string[]>();
    standings.set(
      person,
      standing.set(
        asked[number],
        ids.filter((id) => id !== null),
      ),
    );
  }
  return people.map((person) => ROLES.flatMap((role) => sightsOfRole(role, matrix, standings.get(person) ?? new Map(), relationships)));
}

type Standing = ReadonlyMap<{ readonly about: About; readonly reach: Reach } | undefined, readonly string[]>;

function sightsOfRole(role: Role, matrix: Matrix, standing: Standing, relationships: Relationships): readonly Sight[] {
  const byReach = new Map<Reach, { sees: Sight['sees'][number][]; ids: Set<string> }>();
  for (const [of, ids] of standing) {
    const groups = of ? matrix.groups(of.about.resource, { role, reach: of.reach }) : [];
    if (!of || groups.length === 0) continue;
    const sight = byReach.get(of.reach) ?? { sees: [], ids: new Set() };
    byReach.set(of.reach, sight);
    sight.sees.push({ resource: of.about.resource, groups });
    for (const id of ids) sight.ids.add(id);
  }
  return [...byReach].map(([reach, { sees, ids }]) => {
    const byOrganisation = kindOf(reach, relationships) === SCOPE;
    const recorded = relationships.relationships.some((one) => one.reach === reach);
    return { role, reach, sees, recorded, people: byOrganisation ? [] : [...ids], organisations: byOrganisation ? [...ids] : [] };
  });
}

/** The reaches by which any role sees anything of a resource. */
function reachesSeeing(matrix: Matrix, resource: string): readonly Reach[] {
  const { read } = matrix.resource(resource);
  const seeing = Object.values(read).flatMap((reaches) => Object.entries(reaches).flatMap(([reach, groups]) => (groups.length > 0 ? [reach as Reach] : [])));
  return [...new Set(seeing)];
}

/** Who, or which organisation, stands so to any of somebody's things; a row of nothing where that is not told by ids. */
function standingQuery({ rows, theirs }: About, reach: Reach, anchor: KnownAnchor | undefined, { present, relationships, everyOrganisation }: Sources): Sql {
  const table = present.everyone(rows);
  const name = present.nameOf(rows);
  const there = sql`select ${nobody} where exists (select from ${table} where ${theirs})`;
  if (reach === 'self') return sql`select ${whose} where exists (select from ${table} where ${theirs})`;
  if (!isBounded(reach) || !anchor) return there;
  const holds = (among: AnchorAt['among']): Sql => held(anchor, { row: name, among, present });
  const kind = kindOf(reach, relationships);
  if (kind === undefined) return sql`select ${nobody} where exists (select from ${table} where ${theirs} and ${holds(() => raw('is not null'))})`;
  if (kind === SCOPE)
    return sql`select candidate.id from (${everyOrganisation}) as candidate (id)
      where exists (select from ${table} where ${theirs} and ${holds(() => raw('= candidate.id'))})`;
  const told = (of: IdKind): Sql => {
    const pairs = relationships.relationships.flatMap((relationship) => (relationship.of === of && relationship.pairs ? [relationship.pairs(present)] : []));
    return pairs.length === 0 ? sql`select null::uuid, null::uuid where false` : join(pairs, ' union all ');
  };
  // What tells the reach is compared with one id after the other: whoever is told by hundreds is not gone through for each row.
  const among = (of: IdKind): Sql =>
    of === kind ? raw('= candidate.id') : sql`in (select told.id from (${told(of)}) as told (person, id) where told.person = candidate.person)`;
  return sql`select distinct candidate.person from (${told(kind)}) as candidate (person, id)
    where exists (select from ${table} where ${theirs} and ${holds(among)})`;
}
