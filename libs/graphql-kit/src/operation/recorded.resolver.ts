import type { Position, Receipt } from '@app/kernel';
import { Refused } from '@app/kernel';
import { Context, Info, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { ReceiptEventType, ReceiptType, RecordedType } from '../outcome.js';
import { PositionScalar } from '../scalars.js';
import type { GraphqlContext } from './context.js';
import { MomentType, momentType } from './moment.js';
import { PROJECTION_WAIT_MS, ReadSources } from './reads.js';

type InLog = ReturnType<ReadSources['log']['byId']>;
/** An event of a receipt; `inLog` looks all of that receipt’s up together, where a place is asked for. */
type ReceiptEvent = ReceiptEventType & { readonly inLog: () => InLog };

@Resolver(() => RecordedType)
export class RecordedResolver {
  @ResolveField(() => MomentType, {
    nullable: true,
    description:
      'Now, once it can be read what was recorded, and what followed from it by itself; after two seconds in any case, and `settled` says whether all is there. Its ids are those of `at` without arguments, so that lists of now that a client keeps can be asked for again in the same request. Null, with the reason in `errors`, where it cannot be read, such as for who may see nothing any more: what was recorded is so all the same.',
  })
  async at(@Parent() { receipt }: RecordedType, @Context() { reads }: GraphqlContext, @Info() { path }: GraphQLResolveInfo): Promise<MomentType> {
    return momentType(await reads.afterwards(fieldOf(path), receipt.token));
  }
}

@Resolver(() => ReceiptType)
export class ReceiptResolver {
  constructor(private readonly sources: ReadSources) {}

  @ResolveField(() => [ReceiptEventType], { description: 'The events, in order; none when there was nothing left to record.' })
  events(@Parent() receipt: Receipt): readonly ReceiptEvent[] {
    let logged: InLog | undefined;
    const inLog = () => (logged ??= this.#logged(receipt));
    return receipt.eventIds.map((eventId, index) => ({ eventId, type: receipt.eventTypes[index] ?? '', inLog }));
  }

  async #logged({ token, eventIds }: Receipt): InLog {
    const { log } = this.sources;
    await log.positionOf(token, PROJECTION_WAIT_MS).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
    });
    return log.byId(eventIds);
  }
}

@Resolver(() => ReceiptEventType)
export class ReceiptEventResolver {
  @ResolveField(() => PositionScalar, {
    nullable: true,
    description: 'Its place in the log; null where the log follows its store and has yet to show it, which is waited for, two seconds at most.',
  })
  async position(@Parent() { eventId, inLog }: ReceiptEvent): Promise<Position | null> {
    return (await inLog()).get(eventId)?.position ?? null;
  }
}

/** The field of the operation that all this is part of. */
function fieldOf(path: GraphQLResolveInfo['path']): string {
  return path.prev ? fieldOf(path.prev) : String(path.key);
}
