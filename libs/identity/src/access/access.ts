import type { Position } from '@app/kernel';
import { Refused } from '@app/kernel';
import type { Moment, Restriction, RowClass, Snapshot } from '@app/read-model';
import { LRUCache } from 'lru-cache';
import type { Sql } from 'sql-template-tag';
import sql, { join, raw } from 'sql-template-tag';
import type { Claim, Delegated, Principal, Role } from '../principal.js';
import { ROLES } from '../principal.js';
import type { Anchored } from './anchors.js';
import { condition } from './anchors.js';
import { Matrix, reachesIn } from './matrix.js';
import { refuse } from './refusals.js';
import { Registry } from './registry.js';
import type { Reached, Relationships } from './relationships.js';
import { reachedBy, reachesOf, SCOPE } from './relationships.js';
import { restrictionOf } from './restriction.js';
import type { Rules, Way } from './rules.js';
import { type Sight, sightsOf } from './sights.js';
import type { Grant, Reach, Viewer } from './viewer.js';

const VIEWERS_KEPT = 10_000;

/** A way that asks for something to be reached, with those grants that might reach it. */
interface Open {
  readonly role: Role;
  readonly targets: readonly { readonly field: string; readonly grants: readonly Grant[] }[];
}

interface KnownViewer {
  readonly head: Position;
  readonly today: string;
  readonly viewer: Viewer;
}

/** Who may see and do what: the matrix, applied to who asks and to what is recorded of them. */
export class Access {
  readonly matrix: Matrix;
  readonly registry: Registry;
  readonly #relationships: Relationships;
  readonly #viewers = new LRUCache<string, KnownViewer>({ max: VIEWERS_KEPT });
  readonly #restrictions = new WeakMap<Viewer, Restriction>();

  /** @throws Error where what features declare does not fit together */
  constructor(declared: { readonly rules: readonly Rules[]; readonly anchored: readonly Anchored[] } & Relationships) {
    this.matrix = new Matrix(declared.rules, reachesOf(declared));
    this.registry = new Registry(this.matrix, declared.anchored, declared);
    this.#relationships = declared;
  }

