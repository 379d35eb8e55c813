import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import relay, { type ConcreteRequest, type GraphQLResponse, type IEnvironment, type ReaderFragment } from 'relay-runtime';
import type { Way } from './wire.js';

const require = createRequire(import.meta.url);

export interface Compiled {
  request(name: string): ConcreteRequest;
  fragment(name: string): ReaderFragment;
}

/**
 * What Relay's compiler makes of documents and the schema, as an application's build would have it.
 * @throws Error with what it says, for a document or a schema that is not as it asks
 */
export async function compiled(documents: readonly string[]): Promise<Compiled> {
  const dir = await mkdtemp(join(tmpdir(), 'relay-'));
  const [src, out] = [join(dir, 'src'), join(dir, 'out')];
  await Promise.all([mkdir(src), mkdir(out)]);
  await writeFile(join(src, 'clients.js'), documents.map((document) => `graphql\`${document}\`;\n`).join(''));
  const config = { src, schema: resolve('apps/api/schema.graphql'), language: 'javascript', artifactDirectory: out, eagerEsModules: false };
  await writeFile(join(dir, 'relay.config.json'), JSON.stringify(config));
  await promisify(execFile)(require('relay-compiler') as string, [join(dir, 'relay.config.json')]);
  const made = (name: string): unknown => require(join(out, `${name}.graphql.js`));
  return { request: (name) => made(name) as ConcreteRequest, fragment: (name) => made(name) as ReaderFragment };
}

/** A store of things by their ids, and the way to the API. */
export function environmentFor({ url, headers, fetch }: Way): IEnvironment {
  const network = relay.Network.create(async ({ text }, variables) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: text, variables }),
    });
    return (await response.json()) as GraphQLResponse;
  });
  return new relay.Environment({ network, store: new relay.Store(new relay.RecordSource()) });
}
