import type { GraphQLSchema } from 'graphql';
import { parse, validate } from 'graphql';
import { createHash } from 'node:crypto';

const HASH = /^[0-9a-f]{64}$/;

/** By which a document is known: the SHA-256 of its text, hexadecimal. */
export function hashOf(document: string): string {
  return createHash('sha256').update(document).digest('hex');
}

type Sent = Readonly<Record<string, unknown>>;

/** What a request names its document by, where it does not hold it: by `documentId`, or as Apollo’s clients do. */
export function hashIn({ documentId, extensions }: Sent): unknown {
  const { persistedQuery } = (extensions ?? {}) as { readonly persistedQuery?: { readonly sha256Hash?: unknown } | null };
  return documentId ?? persistedQuery?.sha256Hash;
}

/** The documents that may be sent, where not any may: by hash, or by their text to the letter. */
export class Documents {
  readonly #byHash: ReadonlyMap<string, string>;

  /**
   * @param content what a file of them holds: `{ "<SHA-256>": "<document>" }`, as client tools write it
   * @throws Error that names what is wrong in it
   */
  constructor(content: unknown) {
    if (typeof content !== 'object' || content === null || Array.isArray(content)) throw new Error('it is not an object of documents by their SHA-256');
    for (const [hash, document] of Object.entries(content)) {
      if (typeof document !== 'string') throw new Error(`${hash} is not the text of a document`);
      if (hashOf(document) !== hash) throw new Error(`${hash} is not the SHA-256 of its document, which is ${hashOf(document)}`);
    }
    this.#byHash = new Map(Object.entries<string>(content as Readonly<Record<string, string>>));
  }

  /** What is wrong with each document that the schema cannot answer. */
  problems(schema: GraphQLSchema): readonly string[] {
    return [...this.#byHash].flatMap(([hash, document]) => problemsOf(schema, document).map((problem) => `${hash}: ${problem}`));
  }

  /**
   * The document of a request: by `documentId` (`sha256:…`), by `extensions.persistedQuery.sha256Hash`, or by its text in `query`; undefined
   * when it is none of these.
   */
  of(request: Sent): string | undefined {
    const given = hashIn(request) ?? (typeof request['query'] === 'string' ? hashOf(request['query']) : undefined);
    const hash = typeof given === 'string' ? given.replace(/^sha256:/, '') : '';
    return HASH.test(hash) ? this.#byHash.get(hash) : undefined;
  }
}

/** What is wrong with a document, in GraphQL's words; nothing where the schema answers it. */
export function problemsOf(schema: GraphQLSchema, document: string): readonly string[] {
  try {
    return validate(schema, parse(document)).map(({ message }) => message);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