  /**
   * Who asks, with what they reach now. One query, and none while nothing is recorded.
   * @throws DatabaseUnavailable
   */
  async viewer(snapshot: Snapshot, { actor, claims, delegation }: Principal): Promise<Viewer> {
    const { head, today } = snapshot;
    const key = JSON.stringify([actor, claims, delegation]);
    const known = this.#viewers.get(key);
    if (known?.head === head && known.today === today) return known.viewer;
    const reached = await reachedBy(snapshot.present, this.#relationships, delegation?.principalId ?? actor.id, claims);
    const grants = grantsOf(reached, claims, this.#relationships);
    const viewer = delegation ? { actor, delegation, grants: delegatedOf(grants, delegation) } : { actor, grants };
    this.#viewers.set(key, { head, today, viewer });
    return viewer;
  }

  /**
   * What a viewer may read: to be put on the snapshot that is read for them.
   * @throws Refused NO_ROLE, NOTHING_DELEGATED
   */
  restriction(viewer: Viewer): Restriction {
    if (viewer.grants.length === 0) throw refuse(viewer.delegation ? 'NOTHING_DELEGATED' : 'NO_ROLE');
    const restriction = this.#restrictions.get(viewer) ?? restrictionOf(viewer, this.matrix, this.registry);
    this.#restrictions.set(viewer, restriction);
    return restriction;
  }

  /**
   * Every way in which things about some people are seen now, and who stands in it. One query.
   * @param everyOrganisation the ids of all organisations, as a query of one column
   * @returns of each person, in the order of the people
   */
  sights({ present }: Snapshot, people: readonly string[], everyOrganisation: Sql): Promise<readonly (readonly Sight[])[]> {
    return sightsOf(present, people, { matrix: this.matrix, registry: this.registry, relationships: this.#relationships }, everyOrganisation);
  }

  /** That a row of a table is about a person, as a condition. @throws Error for a table of which nobody’s own is told */
  isAbout(rows: RowClass, person: string, present: Moment): Sql {
    const anchor = this.registry.anchor(this.registry.of(rows).resource, { reach: 'self' });
    if (!anchor) throw new Error(`nothing says whom a row of ${rows.name} is about`);
    return condition(anchor, { ids: { person: [person] } }, present.nameOf(rows), present);
  }

  /** The role under which a command is permitted by what is claimed alone, whatever it is about; undefined where that does not tell. */
  permittedByClaim(command: string, claims: readonly Claim[]): Role | undefined {
    return claims.find(({ role, scope }) => scope === 'national' && this.matrix.ways(command, role).includes('national'))?.role;
  }

  /**
   * The role under which a viewer may send a command, by what its fields name as it is now.
   * @throws Refused NOT_PERMITTED; NO_ROLE; NOT_DELEGATED, NOTHING_DELEGATED; and what the feature says where there is no such thing, also where there is one that the
   * viewer does not see
   */
  async permit(snapshot: Snapshot, viewer: Viewer, command: string, fields: object): Promise<Role> {
    const { grants, delegation } = viewer;
    if (grants.length === 0) throw refuse(delegation ? 'NOTHING_DELEGATED' : 'NO_ROLE');
    if (delegation && !delegation.mayAct) throw refuse('NOT_DELEGATED');
    const open = this.#waysOpen(viewer, command, ROLES);
    if (typeof open === 'string') return open;
    if (open.length === 0) throw refuse(delegation ? 'NOT_DELEGATED' : 'NOT_PERMITTED');
    const { present } = snapshot;
    const input = fields as Readonly<Record<string, unknown>>;
    const { targets: named } = this.matrix.command(command);
    const reached = await this.#holding(
      present,
      open.map((way) => this.#reaches(present, way, command, input)),
    );
    const permitted = open.find((_way, index) => reached[index]);
    if (permitted) return permitted.role;
    const asked = [...new Set(open.flatMap(({ targets }) => targets.map(({ field }) => field)))];
    const seen = await this.#holding(
      present,
      asked.map((field) => this.#visible(present, viewer, named[field] ?? '', input[field])),
    );
    const hidden = asked.find((_field, index) => !seen[index]);
    if (hidden === undefined) throw refuse('NOT_PERMITTED');
    const { code, details, text } = this.registry.things(named[hidden] ?? '').missing();
    throw new Refused(code, details, { ...text, field: hidden });
  }

  /**
   * That a viewer may send a command in one of some roles, as a condition; undefined where they may not, whatever it is about.
   * @param fields what the command's fields would name: ids, as columns of what the condition stands beside
   */
  permitting({ present }: Snapshot, viewer: Viewer, roles: readonly Role[], command: string, fields: Readonly<Record<string, Sql>>): Sql | undefined {
    if (viewer.delegation && !viewer.delegation.mayAct) return undefined;
    const open = this.#waysOpen(viewer, command, roles);
    if (typeof open === 'string') return raw('true');
    const ways = open.map((way) => this.#reaches(present, way, command, fields));
    return ways.length === 0 ? undefined : sql`(${join(ways, ' or ')})`;
  }

  /** Whether a viewer sees a group of a thing's fields, as it is now. */
  async sees({ present }: Snapshot, { grants }: Viewer, resource: string, group: string, id: string): Promise<boolean> {
    const seeing = grants.filter((grant) => this.matrix.groups(resource, grant).includes(group));
    const [seen = false] = seeing.length === 0 ? [] : await this.#holding(present, [this.#exists(present, resource, id, seeing)]);
    return seen;
  }

  /** The ways by which a command might be permitted, by what it is about; the role by which it is, whatever that is. */
  #waysOpen({ grants, delegation }: Viewer, command: string, roles: readonly Role[]): Role | readonly Open[] {
    const open: Open[] = [];
    for (const role of roles) {
      const own = grants.filter((grant) => grant.role === role);
      for (const way of own.length === 0 ? [] : this.matrix.ways(command, role, delegation !== undefined)) {
        if (way === 'public' || (way === 'national' && own.some(({ reach }) => reach === 'national'))) return role;
        const targets = targetsOf(way, own);
        if (targets) open.push({ role, targets });
      }
    }
    return open;
  }

  /** That everything that a way asks for is reached. */
  #reaches(present: Moment, { targets }: Open, command: string, fields: Readonly<Record<string, unknown>>): Sql {
    const { targets: named } = this.matrix.command(command);
    return join(
      targets.map(({ field, grants }) => this.#exists(present, named[field] ?? '', fields[field], grants)),
      ' and ',
    );
  }

  /** Which of some conditions hold, by one query. */
  async #holding(present: Moment, conditions: readonly Sql[]): Promise<readonly boolean[]> {
    const [row] = await present.query<{ readonly holding: readonly boolean[] }>(sql`select array[${join([...conditions])}]::boolean[] as holding`);
    return row?.holding ?? [];
  }

  #exists(present: Moment, resource: string, id: unknown, grants: readonly Grant[]): Sql {
    const { rows } = this.registry.things(resource);
    const name = present.nameOf(rows);
    const conditions = grants.map((grant) => {
      const anchor = this.registry.anchor(resource, grant);
      return anchor ? condition(anchor, grant, name, present) : raw('true');
    });
    return sql`exists (select from ${present.everyone(rows)} where ${name}.id = ${id}::uuid and (${join(conditions, ' or ')}))`;
  }

  #visible(present: Moment, viewer: Viewer, resource: string, id: unknown): Sql {
    const { rows } = this.registry.things(resource);
    const name = present.nameOf(rows);
    const { where } = this.restriction(viewer).reading(rows, present);
    return sql`exists (select from ${present.everyone(rows)} where ${name}.id = ${id}::uuid and ${where ?? raw('true')})`;
  }
}

/** What a way asks to be reached, with the role's grants that might; undefined where some of it is out of reach whatever it is. */
function targetsOf(way: Way, own: readonly Grant[]): Open['targets'] | undefined {
  if (typeof way === 'string') return undefined;
  const targets = reachesIn(way).map(([field, reaches]) => ({ field, grants: own.filter(({ reach }) => reaches.includes(reach)) }));
  return targets.every(({ grants }) => grants.length > 0) ? targets : undefined;
}

function grantsOf({ byRelationship, byClaim }: Reached, claims: readonly Claim[], { relationships, organisations }: Relationships): readonly Grant[] {
  const related = relationships.flatMap(({ of, role, reach }) =>
    role !== undefined && (byRelationship[of] ?? []).length > 0 ? granted(role, byRelationship, [reach]) : [],
  );
  const claimed = claims.flatMap((claim) => {
    if (claim.scope === 'national') return granted(claim.role, {}, ['national']);
    const ids = byClaim.get(claim) ?? {};
    return ids[SCOPE] ? granted(claim.role, ids, [...organisations.reaches, ...organisations.untold]) : [];
  });
  return [...related, ...claimed];
}

/** Of somebody else's rights, those that were delegated. */
function delegatedOf(grants: readonly Grant[], { roles }: Delegated): readonly Grant[] {
  return grants.filter(({ role }) => roles.includes(role)).map((grant) => ({ ...grant, delegated: true }));
}

function granted(role: Role, ids: Grant['ids'], reaches: readonly Reach[]): Grant[] {
  return [...reaches, 'public' as const].map((reach) => ({ role, reach, ids }));
}
