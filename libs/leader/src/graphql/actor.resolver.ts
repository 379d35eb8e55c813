import { ActorType, type At, type Seen, uuidOf } from '@app/graphql-kit';
import { ResolveField, Resolver } from '@nestjs/graphql';
import { LeaderRow } from '../read-model/leader.row.js';
import { leaders } from '../read.js';

@Resolver(() => ActorType)
export class ActorLeaderResolver {
  @ResolveField(() => LeaderRow, {
    nullable: true,
    description: 'Their record, where they have one and it may be seen. Null for who has none: an administrator from elsewhere, or the service itself.',
  })
  async leader({ moment, key }: At<ActorType>): Promise<Seen<LeaderRow> | null> {
    const id = uuidOf('Leader', key);
    return id === undefined ? null : leaders.find(moment, id);
  }
}
