import type { Mask, Moment, Reading, Restriction, RowClass } from '@app/read-model';
import type { Sql } from 'sql-template-tag';
import sql, { join, raw } from 'sql-template-tag';
import type { GroupColumns } from './anchors.js';
import { condition } from './anchors.js';
import type { Matrix } from './matrix.js';
import type { Registry } from './registry.js';
import type { Grant, Viewer } from './viewer.js';

/** What stands in place of a sealed value: nobody is told whether there is one. */
export const WITHHELD = { withheld: true } as const;
const withheld = raw(`'${JSON.stringify(WITHHELD)}'::jsonb`);
const NEVER = raw('false');

/** Whether a column holds what stands in place of a sealed value that its reader does not see. */
export function isWithheld(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'withheld' in value;
}

/** A viewer's grants that see something of a resource, as conditions over one of its tables. */
class Conditions {
  readonly #made = new Map<Grant['ids'], Map<Grant['reach'], Sql | undefined>>();

  constructor(
    private readonly registry: Registry,
    private readonly resource: string,
    readonly row: Sql,
    private readonly present: Moment,
  ) {}

  /** That any of these reaches the row; undefined where one of them reaches every row. */
  any(grants: readonly Grant[]): Sql | undefined {
    const conditions = new Set<Sql>();
    for (const grant of grants) {
      const one = this.#one(grant);
      if (!one) return undefined;
      conditions.add(one);
    }
    return conditions.size === 0 ? NEVER : sql`(${join([...conditions], ' or ')})`;
  }

  #one(grant: Grant): Sql | undefined {
    const byReach = this.#made.get(grant.ids) ?? new Map<Grant['reach'], Sql | undefined>();
    this.#made.set(grant.ids, byReach);
    if (!byReach.has(grant.reach)) {
      const anchor = this.registry.anchor(this.resource, grant);
      byReach.set(grant.reach, anchor === undefined ? undefined : condition(anchor, grant, this.row, this.present));
    }
    return byReach.get(grant.reach);
  }
}

/** What a viewer sees, wherever anything is read for them. */
export function restrictionOf(viewer: Viewer, matrix: Matrix, registry: Registry): Restriction {
  return new ViewersRestriction(viewer, matrix, registry);
}

class ViewersRestriction implements Restriction {
  /** A viewer is of one day and one state of the log, and so is what follows from it for each table: their operations share it. */
  readonly #readings = new Map<RowClass, Reading>();

  constructor(
    readonly viewer: Viewer,
    private readonly matrix: Matrix,
    private readonly registry: Registry,
  ) {}

  reading(rowClass: RowClass, present: Moment): Reading {
    const reading = this.#readings.get(rowClass) ?? readingOf(this.viewer, this.matrix, this.registry, rowClass, present);
    this.#readings.set(rowClass, reading);
    return reading;
  }
}

/** For whom something is read under a restriction; undefined where it is for nobody: by the machinery itself. */
export function viewerOf(restriction: Restriction | undefined): Viewer | undefined {
  return restriction instanceof ViewersRestriction ? restriction.viewer : undefined;
}

function readingOf({ grants }: Viewer, matrix: Matrix, registry: Registry, rowClass: RowClass, present: Moment): Reading {
  const { resource, groups = {} } = registry.of(rowClass);
  const seeing = grants.filter((grant) => matrix.groups(resource, grant).length > 0);
  if (seeing.length === 0) return { where: NEVER, none: true, flags: flagsOf(groups, () => NEVER) };
  const conditions = new Conditions(registry, resource, present.nameOf(rowClass), present);
  const where = conditions.any(seeing);
  const seenBy = (group: string): Sql | undefined => {
    const seers = seeing.filter((grant) => matrix.groups(resource, grant).includes(group));
    // Whoever sees it in every row that they see needs no second look at each.
    return seers.length === seeing.length ? undefined : conditions.any(seers);
  };
  return {
    ...(where && { where }),
    masks: masksOf(groups, conditions.row, seenBy),
    flags: flagsOf(groups, (group) => seenBy(group) ?? raw('true')),
  };
}

function flagsOf(groups: Readonly<Record<string, GroupColumns>>, seen: (group: string) => Sql): (readonly [string, Sql])[] {
  return Object.entries(groups).flatMap(([group, { flag }]) => (flag === undefined ? [] : [[flag, seen(group)] as const]));
}

function masksOf(groups: Readonly<Record<string, GroupColumns>>, row: Sql, seenBy: (group: string) => Sql | undefined): Mask[] {
  const byProperty = new Map<string, { sealed: boolean; of: { readonly where: Sql | undefined; readonly seen: Sql | undefined }[] }>();
  for (const [group, { columns = [], sealed = [], where }] of Object.entries(groups)) {
    const of = { where: where?.(row), seen: seenBy(group) };
    for (const property of [...columns, ...sealed]) {
      const known = byProperty.get(property) ?? { sealed: sealed.includes(property), of: [] };
      known.of.push(of);
      byProperty.set(property, known);
    }
  }
  return [...byProperty].flatMap(([property, { sealed, of }]) => {
    const everywhere = of.every(({ seen }) => seen === undefined) || of.some(({ where, seen }) => where === undefined && seen === undefined);
    if (everywhere) return [];
    const ways = of.filter(({ seen }) => seen !== NEVER).map(({ where, seen }) => and(where, seen));
    return [{ property, ...(ways.length > 0 && { seenWhere: join(ways, ' or ') }), ...(sealed && { otherwise: withheld }) }];
  });
}

function and(one: Sql | undefined, other: Sql | undefined): Sql {
  if (one && other) return sql`(${one} and ${other})`;
  return one ?? other ?? raw('true');
}
