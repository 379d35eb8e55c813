import type { LogReading } from '@app/event-store';
import type { CalendarDate, Instant, Position } from '@app/kernel';
import { Refused, refusals, secondsAhead } from '@app/kernel';
import { Moment } from '@app/read-model';
import { Args, ArgsType, Context, Field, ID, Int, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { MAX_PAGE } from '../connection/connection.js';
import { loader } from '../loader.js';
import { invalidId, Node, nodeId, type NodeSource, NodeSources, parseNodeId } from '../node.js';
import { type Pin, pinOf, textOfPin } from '../pin.js';
import { DateScalar, DateTimeScalar, PositionScalar } from '../scalars.js';
import type { GraphqlContext } from './context.js';
import { missingAt, ReadSources } from './reads.js';
import type { Missing } from './settling.js';

@ObjectType('MissingReader', { description: 'What reads everything recorded, in order, and has not come as far as was waited for.' })
export class MissingReaderType implements Missing {
  @Field(() => String, {
    description: 'Its name: `read-model`, which everything is answered from, `directory`, `mirror`, or `process:` and the name of what carries on from events.',
  })
  reader: string;

  @Field(() => Boolean, { description: 'Whether it cannot go on by itself; else what is missing comes by itself, a little later.' })
  stopped: boolean;
}

/** What every read hangs under. Features add to it: `@Resolver(() => MomentType)` with `@ResolveField`. */
@ObjectType('Moment', {
  implements: () => [Node],
  description:
    'A moment at which everything under it is answered: what held on a day, as known at a place in the log. Its id says what was fixed of it; now is always the same one.',
})
export class MomentType {
  id: string;

  @Field(() => DateScalar, { description: 'The day whose facts are answered.' })
  asOf: CalendarDate;

  @Field(() => PositionScalar, {
    description: 'How much was known: everything recorded up to this place in the log. Asked at it again, the answers are the same.',
  })
  position: Position;

  @Field(() => PositionScalar, { description: 'How much can be read now.' })
  head: Position;

  @Field(() => Boolean, {
    description:
      'Whether all is there that was waited for: by `at(after:)`, or by the `at` of what a mutation recorded. That is what was recorded and what followed from it by itself, such as a place that goes to the next in a waiting list; what is for later, such as the lapse of an offer, is not waited for.',
  })
  settled: boolean;

  @Field(() => [MissingReaderType], { description: 'Who has not come as far, where not all is there: two seconds were waited, or it has stopped.' })
  missing: readonly Missing[];

  /** Hidden: what rows are read with. */
  moment: Moment;
}

/** There is one at each moment. */
const THE_MOMENT = '00000000-0000-0000-0000-000000000000';

/** The moment's own object, for the moment that rows are read with. */
export function momentType(moment: Moment): MomentType {
  const missing = missingAt(moment);
  return {
    id: nodeId('Moment', THE_MOMENT, moment),
    asOf: moment.asOf,
    position: moment.position,
    head: moment.snapshot.head,
    settled: missing.length === 0,
    missing,
    moment,
  };
}

/** What an id names. */
interface Named {
  readonly source: NodeSource;
  readonly uuid: string;
  readonly pin: Pin;
  /** The argument that held it. */
  readonly field: string;
}

/** The argument that held an id, by its place among the ids. */
type FieldOf = (index: number) => string;

@ArgsType()
export class MomentArgs {
  @Field(() => DateScalar, { nullable: true, description: 'The day whose facts are asked for; today (Europe/London) when not given. It may lie ahead.' })
  asOf?: CalendarDate | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only what had been recorded by then; never ahead of now. Either this or `position`.' })
  knownAt?: Instant | null;

  @Field(() => PositionScalar, { nullable: true, description: 'Only what had been recorded up to this place in the log. Either this or `knownAt`.' })
  position?: Position | null;

  @Field(() => String, {
    nullable: true,
    description:
      'The token of a receipt: waits, at most two seconds, until what it stands for can be read, and what followed from it by itself. Of the latter, `settled` says whether it is there.',
  })
  after?: string | null;
}

const refuse = refusals({
  PAGE_SIZE: {
    en: 'At most {max} ids are looked up at once. Send them in parts.',
    cy: 'Chwilir am hyd at {max} dynodydd ar y tro. Anfonwch nhw fesul rhan.',
    field: 'ids',
  },
  ID_OF_ANOTHER_MOMENT: {
    en: 'This is an id of another moment. Give it to node or nodes at the root, which answer at its moment, or give the key, which is the same at every moment.',
    cy: 'Dynodydd o foment arall yw hwn. Rhowch ef i node neu nodes wrth y gwraidd, sy’n ateb ar ei foment, neu rhowch yr allwedd (key), sydd yr un fath ar bob moment.',
  },
});

@Resolver(() => MomentType)
export class MomentResolver {
  constructor(
    private readonly reads: ReadSources,
    private readonly sources: NodeSources,
  ) {
    sources.register({ type: 'Moment', load: (moment, ids) => Promise.resolve(ids.map((id) => (id === THE_MOMENT ? momentType(moment) : null))) });
  }

  @Query(() => MomentType, { name: 'at', description: 'The moment to read at; now, when nothing is said. Two of them in one operation compare two moments.' })
  async at(@Args() args: MomentArgs, @Context() context: GraphqlContext): Promise<MomentType> {
    const { asOf, knownAt, position, after } = args;
    return momentType(
      await context.reads.at({ asOf: asOf ?? undefined, knownAt: knownAt ?? undefined, position: position ?? undefined, after: after ?? undefined }),
    );
  }

  @Query(() => Node, {
    name: 'node',
    nullable: true,
    description: 'One thing by its id, at the moment that the id says was fixed, else as known now; null when there is none or it may not be seen.',
  })
  async rootNode(
    @Args('id', { type: () => ID, description: 'As this API answered it.' }) id: string,
    @Context() context: GraphqlContext,
  ): Promise<object | null> {
    return alone(await this.#load([id], () => 'id', context));
  }

  @Query(() => [Node], {
    name: 'nodes',
    nullable: 'items',
    description:
      'Things by their ids, each as `node` answers it, in the order of the ids; at most 100. Null in the place of what there is not, or may not be seen; and of an id that is none, with the reason in `errors`: the others are answered.',
  })
  rootNodes(
    @Args('ids', { type: () => [ID], description: 'As this API answered them.' }) ids: string[],
    @Context() context: GraphqlContext,
  ): Promise<(object | null)[]> {
    return this.#load(ids, (index) => `ids.${index}`, context);
  }

  @ResolveField(() => Node, {
    nullable: true,
    description: 'One thing by its `key`, or by an id of this moment; null when there is none or it may not be seen. An id of another moment is refused.',
  })
  async node(
    @Parent() { moment }: MomentType,
    @Args('id', { type: () => ID, description: 'As this API answered it.' }) id: string,
    @Context() context: GraphqlContext,
  ): Promise<object | null> {
    return alone(await this.#loadAt(moment, [id], () => 'id', context));
  }

  @ResolveField(() => [Node], { nullable: 'items', description: 'Things by their ids, each as `node` here answers it, in the order of the ids; at most 100.' })
  nodes(
    @Parent() { moment }: MomentType,
    @Args('ids', { type: () => [ID], description: 'As this API answered them.' }) ids: string[],
    @Context() context: GraphqlContext,
  ): Promise<(object | null)[]> {
    return this.#loadAt(moment, ids, (index) => `ids.${index}`, context);
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

  async #loadAt(moment: Moment, ids: readonly string[], field: FieldOf, context: GraphqlContext): Promise<(object | Refused | null)[]> {
    const fixed = pinOf(moment);
    return Promise.all(
      this.#named(ids, field).map(async (named) => {
        if (named instanceof Refused) return named;
        const text = textOfPin(named.pin);
        return text === '' || text === fixed
          ? this.sources.find(moment, named.source.type, named.uuid, context)
          : refuse('ID_OF_ANOTHER_MOMENT', {}, named.field);
      }),
    );
  }

  async #load(ids: readonly string[], field: FieldOf, context: GraphqlContext): Promise<(object | Refused | null)[]> {
    const all = this.#named(ids, field);
    const moments = new Map<string, Moment | Refused>();
    // One after the other, and from the latest: where that can be read, the others can without waiting, all of them in one snapshot.
    for (const named of all.filter((one): one is Named => !(one instanceof Refused)).sort(latest)) {
      const text = textOfPin(named.pin);
      if (!moments.has(text)) moments.set(text, await momentOf(named, context));
    }
    return Promise.all(
      all.map(async (named) => {
        if (named instanceof Refused) return named;
        const moment = moments.get(textOfPin(named.pin));
        return moment instanceof Moment ? this.sources.find(moment, named.source.type, named.uuid, context) : (moment ?? null);
      }),
    );
  }

  /** @returns in the place of an id that is none what it is refused with: as an item, that is an error of its own, and the others are answered */
  #named(ids: readonly string[], field: FieldOf): readonly (Named | Refused)[] {
    if (ids.length > MAX_PAGE) throw refuse('PAGE_SIZE', { max: MAX_PAGE });
    return ids.map((id, index) => {
      const { type, id: uuid, pin } = parseNodeId(id) ?? {};
      const source = type === undefined ? undefined : this.sources.get(type);
      return source && uuid !== undefined && pin ? { source, uuid, pin, field: field(index) } : invalidId(field(index));
    });
  }
}

/** The later of two positions first; what fixes none last. */
function latest({ pin: { position: one = -1n } }: Named, { pin: { position: other = -1n } }: Named): number {
  return Number(other > one) - Number(other < one);
}

/** Of a moment that cannot be known yet what its id is refused with: whoever may see nothing at all is told so once. */
async function momentOf({ pin, field }: Named, { reads }: GraphqlContext): Promise<Moment | Refused> {
  try {
    return await reads.at({ ...pin, within: field });
  } catch (error) {
    if (error instanceof Refused && error.text.field === field) return error;
    throw error;
  }
}

/** @throws Refused */
function alone([found]: readonly (object | Refused | null)[]): object | null {
  if (found instanceof Refused) throw found;
  return found ?? null;
}
