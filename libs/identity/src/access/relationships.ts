import type { Moment } from '@app/read-model';
import type { Sql } from 'sql-template-tag';
import sql, { join } from 'sql-template-tag';
import type { Claim, Role } from '../principal.js';
import type { BoundedReach } from './anchors.js';
import type { IdKind, Ids, Reach } from './viewer.js';

/** What a feature knows of who stands how to whom: ids of one kind, and the reach that they tell. */
export interface Relationship {
  readonly of: IdKind;
  /** Of several kinds that tell the same reach, the first is what the column of an anchor holds that does not say otherwise. */
  readonly reach: BoundedReach;
  /** What somebody is by having any of them; nothing where absent. */
  readonly role?: Role;
  /** The ids, as a query of one column of UUIDs; at present, unrestricted. */
  ids(present: Moment, person: string): Sql;
  /** Everybody's, as a query of two columns, the person and the id: to tell who stands so to a thing. */
  pairs?(present: Moment): Sql;
}

/** How claims of a scope reach. */
export interface OrganisationScope {
  /** The organisations that codes name, with everything accountable to them, as a query of one column of UUIDs. */
  ids(present: Moment, codes: readonly string[]): Sql;
  /** The reaches that these tell. */
  readonly reaches: readonly BoundedReach[];
  /** Reaches that follow from having a scope at all, and are told by no ids. */
  readonly untold: readonly BoundedReach[];
}

export interface Relationships {
  readonly relationships: readonly Relationship[];
  readonly organisations: OrganisationScope;
}

/** The kind of ids that a scope comes to. */
export const SCOPE: IdKind = 'organisations';

/** The kind of ids that a reach is told by; undefined for one that is told by none. */
export function kindOf(reach: Reach, { relationships, organisations }: Relationships): IdKind | undefined {
  return organisations.reaches.some((one) => one === reach) ? SCOPE : relationships.find((one) => one.reach === reach)?.of;
}

/** How far each role can reach: the matrix has a cell for each of these, and for no other. */
export function reachesOf({ relationships, organisations }: Relationships): Readonly<Record<Role, readonly Reach[]>> {
  const recorded = (role: Role): readonly Reach[] => relationships.filter((one) => one.role === role).map(({ reach }) => reach);
  const claimed = (): readonly Reach[] => [...organisations.reaches, ...organisations.untold, 'national', 'public'];
  return {
    leader: [...recorded('leader'), 'public'],
    'line-manager': [...recorded('line-manager'), 'public'],
    'programme-lead': [...recorded('programme-lead'), 'public'],
    'panel-member': [...recorded('panel-member'), 'public'],
    'talent-partner': claimed(),
    auditor: claimed(),
    'board-member': claimed(),
    administrator: claimed(),
  };
}

/** What somebody reaches: by relationships, and by each claim of a scope. */
export interface Reached {
  readonly byRelationship: Ids;
  readonly byClaim: ReadonlyMap<Claim, Ids>;
}

interface Found {
  readonly kind: IdKind;
  /** The claim's number; −1 for a relationship. */
  readonly claim: number;
  readonly ids: readonly string[];
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What is recorded of somebody, by one query. Who is no person of UUID (a service) has no relationships. */
export async function reachedBy(present: Moment, { relationships, organisations }: Relationships, person: string, claims: readonly Claim[]): Promise<Reached> {
  const own = uuid.test(person) ? relationships.map((source) => labelled(source.of, -1, source.ids(present, person))) : [];
  const scopes = claims.flatMap(({ scope }, number) =>
    scope === 'national' || scope.organisations.length === 0 ? [] : [labelled(SCOPE, number, organisations.ids(present, scope.organisations))],
  );
  const queries = [...own, ...scopes];
  const found =
    queries.length === 0
      ? []
      : await present.query<Found>(
          sql`select kind, claim, array_agg(distinct id)::text[] as ids from (${join(queries, ' union all ')}) as reached group by kind, claim`,
        );
  const among = (number: number): Ids => Object.fromEntries(found.filter(({ claim }) => claim === number).map(({ kind, ids }) => [kind, ids]));
  return { byRelationship: among(-1), byClaim: new Map(claims.map((claim, number) => [claim, among(number)])) };
}

function labelled(kind: IdKind, claim: number, ids: Sql): Sql {
  return sql`select ${kind}::text as kind, ${claim}::int as claim, found.id from (${ids}) as found (id)`;
}
