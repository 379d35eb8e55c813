import { type Log, LOG } from '@app/event-store';
import type { System } from '../../support/system.js';

export interface GraphqlError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly field?: string };
}

/** An answer as it came over the wire. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data: unknown;
  readonly errors: readonly GraphqlError[];
}

/** What no answer may show: where the code is, what the database was asked or said, whom it talks to. */
export const INTERNALS = /node_modules|\bat \S+ \(|\.[jt]s:\d+|\bes\.|\brm_\d|pg_|ECONN|127\.0\.0\.1|relation "|syntax error at|"stack/i;

/** Somebody who sends what they like. */
export interface Visitor {
  /** A POST to `/graphql`: a text as it is, anything else as JSON. */
  send(body: unknown, headers?: Readonly<Record<string, string>>): Promise<Reply>;
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Reply>;
}

/** With the development token, unless the headers say otherwise (`authorization: ''` is none). */
export async function visitor(system: System): Promise<Visitor> {
  const url = (await system.api.getUrl()).replace('[::1]', 'localhost');
  const ask = async (path: string, init: RequestInit, headers: Readonly<Record<string, string>>): Promise<Reply> => {
    const given = { authorization: `Bearer ${system.token}`, 'content-type': 'application/json', ...headers };
    const response = await fetch(`${url}${path}`, { ...init, headers: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== '')) });
    const text = await response.text();
    const { data, errors = [] } = text.startsWith('{') ? (JSON.parse(text) as Partial<Reply>) : {};
    return { status: response.status, headers: response.headers, text, data, errors };
  };
  return {
    send: (body, headers = {}) => ask('/graphql', { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }, headers),
    get: (path, headers = {}) => ask(path, { method: 'GET' }, headers),
  };
}

/** How many events there are: what a refused request must leave as it was. */
export async function onRecord({ projector }: System): Promise<number> {
  return Number(await projector.get<Log>(LOG).recordedSoFar(10_000));
}
