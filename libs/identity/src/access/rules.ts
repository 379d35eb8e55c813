import type { Command, CommandMeta } from '@app/kernel';
import type { Role } from '../principal.js';
import type { Reach } from './viewer.js';

/** The groups of fields that a role sees of what it reaches in some way. What is not named is not seen. */
export type Cells = Readonly<Partial<Record<Role, Readonly<Partial<Record<Reach, readonly string[]>>>>>>;

/** One GraphQL type: its fields in groups, and who sees which of them. */
export interface ResourceRule {
  /** Every field of the type, in one group each. Whoever sees nothing else of a row does not see the row. */
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly read: Cells;
  /** The groups that a deputy sees too, of what is their principal's own; none where absent: what is somebody's own is not delegated unawares. */
  readonly deputies?: readonly string[];
}

/**
 * One way to be permitted: having the role for the whole installation; having it at all; or reaching every one of these, by the command's
 * own fields.
 */
export type Way<Field extends string = string> = 'national' | 'public' | Readonly<Partial<Record<Field, Reach | readonly Reach[]>>>;

/** One command: what its fields name, and who may send it. */
export interface CommandRule<Field extends string = string> {
  /** The GraphQL types of what those fields name that a way goes by. */
  readonly targets: Readonly<Partial<Record<Field, string>>>;
  readonly may: Readonly<Partial<Record<Role, Way<Field> | readonly Way<Field>[]>>>;
  /** Whether a deputy may send it about what is their principal's own; not where absent. */
  readonly deputies?: boolean;
}

/** Fields of a type that is another feature's, by the group of its that they belong to. */
export type AddedFields = readonly [type: string, fields: ResourceRule['groups']];

/** A command's class. */
type Sendable<Input extends object> = new (meta: CommandMeta, input: Input) => Command<Input>;
/** Classes that have a GraphQL type's fields between them: its row's, and its resolvers', whose methods are named as the fields. */
type Fielded = readonly (abstract new (...args: never[]) => object)[];
type FieldOf<Class> = Class extends abstract new (...args: never[]) => infer Instance ? keyof Instance & string : never;
type GroupsOf<Classes extends Fielded> = Readonly<Record<string, readonly FieldOf<Classes[number]>[]>>;

/**
 * The rules of one GraphQL type. A field that none of the classes has does not compile. Whoever sees a thing's id sees its key, which every thing has.
 * @param classes that have its fields between them
 */
export function resource<const Classes extends Fielded>(
  type: string,
  _classes: Classes,
  rule: Omit<ResourceRule, 'groups'> & { readonly groups: GroupsOf<Classes> },
): readonly [type: string, rule: ResourceRule] {
  const groups = Object.entries<readonly string[]>(rule.groups).map(([group, fields]) => {
    return [group, fields.flatMap((field) => (field === 'id' ? ['id', 'key'] : [field]))] as const;
  });
  return [type, { ...rule, groups: Object.fromEntries(groups) }];
}

/** Fields that these classes add to another feature's type. One that none of them has does not compile. */
export function adds<const Classes extends Fielded>(type: string, _classes: Classes, fields: GroupsOf<Classes>): AddedFields {
  return [type, fields];
}

/** Who may send a command. A rule that goes by what is no field of its input does not compile. */
export function permit<Input extends object, Field extends keyof Input & string>(
  command: Sendable<Input>,
  rule: CommandRule<Field>,
): readonly [command: string, rule: CommandRule] {
  return [command.name, rule];
}

/** The rules of one feature. */
export interface Rules {
  readonly resources?: readonly (readonly [type: string, rule: ResourceRule])[];
  /** Fields that it adds to others' types. */
  readonly adds?: readonly AddedFields[];
  readonly commands?: readonly (readonly [command: string, rule: CommandRule])[];
  /** Mutations that send a command of another name than their own. */
  readonly sends?: Readonly<Record<string, new (meta: CommandMeta, input: never) => Command>>;
  /** GraphQL types that are parts of a field of others: whoever sees that field sees them. */
  readonly parts?: readonly string[];
}

/** What an organisation's own people see: in the organisations of their scope, or everywhere. */
export const scoped = (groups: readonly string[]) => ({ organisation: groups, national: groups });

/** What everybody with a role sees. */
export function everybody(groups: readonly string[]): Cells {
  const open = { public: groups };
  return {
    leader: open,
    'line-manager': open,
    'programme-lead': open,
    'panel-member': open,
    'talent-partner': open,
    auditor: open,
    'board-member': open,
    administrator: open,
  };
}

/** Cells of several sources put together, reach by reach. */
export function cells(...parts: readonly Cells[]): Cells {
  const all: Partial<Record<Role, Partial<Record<Reach, readonly string[]>>>> = {};
  for (const part of parts) {
    for (const [role, reaches] of Object.entries(part) as [Role, Partial<Record<Reach, readonly string[]>>][]) {
      const known = (all[role] ??= {});
      for (const [reach, groups] of Object.entries(reaches) as [Reach, readonly string[]][]) known[reach] = [...(known[reach] ?? []), ...groups];
    }
  }
  return all;
}
