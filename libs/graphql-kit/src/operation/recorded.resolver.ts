import type { Receipt } from '@app/kernel';
import { Refused } from '@app/kernel';
import { Context, Info, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { ReceiptEventType, ReceiptType, RecordedType } from '../outcome.js';
import { askedOf } from './asked.js';
import type { GraphqlContext } from './context.js';
import { MomentType, momentType } from './moment.js';
import { PROJECTION_WAIT_MS, ReadSources } from './reads.js';

@Resolver(() => RecordedType)
export class RecordedResolver {
  @ResolveField(() => MomentType, {
    description:
      'Now, once it can be read what was recorded, and what followed from it by itself; after two seconds in any case, and `settled` says whether all is there. Its ids are those of `at` without arguments, so that lists of now that a client keeps can be asked for again in the same request.',
  })
  async at(@Parent() { receipt }: RecordedType, @Context() { reads }: GraphqlContext, @Info() { path }: GraphQLResolveInfo): Promise<MomentType> {
    return momentType(await reads.afterwards(fieldOf(path), receipt.token));
  }
}

@Resolver(() => ReceiptType)
export class ReceiptResolver {
  constructor(private readonly sources: ReadSources) {}

  @ResolveField(() => [ReceiptEventType], { description: 'The events, in order; none when there was nothing left to record.' })
  async events(@Parent() receipt: Receipt, @Info() info: GraphQLResolveInfo): Promise<readonly ReceiptEventType[]> {
    const { eventIds, eventTypes } = receipt;
    const logged = askedOf(info)?.fields.has('position') ? await this.#logged(receipt) : undefined;
    return eventIds.map((eventId, index) => ({ eventId, type: eventTypes[index] ?? '', position: logged?.get(eventId)?.position ?? null }));
  }

  async #logged({ token, eventIds }: Receipt): ReturnType<ReadSources['log']['byId']> {
    const { log } = this.sources;
    await log.positionOf(token, PROJECTION_WAIT_MS).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
    });
    return log.byId(eventIds);
  }
}

/** The field of the operation that all this is part of. */
function fieldOf(path: GraphQLResolveInfo['path']): string {
  return path.prev ? fieldOf(path.prev) : String(path.key);
}
