import type { Moment, RowClass } from '@app/read-model';
import type { Sql } from 'sql-template-tag';
import sql, { join, raw } from 'sql-template-tag';
import type { Role } from '../principal.js';
import { ROLES } from '../principal.js';
import { type Anchor, condition, kindOf } from './anchors.js';
import type { Matrix } from './matrix.js';
import { isBounded, type Registry } from './registry.js';
import type { Relationship } from './relationships.js';
import type { IdKind, Reach } from './viewer.js';

/** One way in which somebody's things are seen now, whoever stands in it. */
export interface Sight {
  readonly role: Role;
  readonly reach: Reach;
  /** The groups of fields that are seen, by the matrix's resources. */
  readonly sees: readonly { readonly resource: string; readonly groups: readonly string[] }[];
  /** Who stands in it, where that follows from what is recorded. */
  readonly people: readonly string[];
  /** The organisations by which it is reached: whoever has the role for one of these, or for one that it is accountable to. */
  readonly organisations: readonly string[];
}

export interface SightSources {
  readonly matrix: Matrix;
  readonly registry: Registry;
  readonly relationships: readonly Relationship[];
}

/** Whatever is about one person in one table. */
interface About {
  readonly resource: string;
  readonly rows: RowClass;
  readonly theirs: Sql;
}

interface Found {
  readonly number: number;
  readonly ids: readonly (string | null)[];
}

interface Sources {
  readonly present: Moment;
  readonly person: string;
  readonly relationships: readonly Relationship[];
  readonly everyOrganisation: Sql;
}

const nobody = raw('null::uuid');
/** Told by organisations, and by nobody in person. */
const BY_ORGANISATION: readonly Reach[] = ['employer', 'organisation', 'returner'];

/**
 * Every way in which things about a person are seen now, by the rules and conditions that restrict every read, asked from the other side. One query.
 * @param everyOrganisation the ids of all organisations, as a query of one column
 */
export async function sightsOf(
  present: Moment,
  person: string,
  { matrix, registry, relationships }: SightSources,
  everyOrganisation: Sql,
): Promise<readonly Sight[]> {
  const abouts = registry.about.map(({ resource, rows, anchor }) => ({
    resource,
    rows,
    theirs: condition(anchor, { role: 'leader', reach: 'self', ids: { person: [person] } }, present.nameOf(rows), present),
  }));
  const asked = abouts.flatMap((about) => reachesSeeing(matrix, about.resource).map((reach) => ({ about, reach })));
  const sources = { present, person, relationships, everyOrganisation };
  const queries = asked.map(({ about, reach }, number) => {
    const standing = standingQuery(about, reach, isBounded(reach) ? registry.anchor(about.resource, { reach }) : undefined, sources);
    return sql`select ${number}::int as number, stands.id from (${standing}) as stands (id)`;
  });
  if (queries.length === 0) return [];
  const found = await present.query<Found>(
    sql`select number, array_agg(distinct id::text) as ids from (${join(queries, ' union all ')}) as standing group by number`,
  );
  const standing = new Map(found.map(({ number, ids }) => [asked[number], ids.filter((id) => id !== null)]));
  return ROLES.flatMap((role) => sightsOfRole(role, matrix, standing));
}

type Standing = ReadonlyMap<{ readonly about: About; readonly reach: Reach } | undefined, readonly string[]>;

function sightsOfRole(role: Role, matrix: Matrix, standing: Standing): readonly Sight[] {
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
    const byOrganisation = BY_ORGANISATION.includes(reach);
    return { role, reach, sees, people: byOrganisation ? [] : [...ids], organisations: byOrganisation ? [...ids] : [] };
  });
}

/** The reaches by which any role sees anything of a resource. */
function reachesSeeing(matrix: Matrix, resource: string): readonly Reach[] {
  const { read } = matrix.resource(resource);
  const seeing = Object.values(read).flatMap((reaches) => Object.entries(reaches).flatMap(([reach, groups]) => (groups.length > 0 ? [reach as Reach] : [])));
  return [...new Set(seeing)];
}

/** Who, or which organisation, stands so to any of somebody's things; a row of nothing where that is not told by ids. */
function standingQuery({ rows, theirs }: About, reach: Reach, anchor: Anchor | undefined, { present, person, relationships, everyOrganisation }: Sources): Sql {
  const table = present.everyone(rows);
  const name = present.nameOf(rows);
  const there = sql`select ${nobody} where exists (select from ${table} where ${theirs})`;
  if (reach === 'self') return sql`select ${person}::uuid where exists (select from ${table} where ${theirs})`;
  if (!isBounded(reach) || !anchor) return there;
  const holds = (among: (kind: IdKind) => Sql): Sql =>
    typeof anchor === 'function'
      ? anchor({ row: name, among, present })
      : typeof anchor === 'string'
        ? sql`${name}.${raw(anchor)} ${among(kindOf(reach))}`
        : sql`${name}.${raw(anchor.column)} ${among(anchor.of)}`;
  if (reach === 'newcomer') return sql`select ${nobody} where exists (select from ${table} where ${theirs} and ${holds(() => raw('is not null'))})`;
  if (BY_ORGANISATION.includes(reach))
    return sql`select candidate.id from (${everyOrganisation}) as candidate (id)
      where exists (select from ${table} where ${theirs} and ${holds(() => raw('= candidate.id'))})`;
  const told = (kind: IdKind): Sql => {
    const pairs = relationships.flatMap((relationship) => (relationship.of === kind && relationship.pairs ? [relationship.pairs(present)] : []));
    return pairs.length === 0 ? sql`select null::uuid, null::uuid where false` : join(pairs, ' union all ');
  };
  return sql`select distinct candidate.person from (${told(kindOf(reach))}) as candidate (person, id)
    where exists (select from ${table} where ${theirs} and ${holds((kind) => sql`in (select told.id from (${told(kind)}) as told (person, id) where told.person = candidate.person)`)})`;
}
