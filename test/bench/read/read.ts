import { isDeepStrictEqual } from 'node:util';
import { showing } from '../progress.js';
import type { Figure } from '../rounds.js';
import { alternating, median } from '../rounds.js';
import type { Run } from '../run.js';
import type { Asked, Page } from './api.js';
import { Api, inWords } from './api.js';
import type { Answer } from './page.js';
import { PostGraphile } from './postgraphile.js';

const STATEMENTS = 5;
const BUDGET_MS = 60_000;
const FIGURE = { unit: 'requests/s', goal: 0.7 } as const;

type Compared = Omit<Figure, 'id' | 'notes'> & { readonly p99: { readonly ours: string; readonly anchor: string } };

/** Answers to both, by turns. */
async function compare(api: Api, what: string, ours: Asked, anchor: Asked): Promise<Compared> {
  const slowest = { ours: [] as number[], anchor: [] as number[] };
  const measured = await showing(`read: ${what}`, (tell) =>
    alternating({ ours: () => api.rate(ours, slowest.ours), anchor: () => api.rate(anchor, slowest.anchor), least: 5, most: 15, budgetMs: BUDGET_MS, tell }),
  );
  const p99 = (side: readonly number[]) => `p99 ${median(side).toFixed(0)} ms`;
  return { ...measured, ...FIGURE, p99: { ours: p99(slowest.ours), anchor: p99(slowest.anchor) } };
}

const asked = (pages: readonly Page[]): string => `GraphQL over HTTP with a token, ${inWords(pages)}`;

function assertSame(byOthers: unknown, ours: unknown): void {
  if (!isDeepStrictEqual(byOthers, ours)) throw new Error('the two answers are not the same');
}

/** A handler written for this page alone, which sends what the API was seen to send. */
export async function benchHandWritten(run: Run): Promise<Figure> {
  return Api.using(run.workspace, await run.readModel(), async (api) => {
    const pages = await api.fullest();
    const told: { statements: Awaited<ReturnType<Api['statements']>>; extensions: Answer['extensions'] }[] = [];
    for (const page of pages) {
      const statements = await api.statements(page);
      if (statements.length !== STATEMENTS) throw new Error(`a page took other statements than expected:\n${statements.map(({ text }) => text).join('\n')}`);
      told.push({ statements, extensions: page.answer.extensions });
    }
    return api.beside(new URL('hand-written.ts', import.meta.url), {}, async (handWritten, { port }) => {
      await handWritten.ask(told);
      for (const [number, { answer }] of pages.entries()) assertSame(await (await fetch(`http://127.0.0.1:${port}/page/${number}`)).json(), answer);
      const requests = pages.map((_page, number) => `GET /page/${number} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n\r\n`);
      const { p99, ...compared } = await compare(api, 'API and hand-written handler', api.asked(pages), { port, requests });
      return {
        id: 'read/hand-written',
        ...compared,
        notes: [
          `ours: ${asked(pages)}; ${p99.ours}.`,
          `anchor: a Fastify handler for this page alone, with the same statements in the same kind of transaction, the same opening of names and a compiled serializer; it verifies no token and keeps no limits; ${p99.anchor}.`,
        ],
      };
    });
  });
}

export async function benchPostGraphile(run: Run): Promise<Figure> {
  const options = await run.readModel();
  return Api.using(run.workspace, options, async (api) => {
    const pages = await api.fullest();
    return PostGraphile.using(api, options, async (postGraphile) => {
      const theirs = await postGraphile.pages(pages);
      theirs.forEach(({ cohorts }, number) => assertSame(cohorts, pages[number]?.answer.data.at.cohorts));
      const { p99, ...compared } = await compare(api, 'API and PostGraphile', api.asked(pages), postGraphile.asked(theirs));
      return {
        id: 'read/postgraphile',
        ...compared,
        goal: 3,
        notes: [
          `ours: ${asked(pages)}; ${p99.ours}.`,
          `anchor: PostGraphile with its Amber preset on Node ${postGraphile.node}, the same pages from the same tables; names lie open in a table of their own, nobody is identified, nothing is restricted, and there is no snapshot; ${p99.anchor}.`,
        ],
      };
    });
  });
}

/** The page of a year ago, by what was known then. */
export async function benchAsOf(run: Run): Promise<Figure> {
  const then = new Date();
  then.setUTCFullYear(then.getUTCFullYear() - 1);
  const [asOf] = then.toISOString().split('T') as [string];
  return Api.using(run.workspace, await run.readModel(), async (api) => {
    const [now, past] = [await api.fullest(), await api.fullest({ asOf, knownAt: `${asOf}T12:00:00.000Z` })];
    const { p99, ...compared } = await compare(api, 'a year ago and now', api.asked(past), api.asked(now));
    return {
      id: 'read/as-of',
      ...compared,
      goal: 0.5,
      notes: [
        `ours: what held a year ago, as known then, in a log of ${run.size.events} events: ${asked(past)}; ${p99.ours}.`,
        `anchor: what holds now: ${inWords(now)}; ${p99.anchor}.`,
      ],
    };
  });
}
