import type { TaskKind } from '@app/feature';
import type { CalendarDate } from '@app/kernel';
import { LAST_DAY } from '@app/read-model';
import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { Connection, ConnectionArgs } from '../connection/connection.js';
import { type Order, OrderBy, orders } from '../connection/order.js';
import { LocalText } from '../labels.js';
import { describedEnum } from '../names.js';
import type { At } from '../node.js';
import { DateScalar } from '../scalars.js';
import sql from 'sql-template-tag';

export type Urgency = 'OVERDUE' | 'SOON' | 'LATER' | 'NONE';
/** Days within which what is due is due soon. */
export const SOON_DAYS = 7;

export const UrgencyEnum = describedEnum<Urgency>('TaskUrgency', 'How soon something is due, as of today.', {
  OVERDUE: { description: 'Its day is past.', en: 'Overdue', cy: 'Hwyr' },
  SOON: { description: 'Today, or within seven days.', en: 'Due soon', cy: 'I’w wneud yn fuan' },
  LATER: { description: 'In more than seven days.', en: 'Due later', cy: 'I’w wneud yn nes ymlaen' },
  NONE: { description: 'It has no day.', en: 'No due date', cy: 'Dim dyddiad' },
});

let kindsEnum: Readonly<Record<string, string>> | undefined;

/** Has the schema know the kinds of tasks of every feature: once, where a product is put together. */
export function declareTaskKinds(kinds: Readonly<Record<string, TaskKind>>): void {
  kindsEnum = describedEnum('TaskKind', 'What kind of thing waits for somebody.', kinds);
}

/** @throws Error where nobody declared any */
function taskKinds(): Readonly<Record<string, string>> {
  if (!kindsEnum) throw new Error('nobody has said which kinds of tasks there are');
  return kindsEnum;
}

@ObjectType('Task', { description: 'Something that waits for whoever asks. It is there until it is settled, by whomever.' })
export class TaskType {
  @Field(() => ID, { description: 'Opaque; the same for as long as it waits. `node` does not find it, but the thing.' })
  id: string;

  @Field(() => taskKinds(), { description: 'What kind of thing it is.' })
  kind: string;

  @Field(() => LocalText, { description: 'What there is to do, as a sentence. It names no person.' })
  title: LocalText;

  @Field(() => DateScalar, { description: 'The day from which it has waited.' })
  since: CalendarDate;

  @Field(() => DateScalar, { nullable: true, description: 'The last day on which it is in time; null where there is none.' })
  due: CalendarDate | null;

  @Field(() => UrgencyEnum, { description: 'How soon it is due, as of today.' })
  urgency: Urgency;

  @Field(() => [String], {
    description:
      'The mutations that settle it, or put it off, by their names in this schema: those that whoever asks may send. None where it is settled otherwise, as its kind says.',
  })
  mutations: readonly string[];
}

/** A task as its resolvers have it. */
export type Task = At<TaskType & { readonly thing: string; readonly key: string }>;

export const TaskConnection = Connection<Task>('Task', () => TaskType as new () => Task);

/** What waits is found by one query for all kinds, and sorted once it is found. */
export const taskOrders = orders(
  'Task',
  [
    { sql: sql`task.place`, type: 'integer' },
    { sql: sql`task.key`, type: 'uuid' },
  ],
  {
    DUE: {
      description: 'The last day on which it is in time; what has none comes behind.',
      en: 'Due',
      cy: 'Dyddiad cwblhau',
      column: () => ({ sql: sql`coalesce(task.due, ${LAST_DAY})`, type: 'date' }),
    },
    SINCE: { description: 'The day from which it has waited.', en: 'Waiting since', cy: 'Yn aros ers', column: () => ({ sql: sql`task.since`, type: 'date' }) },
  },
);

@ArgsType()
export class TasksArgs extends ConnectionArgs {
  @Field(() => [taskKinds()], { nullable: true, description: 'Only those of one of these kinds.' })
  kinds?: string[] | null;

  @Field(() => [UrgencyEnum], { nullable: true, description: 'Only those that are so urgent.' })
  urgencies?: Urgency[] | null;

  @OrderBy(taskOrders, 'when they are due, then since when they have waited,')
  orderBy?: Order<'DUE' | 'SINCE'>;
}
