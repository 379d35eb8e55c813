import type { Moment } from '@app/read-model';
import { type Refused, refusals } from '@app/kernel';
import { Extensions, Field, ID, InterfaceType, type MiddlewareContext } from '@nestjs/graphql';
import { loader } from './loader.js';
import type { GraphqlContext } from './operation/context.js';
import { parsePin, type Pin, pinOf } from './pin.js';

/**
 * A row with the moment that it was read at, hidden from the schema: what every resolver gets as its parent. A field without
 * arguments takes it as `field(parent)`, undecorated: Nest then calls the method as it is, where `@Parent()` costs 8 µs a field.
 */
export type At<Row> = Row & { readonly moment: Moment };

/** Anything that `node(id)` finds. A row type says `@ObjectType('Cohort', { implements: () => [Node] })`. */
@InterfaceType('Node', {
  description: 'Anything that can be asked for again by its id.',
  resolveType: (value: { readonly __typename: string }) => value.__typename,
})
export abstract class Node {
  @Field(() => ID, {
    description:
      'Opaque. It names the thing, and of the moment that it was read at what was fixed: `asOf` where that was given, the position where `knownAt` or `position` was. So the same thing at two such moments has two ids, and under `at` without arguments the one that is its `key`. Give it to `node`, or wherever an id of this type is asked for: there what was fixed makes no difference.',
  })
  id: string;

  @Extensions({ needs: [] })
  @Field(() => ID, {
    name: 'key',
    description: 'The thing’s id without any moment: opaque, the same for ever and at every moment. What a mutation answers as `recordedFor` is this.',
    middleware: [keyOfNode],
  })
  plainId: string;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const typed = /^([A-Z][A-Za-z]{0,60}):([0-9a-f-]{36})(?:@(.+))?$/;

const encode = (text: string): string => Buffer.from(text, 'latin1').toString('base64url');
const decode = (text: string): string => Buffer.from(text, 'base64url').toString('latin1');

/**
 * The opaque id that the outside knows a thing by: its GraphQL type and its UUID, and what the caller fixed of the moment that it is read at.
 * @param moment none for what is of now
 */
export function nodeId(type: string, id: string, moment?: Moment): string {
  const fixed = moment ? pinOf(moment) : '';
  return encode(fixed === '' ? `${type}:${id}` : `${type}:${id}@${fixed}`);
}

// A function, so that the class above finds it.
function keyOfNode({ source }: MiddlewareContext<{ readonly id: string }>): string {
  const [plain = ''] = decode(source.id).split('@');
  return encode(plain);
}

/** The type and UUID in an opaque id, with what it says was fixed of a moment; undefined when it is none. */
export function parseNodeId(text: string): { readonly type: string; readonly id: string; readonly pin: Pin } | undefined {
  if (text.length > 180) return undefined;
  const plain = decode(text);
  const [, type, id, fixed = ''] = typed.exec(plain) ?? [];
  const pin = parsePin(fixed);
  return type !== undefined && id !== undefined && uuid.test(id) && pin && encode(plain) === text ? { type, id, pin } : undefined;
}

/** The UUID of a thing of one type, from its opaque id of whatever moment or from the UUID itself; undefined when it is neither. */
export function uuidOf(type: string, text: string): string | undefined {
  const plain = text.toLowerCase();
  if (uuid.test(plain)) return plain;
  const parsed = parseNodeId(text);
  return parsed?.type === type ? parsed.id : undefined;
}

const refuse = refusals({
  INVALID_ID: {
    en: 'This is not an id of the kind that is asked for here. Give the id as this API answered it.',
    cy: 'Nid dynodydd o’r math y gofynnir amdano yma yw hwn. Rhowch y dynodydd fel yr atebodd yr API hwn ef.',
  },
});

/** Refuses an id that names nothing of the kind asked for. */
export function invalidId(field: string): Refused {
  return refuse('INVALID_ID', {}, field);
}

/** How one type's things are found by id. */
export interface NodeSource {
  /** The GraphQL type's name. */
  readonly type: string;
  /** Rows in the order of the ids (UUIDs), null for what does not exist or may not be seen. One query for all. */
  load(moment: Moment, ids: readonly string[], context: GraphqlContext): Promise<readonly (object | null)[]>;
}

/** What `node` and `nodes` can find. A feature's resolver registers its own in its constructor. */
export class NodeSources {
  readonly #sources = new Map<string, NodeSource>();

  register(source: NodeSource): void {
    if (this.#sources.has(source.type)) throw new Error(`two sources for nodes of type ${source.type}`);
    this.#sources.set(source.type, source);
  }

  get(type: string): NodeSource | undefined {
    return this.#sources.get(type);
  }

  /**
   * A thing by its UUID, as it is answered where an interface is asked for; null where there is none or it may not be seen. All that are asked for in one turn
   * with one query for each type.
   * @throws Error for a type of which nothing is found by id
   */
  find(moment: Moment, type: string, id: string, context: GraphqlContext): Promise<object | null> {
    const source = this.#sources.get(type);
    if (!source) throw new Error(`no node is a ${type}`);
    return loader<string, object | null>(moment, `node ${type}`, async (ids) => {
      const rows = await source.load(moment, ids, context);
      return rows.map((row) => row && Object.assign(row, { moment, __typename: type }));
    }).load(id);
  }
}
