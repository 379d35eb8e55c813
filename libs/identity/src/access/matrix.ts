import type { Role } from '../principal.js';
import { ROLES } from '../principal.js';
import type { AddedFields, CommandRule, ResourceRule, Rules, Way } from './rules.js';
import type { Grant, Reach } from './viewer.js';

/** Every rule there is about who may see and do what: data alone. Whatever it does not permit is not permitted. */
export class Matrix {
  readonly resources: ReadonlyMap<string, ResourceRule>;
  readonly commands: ReadonlyMap<string, CommandRule>;
  /** GraphQL types that are seen with the field that holds them. */
  readonly parts: ReadonlySet<string>;
  /** The commands of mutations that are named otherwise. */
  readonly sends: ReadonlyMap<string, string>;

  /** @throws Error for a rule that is there twice, a field in two groups, a group that is not there, or a reach that a role does not have */
  constructor(
    features: readonly Rules[],
    /** How far each role can reach: there is a cell for each of these, and for no other. */
    readonly reachesOf: Readonly<Record<Role, readonly Reach[]>>,
  ) {
    const resources = distinct(features.flatMap((rules) => rules.resources ?? []));
    const added = features.flatMap(({ adds = [] }) => adds);
    const nowhere = added.find(([name]) => !resources.has(name));
    if (nowhere !== undefined) throw new Error(`the access matrix has no rules for ${nowhere[0]}, to which fields are added`);
    this.resources = new Map(
      [...resources].map(([name, rule]) => [
        name,
        {
          ...rule,
          groups: withAdded(
            rule.groups,
            name,
            added.filter(([to]) => to === name),
          ),
        },
      ]),
    );
    this.commands = distinct(features.flatMap(({ commands = [] }) => commands));
    this.parts = new Set(features.flatMap(({ parts = [] }) => parts));
    this.sends = distinct(features.flatMap(({ sends = {} }) => Object.entries(sends).map(([mutation, command]) => [mutation, command.name] as const)));
    for (const [name, rule] of this.resources) this.#checkResource(name, rule);
    for (const [name, rule] of this.commands) this.#checkCommand(name, rule);
  }

  /** @throws Error for a type that has no rules: nobody may see any of it */
  resource(name: string): ResourceRule {
    const rule = this.resources.get(name);
    if (!rule) throw new Error(`the access matrix has no rules for ${name}`);
    return rule;
  }

  /** @throws Error for a command that has no rule: nobody may send it */
  command(name: string): CommandRule {
    const rule = this.commands.get(name);
    if (!rule) throw new Error(`the access matrix has no rule for the command ${name}`);
    return rule;
  }

  /** The groups of fields that a grant sees of what it reaches. */
  groups(resource: string, { role, reach, delegated = false }: Pick<Grant, 'role' | 'reach' | 'delegated'>): readonly string[] {
    const { read, deputies = [] } = this.resource(resource);
    const groups = read[role]?.[reach] ?? [];
    return delegated && reach === 'self' ? groups.filter((group) => deputies.includes(group)) : groups;
  }

  /** The ways in which a role may be permitted a command; none where it may not. @param delegated whether somebody else has the role, and delegated it */
  ways(command: string, role: Role, delegated = false): readonly Way[] {
    const { may, deputies = false } = this.command(command);
    const way = may[role];
    const ways = way === undefined ? [] : isSeveral(way) ? way : [way];
    return delegated && !deputies ? ways.filter((one) => !isOwn(one)) : ways;
  }

  #checkResource(name: string, { groups, read, deputies = [] }: ResourceRule): void {
    const fields = Object.values(groups).flat();
    const twice = fields.find((field, index) => fields.indexOf(field) !== index);
    if (twice !== undefined) throw new Error(`${name}.${twice} is in two groups of the access matrix`);
    const nothing = deputies.find((group) => !(group in groups));
    if (nothing !== undefined) throw new Error(`${name} has no group ${nothing}, which the access matrix gives to deputies`);
    for (const role of ROLES) {
      for (const [reach, seen] of Object.entries(read[role] ?? {})) {
        this.#checkReach(name, role, reach as Reach);
        const unknown = seen.find((group) => !(group in groups));
        if (unknown !== undefined) throw new Error(`${name} has no group ${unknown}, which the access matrix gives to ${role}`);
      }
    }
  }

  #checkCommand(name: string, { targets, may }: CommandRule): void {
    for (const role of ROLES) {
      const way = may[role];
      for (const one of way === undefined ? [] : isSeveral(way) ? way : [way]) {
        if (one === 'national') this.#checkReach(name, role, one);
        if (typeof one === 'string') continue;
        for (const [field, reaches] of reachesIn(one)) {
          if (!(field in targets)) throw new Error(`${name}: the access matrix does not say what ${field} names`);
          for (const reach of reaches) this.#checkReach(name, role, reach);
        }
      }
    }
  }

  #checkReach(name: string, role: Role, reach: Reach): void {
    if (!this.reachesOf[role].includes(reach)) throw new Error(`${name}: the role ${role} never reaches by ${reach}`);
  }
}

/** The reaches that a way asks for, by the command's fields. */
export function reachesIn(way: Exclude<Way, string>): readonly (readonly [field: string, reaches: readonly Reach[]])[] {
  return Object.entries(way).map(([field, reaches = []]) => [field, typeof reaches === 'string' ? [reaches] : reaches]);
}

/** Whether a way goes by what is somebody's own, or by being anybody at all. */
function isOwn(way: Way): boolean {
  return typeof way === 'string' || reachesIn(way).some(([, reaches]) => reaches.includes('self'));
}

function isSeveral(way: Way | readonly Way[]): way is readonly Way[] {
  return Array.isArray(way);
}

function distinct<Rule>(entries: readonly (readonly [string, Rule])[]): ReadonlyMap<string, Rule> {
  const names = entries.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`the access matrix has two rules for ${twice}`);
  return new Map(entries);
}

/** A type's groups with the fields that others add. */
function withAdded(groups: ResourceRule['groups'], name: string, added: readonly AddedFields[]): ResourceRule['groups'] {
  const all: Record<string, readonly string[]> = { ...groups };
  for (const [group, fields] of added.flatMap(([, more]) => Object.entries(more))) {
    const known = all[group];
    if (!known) throw new Error(`${name} has no group ${group} in the access matrix, to which fields are added`);
    all[group] = [...known, ...fields];
  }
  return all;
}
