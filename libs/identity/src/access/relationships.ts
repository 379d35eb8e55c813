import type { Moment } from '@app/read-model';
import type { Sql } from 'sql-template-tag';
import sql, { join } from 'sql-template-tag';
import type { Claim } from '../principal.js';
import type { IdKind, Ids } from './viewer.js';

/** What a feature knows of who stands how to whom. */
export interface Relationship {
  readonly of: Exclude<IdKind, 'organisations'>;
  /** The ids, as a query of one column of UUIDs; at present, unrestricted. */
  ids(present: Moment, person: string): Sql;
  /** Everybody's, as a query of two columns, the person and the id: to tell who stands so to a thing. */
  pairs?(present: Moment): Sql;
}

/** The organisations that codes name, with everything accountable to them, as a query of one column of UUIDs. */
export type OrganisationScope = (present: Moment, codes: readonly string[]) => Sql;

export interface Relationships {
  readonly relationships: readonly Relationship[];
  readonly organisations: OrganisationScope;
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
    scope === 'national' || scope.organisations.length === 0 ? [] : [labelled('organisations', number, organisations(present, scope.organisations))],
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
