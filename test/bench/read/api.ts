import type { TrackerOptions } from '@app/tracker';
import type { Peer, Workspace } from '../workspace.js';
import type { Answered, Load } from './load.js';
import type { Answer, Statement, Variables } from './page.js';
import { COHORTS, ENROLMENTS, enrolmentsOn, PAGE } from './page.js';

const CONNECTIONS = 16;
const ROUND_MS = 3_000;
/** The newest cohorts are still taking applications. */
const LOOKED_THROUGH = 60;
/** Asked for in turn. */
const PAGES = 8;

type Env = Readonly<Record<string, string>>;

/** Where a server listens, and the whole HTTP requests to send to it in turn. */
export type Asked = Pick<Load, 'port' | 'requests'>;

/** A page with what it is asked by. */
export interface Page {
  readonly variables: Variables;
  readonly answer: Answer;
}

export function post(port: number, path: string, headers: Readonly<Record<string, string>>, content: string): string {
  const lines = Object.entries({ host: `127.0.0.1:${port}`, ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(content) });
  return `POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${content}`;
}

/** The product's API in a process of its own, and a third that asks it and others. */
export class Api {
  private constructor(
    private readonly workspace: Workspace,
    private readonly env: Env,
    private readonly product: Peer,
    private readonly load: Peer,
    private readonly address: { readonly port: number; readonly token: string },
  ) {}

  /** Runs `work` while the API answers. */
  static async using<T>(workspace: Workspace, { database }: TrackerOptions, work: (api: Api) => Promise<T>): Promise<T> {
    const env = { DATABASE_URL: database.url, DATA_DIR: workspace.dataDir, NODE_ENV: 'production' };
    const product = await workspace.process(new URL('product.ts', import.meta.url), env);
    const address = await product.told<{ port: number; token: string }>();
    const load = await workspace.process(new URL('load.ts', import.meta.url));
    await load.told();
    try {
      return await work(new Api(workspace, env, product, load, address));
    } finally {
      await Promise.all([product.stop(), load.stop()]);
    }
  }

  /** Runs a server beside it, which first tells where it listens. */
  async beside<T, Told extends { readonly port: number }>(file: URL, env: Env, work: (server: Peer, told: Told) => Promise<T>, node?: string): Promise<T> {
    const server = await this.workspace.process(file, { ...this.env, ...env }, node);
    const told = await server.told<Told>();
    return work(server, told).finally(() => server.stop());
  }

  /** The fullest pages of a moment, in the order of the list. */
  async fullest(moment: Omit<Variables, 'after'> = {}): Promise<readonly Page[]> {
    const pages: Page[] = [];
    let variables: Variables | undefined = moment;
    while (variables && pages.length < LOOKED_THROUGH && pages.filter(({ answer }) => enrolmentsOn(answer) === COHORTS * ENROLMENTS).length < PAGES) {
      pages.push({ variables, answer: await this.page(variables) });
      variables = await this.following(variables);
    }
    const full = [...pages].sort((one, other) => enrolmentsOn(other.answer) - enrolmentsOn(one.answer)).slice(0, PAGES);
    return pages.filter((page) => full.includes(page));
  }

  asked(pages: readonly Page[]): Asked {
    const { port, token } = this.address;
    return {
      port,
      requests: pages.map(({ variables }) => post(port, '/graphql', { authorization: `Bearer ${token}` }, JSON.stringify({ query: PAGE, variables }))),
    };
  }

  /** The statements that a page takes. */
  async statements({ variables }: Page): Promise<readonly Statement[]> {
    await this.product.ask('note');
    await this.page(variables);
    return this.product.ask<Statement[]>('noted');
  }

  /** A round of asking: answers per second. @param slowest takes the 99th percentile, in milliseconds */
  async rate(asked: Asked, slowest: number[]): Promise<number> {
    const { perSecond, p99 } = await this.load.ask<Answered>({ ...asked, connections: CONNECTIONS, ms: ROUND_MS } satisfies Load);
    slowest.push(p99);
    return perSecond;
  }

  private async page(variables: Variables): Promise<Answer> {
    const { data, errors, extensions } = await this.query<Answer>(PAGE, variables);
    if (errors) throw new Error(JSON.stringify(errors));
    return { data, extensions };
  }

  private async following(variables: Variables): Promise<Variables | undefined> {
    const query = `query ($after: String, $asOf: Date, $knownAt: DateTime) {
      at(asOf: $asOf, knownAt: $knownAt) { cohorts(first: ${COHORTS}, after: $after) { pageInfo { hasNextPage endCursor } } }
    }`;
    const { data } = await this.query<{ data: { at: { cohorts: { pageInfo: { hasNextPage: boolean; endCursor: string } } } } }>(query, variables);
    const { hasNextPage, endCursor } = data.at.cohorts.pageInfo;
    return hasNextPage ? { ...variables, after: endCursor } : undefined;
  }

  private async query<T>(query: string, variables: Variables): Promise<T> {
    const { port, token } = this.address;
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    return (await (await fetch(`http://127.0.0.1:${port}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query, variables }) })).json()) as T;
  }
}

/** What is asked for, in words. */
export function inWords(pages: readonly Page[]): string {
  const each = pages.reduce((sum, { answer }) => sum + enrolmentsOn(answer), 0) / pages.length;
  return `${pages.length} pages in turn, each ${COHORTS} cohorts, the first ${ENROLMENTS} enrolments of each (${each.toFixed(0)} a page), the leaders' names; ${CONNECTIONS} connections`;
}
