import type { LogReading } from '@app/event-store';
import type { CalendarDate, Instant, Position } from '@app/kernel';
import { Refused, refusals, secondsAhead } from '@app/kernel';
import type { Moment } from '@app/read-model';
import { Args, ArgsType, Context, Field, ID, Int, ObjectType, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { MAX_PAGE } from '../connection/connection.js';
import { loader } from '../loader.js';
import { invalidId, Node, NodeSources, parseNodeId } from '../node.js';
import { DateScalar, DateTimeScalar, PositionScalar } from '../scalars.js';
import type { GraphqlContext } from './context.js';
import { ReadSources } from './reads.js';

/** What every read hangs under. Features add to it: `@Resolver(() => MomentType)` with `@ResolveField`. */
@ObjectType('Moment', { description: 'A moment at which everything under it is answered: what held on a day, as known at a place in the log.' })
export class MomentType {
  @Field(() => DateScalar, { description: 'The day whose facts are answered.' })
  asOf: CalendarDate;

  @Field(() => PositionScalar, {
    description: 'How much was known: everything recorded up to this place in the log. Asked at it again, the answers are the same.',
  })
  position: Position;

  @Field(() => PositionScalar, { description: 'How much can be read now.' })
  head: Position;

  /** Hidden: what rows are read with. */
  moment: Moment;
}

/** The moment's own object, for the moment that rows are read with. */
export function momentType(moment: Moment): MomentType {
  return { asOf: moment.asOf, position: moment.position, head: moment.snapshot.head, moment };
}

@ArgsType()
export class MomentArgs {
  @Field(() => DateScalar, { nullable: true, description: 'The day whose facts are asked for; today (Europe/London) when not given. It may lie ahead.' })
  asOf?: CalendarDate | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only what had been recorded by then; never ahead of now. Either this or `position`.' })
  knownAt?: Instant | null;

  @Field(() => PositionScalar, { nullable: true, description: 'Only what had been recorded up to this place in the log. Either this or `knownAt`.' })
  position?: Position | null;

  @Field(() => String, { nullable: true, description: 'The token of a receipt: waits, at most two seconds, until what it stands for can be read.' })
  after?: string | null;
}

const refuse = refusals({
  PAGE_SIZE: {
    en: 'At most {max} ids are looked up at once. Send them in parts.',
    cy: 'Chwilir am hyd at {max} dynodydd ar y tro. Anfonwch nhw fesul rhan.',
    field: 'ids',
  },
});

@Resolver(() => MomentType)
export class MomentResolver {
  constructor(
    private readonly reads: ReadSources,
    private readonly sources: NodeSources,
  ) {}

  @Query(() => MomentType, { name: 'at', description: 'The moment to read at; now, when nothing is said. Two of them in one operation compare two moments.' })
  async at(@Args() args: MomentArgs, @Context() context: GraphqlContext): Promise<MomentType> {
    const { asOf, knownAt, position, after } = args;
    return momentType(
      await context.reads.at({ asOf: asOf ?? undefined, knownAt: knownAt ?? undefined, position: position ?? undefined, after: after ?? undefined }),
    );
  }

  @Query(() => Node, { name: 'node', nullable: true, description: 'One thing by its id, as known now; null when there is none or it may not be seen.' })
  async node(@Args('id', { type: () => ID, description: 'As this API answered it.' }) id: string, @Context() context: GraphqlContext): Promise<object | null> {
    const [found] = await this.#load([id], () => 'id', context);
    if (found instanceof Refused) throw found;
    return found ?? null;
  }

  @Query(() => [Node], {
    name: 'nodes',
    nullable: 'items',
    description:
      'Things by their ids, as known now, in the order of the ids; at most 100. Null in the place of what there is not, or may not be seen; and of an id that is none, with the reason in `errors`: the others are answered.',
  })
  nodes(
    @Args('ids', { type: () => [ID], description: 'As this API answered them.' }) ids: string[],
    @Context() context: GraphqlContext,
  ): Promise<(object | null)[]> {
    if (ids.length > MAX_PAGE) throw refuse('PAGE_SIZE', { max: MAX_PAGE });
    return this.#load(ids, (index) => `ids.${index}`, context);
  }

  @ResolveField('recordedAt', () => DateTimeScalar, {
    nullable: true,
    description: 'When the last event up to `position` was recorded; null before the first.',
  })
  recordedAt({ moment }: MomentType): Promise<Instant | null> {
    return loader<Position, Instant | null>(moment, 'moment.recordedAt', (positions) =>
      Promise.all(positions.map((position) => this.#recordedAt(moment, position))),
    ).load(moment.position);
  }

  @ResolveField('stampedAheadSeconds', () => Int, {
    description:
      'By how many seconds the last event that can be read is stamped ahead of this service’s clock: 0, as it should be, unless a clock was wrong. What is recorded meanwhile bears that same stamp, so ask by `position`, which tells it apart, and not by `knownAt`.',
  })
  stampedAheadSeconds({ moment }: MomentType): number {
    return secondsAhead(moment.snapshot.recordedAt, this.reads.clock);
  }

  @ResolveField('levelAt', () => DateTimeScalar, {
    nullable: true,
    description:
      'Everything recorded until then can be read, or is counted in `lag`. It stands still while the store of the history is away: so old are the answers. Null where appending writes the log itself, and nothing can be missing.',
  })
  levelAt({ moment }: MomentType): Promise<Instant | null> {
    return this.#log(moment).levelAt();
  }

  @ResolveField('lag', () => Int, { description: 'How many events were recorded that could not be read yet when this was answered.' })
  async lag({ head, moment }: MomentType): Promise<number> {
    return Number((await this.#log(moment).head()) - head);
  }

  #log({ snapshot }: Moment): LogReading {
    return this.reads.log.within(snapshot.connection);
  }

  async #recordedAt(moment: Moment, position: Position): Promise<Instant | null> {
    if (position > 0n) for await (const event of this.#log(moment).read({ after: position - 1n, limit: 1 })) return event.recordedAt;
    return null;
  }

  /** @returns in the place of an id that is none what it is refused with: as an item, that is an error of its own, and the others are answered */
  async #load(ids: readonly string[], field: (index: number) => string, context: GraphqlContext): Promise<(object | Refused | null)[]> {
    const moment = await context.reads.at({});
    return Promise.all(
      ids.map(async (id, index) => {
        const { type, id: uuid } = parseNodeId(id) ?? {};
        const source = type === undefined ? undefined : this.sources.get(type);
        return source && uuid !== undefined ? this.sources.find(moment, source.type, uuid, context) : invalidId(field(index));
      }),
    );
  }
}
