import { isDeepStrictEqual } from 'node:util';
import type { TrackerOptions } from '@app/tracker';
import type { Tell } from '../progress.js';
import { showing } from '../progress.js';
import type { Figure } from '../rounds.js';
import { alternating, median } from '../rounds.js';
import type { Peer, Workspace } from '../workspace.js';
import type { Answered, Load } from './load.js';
import type { Answer, Statement } from './page.js';
import { COHORTS, ENROLMENTS, PAGE } from './page.js';

const CONNECTIONS = 16;
const ROUND_MS = 3_000;
const BUDGET_MS = 60_000;
/** The newest cohorts are still taking applications. */
const MOST_PAGES = 30;
const STATEMENTS = 5;

/** The product's API and a handler written for one page, each in a process of its own, asked by a third, on the read model as it is active. */
export async function benchRead(workspace: Workspace, { database }: TrackerOptions): Promise<Figure> {
  const env = { DATABASE_URL: database.url, DATA_DIR: workspace.dataDir, NODE_ENV: 'production' };
  const product = await workspace.process(new URL('product.ts', import.meta.url), env);
  const { port, token } = await product.told<{ port: number; token: string }>();
  const handWritten = await workspace.process(new URL('hand-written.ts', import.meta.url), env);
  const { port: handPort } = await handWritten.told<{ port: number }>();
  const load = await workspace.process(new URL('load.ts', import.meta.url));
  await load.told();
  const peers = [product, handWritten, load];
  try {
    const client = new Client(port, token);
    const after = await fullPage(client);
    await product.ask('note');
    const answer = await client.page(after);
    const statements = await product.ask<Statement[]>('noted');
    if (statements.length !== STATEMENTS) throw new Error(`the page took other statements than expected:\n${statements.map(({ text }) => text).join('\n')}`);
    await handWritten.ask({ statements, extensions: answer.extensions });
    const byHand = (await (await fetch(`http://127.0.0.1:${handPort}/page`)).json()) as Answer;
    if (!isDeepStrictEqual(byHand, answer)) throw new Error('the two answers are not the same');
    return await showing('read: API and hand-written handler', (tell) =>
      measure(load, { port, request: client.request(after) }, { port: handPort, request: byHandRequest(handPort) }, tell),
    );
  } finally {
    for (const peer of peers) await peer.stop();
  }
}

type Asked = Pick<Load, 'port' | 'request'>;

async function measure(load: Peer, product: Asked, handWritten: Asked, tell: Tell): Promise<Figure> {
  const slowest: Record<'ours' | 'anchor', number[]> = { ours: [], anchor: [] };
  const asking = async (side: 'ours' | 'anchor', asked: Asked): Promise<number> => {
    const { perSecond, p99 } = await load.ask<Answered>({ ...asked, connections: CONNECTIONS, ms: ROUND_MS } satisfies Load);
    slowest[side].push(p99);
    return perSecond;
  };
  const measured = await alternating({
    ours: () => asking('ours', product),
    anchor: () => asking('anchor', handWritten),
    least: 5,
    most: 15,
    budgetMs: BUDGET_MS,
    tell,
  });
  return {
    id: 'read/hand-written',
    goal: 0.6,
    unit: 'requests/s',
    ...measured,
    notes: [
      `ours: one GraphQL query over HTTP with a token: ${COHORTS} cohorts, ${ENROLMENTS} enrolments of each, the leaders' names opened; ${CONNECTIONS} connections, p99 ${median(slowest.ours).toFixed(0)} ms.`,
      `anchor: a Fastify handler for this page alone, with the same statements in the same kind of transaction, the same opening of names and a compiled serializer; it verifies no token and keeps no limits; p99 ${median(slowest.anchor).toFixed(0)} ms.`,
    ],
  };
}

class Client {
  constructor(
    private readonly port: number,
    private readonly token: string,
  ) {}

  async page(after: string | undefined): Promise<Answer> {
    const { data, errors, extensions } = await this.ask<Answer>(body(after));
    if (errors) throw new Error(JSON.stringify(errors));
    return { data, extensions };
  }

  /** The cursor behind the page after this one. */
  async cursorAfter(after: string | undefined): Promise<string | undefined> {
    const query = `query ($after: String) { at { cohorts(first: ${COHORTS}, after: $after) { pageInfo { hasNextPage endCursor } } } }`;
    const { data } = await this.ask<{ data: { at: { cohorts: { pageInfo: { hasNextPage: boolean; endCursor: string } } } } }>(
      JSON.stringify({ query, variables: { after } }),
    );
    const { hasNextPage, endCursor } = data.at.cohorts.pageInfo;
    return hasNextPage ? endCursor : undefined;
  }

  request(after: string | undefined): string {
    const content = body(after);
    return `POST /graphql HTTP/1.1\r\nhost: 127.0.0.1:${this.port}\r\nauthorization: Bearer ${this.token}\r\ncontent-type: application/json\r\ncontent-length: ${content.length}\r\n\r\n${content}`;
  }

  private async ask<T>(content: string): Promise<T> {
    const headers = { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' };
    return (await (await fetch(`http://127.0.0.1:${this.port}/graphql`, { method: 'POST', headers, body: content })).json()) as T;
  }
}

const body = (after: string | undefined) => JSON.stringify({ query: PAGE, variables: { after } });
const byHandRequest = (port: number) => `GET /page HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n\r\n`;

/** Where a page begins whose cohorts all have as many enrolments as are asked for, or the fullest there is. */
async function fullPage(client: Client): Promise<string | undefined> {
  let after: string | undefined;
  let best = { after, enrolments: -1 };
  for (let number = 0; number < MOST_PAGES; number++) {
    const { nodes } = (await client.page(after)).data.at.cohorts;
    const enrolments = nodes.reduce((sum, cohort) => sum + cohort.enrolments.nodes.length, 0);
    if (enrolments > best.enrolments) best = { after, enrolments };
    if (enrolments === COHORTS * ENROLMENTS) break;
    after = await client.cursorAfter(after);
    if (after === undefined) break;
  }
  return best.after;
}
