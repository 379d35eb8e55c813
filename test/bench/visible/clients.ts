// A few clients that each record something, ask until they see it, and pause; how long it took them to see it.
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** The product by its API, or the handlers written by hand. */
export interface Visiting {
  readonly port: number;
  /** Of the API; the handlers ask for none. */
  readonly token?: string;
  readonly clients: number;
  readonly pauseMs: number;
  readonly ms: number;
}

export interface Visited {
  /** Milliseconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

const REGISTER = `mutation ($input: RegisterOrganisationInput!) {
  registerOrganisation(input: $input) { ... on Recorded { receipt { token } } ... on Refusal { code message } }
}`;
const FIND = 'query ($code: String!, $after: String!) { at(after: $after) { organisations(first: 1, code: $code) { nodes { id nameEn } } } }';

const agent = new Agent({ keepAlive: true, noDelay: true });

function ask<T>(port: number, method: string, path: string, content?: object, token?: string): Promise<T> {
  const headers = { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) };
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')) as T));
    });
    sent.on('error', reject);
    sent.end(content && JSON.stringify(content));
  });
}

/** Records an organisation and asks for it. @returns how many were seen: one */
async function once({ port, token }: Visiting): Promise<number> {
  const id = randomUUID();
  const code = `bench-${id}`;
  if (token === undefined) {
    const recorded = await ask<{ token: string }>(port, 'POST', '/organisations', { id, code, name_en: 'Example Trust', sector: 'NHS', nation: 'SCOTLAND' });
    return (await ask<{ nodes: unknown[] }>(port, 'GET', `/organisations?code=${code}&after=${recorded.token}`)).nodes.length;
  }
  const input = { commandId: id, code, name: { en: 'Example Trust' }, sector: 'NHS', nation: 'SCOTLAND' };
  const graphql = async <T>(query: string, variables: object): Promise<T> => {
    const { data, errors } = await ask<{ data: T | null; errors?: unknown }>(port, 'POST', '/graphql', { query, variables }, token);
    if (data === null || errors !== undefined) throw new Error(`no answer: ${JSON.stringify(errors)}`);
    return data;
  };
  const { registerOrganisation } = await graphql<{ registerOrganisation: { receipt: { token: string } } }>(REGISTER, { input });
  const { at } = await graphql<{ at: { organisations: { nodes: unknown[] } } }>(FIND, { code, after: registerOrganisation.receipt.token });
  return at.organisations.nodes.length;
}

async function visit(visiting: Visiting): Promise<Visited> {
  const took: number[] = [];
  const until = performance.now() + visiting.ms;
  const client = async (): Promise<void> => {
    while (performance.now() < until) {
      const begun = performance.now();
      if ((await once(visiting)) !== 1) throw new Error('what was recorded was not seen');
      took.push(performance.now() - begun);
      await sleep(visiting.pauseMs);
    }
  };
  await Promise.all(Array.from({ length: visiting.clients }, client));
  took.sort((one, other) => one - other);
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

process.on('message', (visiting: Visiting) => {
  visit(visiting).then(
    (visited) => process.send?.(visited),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});
process.once('disconnect', () => process.exit(0));
process.send?.({});
