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
export type Way = 'national' | 'public' | Readonly<Record<string, Reach | readonly Reach[]>>;

/** One command: what its fields name, and who may send it. */
export interface CommandRule {
  /** The GraphQL types of what those fields name that a way goes by. */
  readonly targets: Readonly<Record<string, string>>;
  readonly may: Readonly<Partial<Record<Role, Way | readonly Way[]>>>;
  /** Whether a deputy may send it about what is their principal's own; not where absent. */
  readonly deputies?: boolean;
}

/** The rules of one feature. */
export interface Rules {
  readonly resources: Readonly<Record<string, ResourceRule>>;
  readonly commands: Readonly<Record<string, CommandRule>>;
  /** Mutations that send a command of another name than their own. */
  readonly sends?: Readonly<Record<string, string>>;
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
