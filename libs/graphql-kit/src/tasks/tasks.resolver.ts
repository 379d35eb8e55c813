import { Features } from '@app/feature';
import { Persons } from '@app/identity';
import { say } from '@app/localisation';
import { LAST_DAY } from '@app/read-model';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql from 'sql-template-tag';
import type { ConnectionOf } from '../connection/connection.js';
import { paginate } from '../connection/paginate.js';
import { Arguments } from '../input/input.js';
import { type At, Node, nodeId, NodeSources } from '../node.js';
import type { GraphqlContext } from '../operation/context.js';
import { ReadSources } from '../operation/reads.js';
import { ViewerType } from '../operation/viewer.js';
import { openTasks, type TaskRow } from './open-tasks.js';
import { type Task, TaskConnection, taskOrders, TasksArgs, TaskType } from './task.types.js';

@Resolver(() => ViewerType)
export class TasksResolver {
  constructor(
    private readonly features: Features,
    private readonly sources: ReadSources,
    private readonly persons: Persons,
  ) {}

  @ResolveField(() => TaskConnection, {
    nullable: true,
    description:
      'What waits for whoever asks, now: those first that are due first, then those that have waited longest. Only what is theirs to do, and what they may do. Where `at(after: …)` stands in the same operation, it knows what that waits for. Null, with the error `NO_ROLE`, for who has no role.',
  })
  async tasks(@Arguments() { kinds, urgencies, orderBy, ...args }: TasksArgs, @Context() context: GraphqlContext): Promise<ConnectionOf<Task>> {
    const { clock, language, actor } = context;
    const self = await this.persons.lastKnownOf(actor);
    const moment = await context.reads.at({});
    const viewer = await context.reads.viewer();
    const asked = kinds ? Object.fromEntries(Object.entries(this.features.tasks).filter(([kind]) => kinds.includes(kind))) : this.features.tasks;
    const open = openTasks(asked, { moment, viewer, self, language, access: this.sources.access, now: clock.instant() });
    return paginate<TaskRow, Task>(
      moment,
      {
        name: 'viewer.tasks',
        rows: sql`task.*`,
        from: sql`(${open}) as task`,
        where: urgencies ? [sql`task.urgency = any(${urgencies}::text[])`] : [],
        orderBy: taskOrders.columns(orderBy, [
          { sql: sql`coalesce(task.due, ${LAST_DAY})`, type: 'date' },
          { sql: sql`task.since`, type: 'date' },
          { sql: sql`task.place`, type: 'integer' },
          { sql: sql`task.key`, type: 'uuid' },
        ]),
        node: (row) => this.#task(row, context),
      },
      args,
    );
  }

  #task({ kind, key, name, ...row }: At<TaskRow>, { language }: GraphqlContext): Task {
    const { title, thing } = this.features.tasks[kind] ?? unknown(kind);
    return { ...row, id: nodeId('Task', `${kind}:${key}`), kind, key, thing, title: { value: say(title, name === null ? {} : { name }, language), language } };
  }
}

function unknown(kind: string): never {
  throw new Error(`there are no tasks of the kind ${kind}`);
}

@Resolver(() => TaskType)
export class TaskResolver {
  constructor(private readonly nodes: NodeSources) {}

  @ResolveField(() => Node, { nullable: true, description: 'What it is about.' })
  thing(@Parent() { moment, thing, key }: Task, @Context() context: GraphqlContext): Promise<object | null> {
    return this.nodes.find(moment, thing, key, context);
  }
}
