import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import type { Cursors } from './cursor.js';
import { type Total, TotalCountState } from './total-count.js';

/** The most that one page holds. */
export const MAX_PAGE = 100;

@ObjectType('PageInfo', { description: 'What lies around a page.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follows. When paging backwards: whether a cursor to come before was given.' })
  hasNextPage: boolean;

  @Field(() => Boolean, { description: 'Whether more precedes. When paging forwards: whether a cursor to come after was given.' })
  hasPreviousPage: boolean;

  @Field(() => String, { nullable: true, description: 'The first item’s cursor, for `before`; null on an empty page.' })
  startCursor: string | null;

  @Field(() => String, { nullable: true, description: 'The last item’s cursor, for `after`; null on an empty page.' })
  endCursor: string | null;
}

/** The arguments of every list; an `@ArgsType()` of further filters extends it. */
@ArgsType()
export class ConnectionArgs {
  @Field(() => Int, { nullable: true, description: 'So many from the start, or after `after`: 0 to 100. Either this or `last`.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what comes after this cursor.' })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: 'So many from the end, or before `before`: 0 to 100. Either this or `first`.' })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only what comes before this cursor.' })
  before?: string | null;
}

/** A node with its cursor, which is made only when asked for. */
export class EdgeOf<Node> {
  constructor(
    readonly node: Node,
    private readonly cursors: Cursors,
    private readonly list: string,
    private readonly pin: string,
    /** A JSON array of texts, as it came. */
    private readonly keys: string,
  ) {}

  map<Other>(of: (node: Node) => Other): EdgeOf<Other> {
    return new EdgeOf(of(this.node), this.cursors, this.list, this.pin, this.keys);
  }

  get cursor(): string {
    return this.cursors.encode(this.list, { pin: this.pin, keys: JSON.parse(this.keys) as string[] });
  }
}

/** A page of a list. */
export class ConnectionOf<Node> {
  #total: Promise<Total> | undefined;

  constructor(
    readonly edges: readonly EdgeOf<Node>[],
    private readonly more: { readonly hasNextPage: boolean; readonly hasPreviousPage: boolean },
    /** Counts the whole list, which is done only when asked for. */
    private readonly count: () => Promise<Total>,
  ) {}

  get nodes(): readonly Node[] {
    return this.edges.map((edge) => edge.node);
  }

  get totalCount(): Promise<number | null> {
    return this.#counted().then(({ count }) => count);
  }

  get totalCountState(): Promise<TotalCountState> {
    return this.#counted().then(({ state }) => state);
  }

  get pageInfo(): PageInfo {
    const { edges } = this;
    return {
      ...this.more,
      get startCursor() {
        return edges[0]?.cursor ?? null;
      },
      get endCursor() {
        return edges.at(-1)?.cursor ?? null;
      },
    };
  }

  /** The same page of what follows from its nodes. */
  map<Other>(of: (node: Node) => Other): ConnectionOf<Other> {
    return new ConnectionOf(
      this.edges.map((edge) => edge.map(of)),
      this.more,
      () => this.#counted(),
    );
  }

  #counted(): Promise<Total> {
    this.#total ??= this.count();
    return this.#total;
  }
}

/**
 * The GraphQL type of a list of some type (Relay's connection). To be made once, beside the type:
 * `export const CohortConnection = Connection('Cohort', () => CohortRow)`; then `@ResolveField(() => CohortConnection)`.
 * @param name the node's GraphQL name
 */
export function Connection<Node extends object>(name: string, node: () => Type<Node>): Type<ConnectionOf<Node>> {
  @ObjectType(`${name}Edge`, { description: `One of a list of type \`${name}\`, with where it stands in it.` })
  class Edge {
    @Field(node, { description: `What stands there.` })
    node: Node;

    @Field(() => String, { description: 'Where it stands in the list; for `after` and `before`.' })
    cursor: string;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a list of type \`${name}\`.` })
  class NamedConnection {
    @Field(() => [Edge], { description: 'The items with their cursors.' })
    edges: Edge[];

    @Field(() => [node()], { description: 'The items alone.' })
    nodes: Node[];

    @Field(() => PageInfo, { description: 'What lies around this page.' })
    pageInfo: PageInfo;

    @Field(() => Int, {
      nullable: true,
      description:
        'How many there are on all pages, by the same filters, of those that you may see. With `first: 0` it is answered alone. It costs as much as a page of 100; `totalCountState` says how exact it is, or why it is null.',
    })
    totalCount: number | null;

    @Field(() => TotalCountState, { description: 'Whether `totalCount` is exact, and why not where it is not.' })
    totalCountState: TotalCountState;
  }
  return NamedConnection as unknown as Type<ConnectionOf<Node>>;
}
