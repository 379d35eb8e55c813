import { Connection, ConnectionArgs, type ConnectionOf, MomentType, NodeSources, paginate, type Seen } from '@app/graphql-kit';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql from 'sql-template-tag';
import { PassedOverEventRow } from '../read-model/passed-over-event.row.js';
import { passedOverEvents, seenPassedOverEvent } from '../read.js';

const PassedOverEventConnection = Connection('PassedOverEvent', () => PassedOverEventRow);

@Resolver(() => MomentType)
export class PassedOverEventsResolver {
  constructor(nodes: NodeSources) {
    nodes.register(passedOverEvents);
  }

  @ResolveField(() => PassedOverEventConnection, { description: 'What operators had passed over, by what, and why; the latest first.' })
  passedOverEvents(@Parent() { moment }: MomentType, @Args() args: ConnectionArgs): Promise<ConnectionOf<Seen<PassedOverEventRow>>> {
    return paginate(
      moment,
      {
        name: 'passedOverEvents',
        rows: PassedOverEventRow,
        from: moment.from(PassedOverEventRow),
        orderBy: [
          { sql: sql`passed_over_event.passed_over_at`, type: 'timestamptz', descending: true },
          { sql: sql`passed_over_event.id`, type: 'uuid' },
        ],
        node: seenPassedOverEvent<PassedOverEventRow>,
      },
      args,
    );
  }
}
