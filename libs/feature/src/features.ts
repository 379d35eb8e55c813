import type { AnyAmending, EventTypes } from '@app/event-store';
import type { Anchored, OrganisationScope, Relationship, Relationships, Rules } from '@app/identity';
import type { AnyProcessManager } from '@app/process-manager';
import type { OpenedTable, Projection } from '@app/read-model';
import type { Type } from '@nestjs/common';
import type { Feature, Labels } from './feature.js';
import type { Responsibility, RetainedRecords, SealedData, Thing, Titles } from './people.js';
import type { TaskKind } from './task.js';

/** Every feature of a product, put together: whatever is derived from them is derived here. */
export class Features implements Relationships {
  readonly eventTypes: readonly EventTypes[];
  readonly amending: readonly AnyAmending[];
  readonly projections: readonly Projection[];
  readonly openedTables: readonly OpenedTable[];
  readonly processManagers: readonly AnyProcessManager[];
  readonly rules: readonly Rules[];
  readonly anchored: readonly Anchored[];
  readonly relationships: readonly Relationship[];
  readonly organisations: OrganisationScope;
  readonly labels: Required<Labels>;
  readonly things: Readonly<Record<string, Thing>>;
  readonly references: readonly string[];
  readonly titles: Titles;
  readonly sealed: Readonly<Record<string, SealedData>>;
  readonly retention: readonly RetainedRecords[];
  readonly responsibilities: readonly Responsibility[];
  readonly tasks: Readonly<Record<string, TaskKind>>;
  readonly modules: readonly Type<unknown>[];
  readonly graphqlModules: readonly Type<unknown>[];

  /**
   * @param all in the order in which their tables are made
   * @throws Error where two call one thing differently or say one thing twice, or not exactly one of them knows organisations, or where what is kept for
   *   a time is sealed under a key that none of them has
   */
  constructor(readonly all: readonly Feature[]) {
    this.eventTypes = all.map(({ eventTypes }) => eventTypes);
    this.amending = all.flatMap(({ amending = [] }) => amending);
    this.projections = all.flatMap(({ projections = [] }) => projections);
    this.openedTables = all.flatMap(({ openedTables = [] }) => openedTables);
    this.processManagers = all.flatMap(({ processManagers = [] }) => processManagers);
    this.rules = all.flatMap(({ rules = [] }) => rules);
    this.anchored = all.flatMap(({ access = [] }) => access);
    this.relationships = all.flatMap(({ relationships = [] }) => relationships);
    const [organisations, another] = all.flatMap((feature) => feature.organisations ?? []);
    if (!organisations || another) throw new Error('one feature says how claimed roles reach by organisations, and no other');
    this.organisations = organisations;
    this.labels = {
      events: together(all, 'the label of the event', ({ labels }) => labels.events),
      fields: together(all, 'the label of the field', ({ labels }) => labels.fields),
      tables: together(all, 'the label of the table', ({ labels }) => labels.tables),
    };
    this.things = together(all, 'what is called', ({ things }) => things);
    const titles = all.flatMap((feature) => feature.titles ?? []);
    this.titles = { events: titles.flatMap(({ events }) => events), rows: titles.flatMap(({ rows }) => rows) };
    this.references = all.flatMap(({ references = [] }) => references);
    this.sealed = together(all, 'what is sealed under the key', ({ sealed }) => sealed);
    this.retention = all.flatMap(({ retention = [] }) => retention);
    const keyless = this.retention.flatMap(({ purposes }) => purposes).find((key) => !(key in this.sealed));
    if (keyless !== undefined) throw new Error(`something is kept for a time under the key ${keyless}, and no feature says what is sealed under it`);
    this.responsibilities = all.flatMap(({ responsibilities = [] }) => responsibilities);
    this.tasks = together(all, 'the tasks of the kind', ({ tasks }) => tasks);
    this.modules = all.map(({ module }) => module);
    this.graphqlModules = all.map(({ graphqlModule }) => graphqlModule);
  }
}

/** What every feature says of some things, each of which one of them speaks of alone. */
function together<Said>(
  all: readonly Feature[],
  what: string,
  said: (feature: Feature) => Readonly<Record<string, Said>> | undefined,
): Readonly<Record<string, Said>> {
  const known = new Map<string, Said>();
  for (const feature of all) {
    for (const [of, saying] of Object.entries(said(feature) ?? {})) {
      if (known.has(of)) throw new Error(`${feature.name} says again ${what} ${of}, which another feature says`);
      known.set(of, saying);
    }
  }
  return Object.fromEntries(known);
}
