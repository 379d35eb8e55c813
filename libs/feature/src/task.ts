import type { Role, Viewer } from '@app/identity';
import type { Command, CommandMeta, Instant, Self } from '@app/kernel';
import type { Bilingual } from '@app/localisation';
import type { Moment } from '@app/read-model';
import type { Sql } from 'sql-template-tag';

/** Who asks what waits for them, and when. */
export interface TasksAsked {
  /** Of now, as far as they may see it. */
  readonly moment: Moment;
  readonly viewer: Viewer;
  /** Every id that could be of whoever asks. */
  readonly self: Self;
  readonly now: Instant;
}

/** A mutation by which a task is settled, and what its command would name. */
export interface Settling {
  readonly mutation: string;
  readonly command: string;
  /** The ids that the rules of the command go by, by its fields: columns of what the kind is read from. */
  readonly fields: Readonly<Record<string, Sql>>;
  /** That it would not be refused, as far as rows tell, as a condition over what the kind is read from; always where absent. */
  readonly when?: Sql;
}

/**
 * A kind of things that wait for somebody. Whatever its query finds is a task of those who have one of the roles, may settle it by the access
 * matrix, and are nobody who is kept from it; it is one for as long as it is found.
 */
export interface TaskKind extends Bilingual {
  /** For the schema. */
  readonly description: string;
  /** The task as a sentence says it. `{name}` is what is named below. */
  readonly title: Bilingual;
  /** Whose work it is. Who may settle it besides, such as an administrator, is not told. */
  readonly whose: readonly Role[];
  /** The GraphQL type of what it is about: one that `node` finds. */
  readonly thing: string;
  /** That thing's id. */
  readonly id: Sql;
  /** The day from which it has waited. */
  readonly since: Sql;
  /** The last day on which it is in time; none where absent. */
  readonly due?: Sql;
  /** What is no person, and tells one task from another. */
  readonly name?: { readonly en: Sql; readonly cy?: Sql };
  /** None where it only tells something to somebody about themselves, and goes by itself. */
  readonly settledBy: readonly Settling[];
  /** Whether it is settled otherwise than by mutations, and so waits where these have no use. */
  readonly otherwise?: true;
  /** Ids of whose record it is, and of who began it: nobody decides about themselves, nor is the second of two people who was the first. */
  readonly notBy?: readonly Sql[];
  /** Whether a service account is refused: somebody has to answer for it. */
  readonly byAPerson?: true;
  /** What stands after FROM, conditions included. The thing's own table is read as far as whoever asks may see it (`moment.from`). */
  from(asked: TasksAsked): Sql;
}

/**
 * That a task is settled by a command. A field that its input has not does not compile.
 * @param mutation that sends it, where it is not called as the command is
 */
export function settles<Input extends object, Field extends keyof Input & string = never>(
  command: new (meta: CommandMeta, input: Input) => Command<Input>,
  fields?: Readonly<Record<Field, Sql>>,
  mutation = `${command.name.charAt(0).toLowerCase()}${command.name.slice(1)}`,
): Settling {
  return { mutation, command: command.name, fields: fields ?? {} };
}

/** The same way to settle a task, where a condition holds. */
export const when = (condition: Sql, settling: Settling): Settling => ({ ...settling, when: condition });
