import type { RowClass } from '@app/read-model';
import type { Anchor, Anchored, BoundedReach, KnownAnchor } from './anchors.js';
import type { Matrix } from './matrix.js';
import { reachesIn } from './matrix.js';
import { kindOf, type Relationships } from './relationships.js';
import type { Grant, IdKind, Reach } from './viewer.js';
import { UNBOUNDED } from './viewer.js';

/** Everything that features declared of their tables, by the matrix's resources. */
export class Registry {
  readonly #byClass = new Map<RowClass, Anchored>();
  readonly #anchors = new Map<string, Map<BoundedReach, KnownAnchor>>();
  readonly #things = new Map<string, Required<Pick<Anchored, 'rows' | 'missing'>>>();

  /** @throws Error where the matrix and the tables do not fit: a cell that no row can be reached by, a group of nothing, two of one thing */
  constructor(
    matrix: Matrix,
    private readonly declared: readonly Anchored[],
    private readonly relationships: Relationships,
  ) {
    for (const anchored of declared) this.#declare(matrix, anchored);
    for (const [resource, { read }] of matrix.resources)
      for (const reaches of Object.values(read)) for (const reach of Object.keys(reaches) as Reach[]) this.#checkReached(resource, reach);
    for (const [command, { targets, may }] of matrix.commands) {
      for (const way of Object.values(may).flat()) {
        if (typeof way === 'string') continue;
        for (const [field, reaches] of reachesIn(way)) {
          const resource = targets[field] ?? '';
          if (!this.#things.has(resource)) throw new Error(`${command}: nothing says what its sender is told where there is no ${resource}`);
          for (const reach of reaches) this.#checkReached(resource, reach);
        }
      }
    }
  }

  /** @throws Error for a table that was declared nowhere: nobody may read it */
  of(rowClass: RowClass): Anchored {
    const anchored = this.#byClass.get(rowClass);
    if (!anchored) throw new Error(`${rowClass.name} is declared under no resource of the access matrix, so nobody may read it`);
    return anchored;
  }

  /** The table that holds the things of a resource, and what is said where there is none. */
  things(resource: string): Required<Pick<Anchored, 'rows' | 'missing'>> {
    const things = this.#things.get(resource);
    if (!things) throw new Error(`nothing says where to find a ${resource}`);
    return things;
  }

  /** How a grant reaches rows of a resource; undefined where it reaches all. */
  anchor(resource: string, { reach }: Pick<Grant, 'reach'>): KnownAnchor | undefined {
    return isBounded(reach) ? this.#anchors.get(resource)?.get(reach) : undefined;
  }

  /** Every table that somebody may read, and its resource. */
  get tables(): readonly { readonly rows: RowClass; readonly resource: string }[] {
    return this.declared.flatMap(({ rows, resource }) => (rows ? [{ rows, resource }] : []));
  }

  /** The tables that hold what is about people, with how a person's own is told; one for each resource. */
  get about(): readonly { readonly resource: string; readonly rows: RowClass; readonly anchor: KnownAnchor }[] {
    const first = new Map<string, RowClass>();
    for (const { rows, resource } of this.tables) if (!first.has(resource)) first.set(resource, rows);
    return [...first].flatMap(([resource, rows]) => {
      const anchor = this.#anchors.get(resource)?.get('self');
      return anchor === undefined ? [] : [{ resource, rows, anchor }];
    });
  }

  #declare(matrix: Matrix, anchored: Anchored): void {
    const { resource, rows, anchors = {}, groups = {}, missing } = anchored;
    const rule = matrix.resource(resource);
    const unknown = Object.keys(groups).find((group) => !(group in rule.groups));
    if (unknown !== undefined) throw new Error(`the access matrix has no group ${unknown} of ${resource}`);
    if (rows) {
      if (this.#byClass.has(rows)) throw new Error(`${rows.name} is declared twice`);
      this.#byClass.set(rows, anchored);
      if (missing) this.#things.set(resource, { rows, missing });
    }
    const known = this.#anchors.get(resource) ?? new Map<BoundedReach, KnownAnchor>();
    this.#anchors.set(resource, known);
    for (const [reach, anchor] of Object.entries(anchors) as [BoundedReach, Anchor][]) {
      if (known.has(reach)) throw new Error(`two things say how ${resource} is reached by ${reach}`);
      known.set(reach, typeof anchor === 'string' ? { column: anchor, of: this.#told(resource, reach) } : anchor);
    }
  }

  #told(resource: string, reach: BoundedReach): IdKind {
    const kind = kindOf(reach, this.relationships);
    if (kind === undefined) throw new Error(`nothing says by which ids a ${resource} is reached by ${reach}`);
    return kind;
  }

  #checkReached(resource: string, reach: Reach): void {
    if (isBounded(reach) && !this.#anchors.get(resource)?.has(reach)) throw new Error(`nothing says how a ${resource} is reached by ${reach}`);
  }
}

export function isBounded(reach: Reach): reach is BoundedReach {
  return !UNBOUNDED.includes(reach);
}
