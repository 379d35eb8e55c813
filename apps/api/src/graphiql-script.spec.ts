import { webcrypto } from 'node:crypto';
import { decodeJwt } from 'jose';
import { SCRIPT } from './graphiql-script.js';

const ORIGIN = 'http://localhost:3000';
const TEXTS = { signIn: 'Sign in', signOut: 'Sign out', signedInAs: 'As', nobody: 'Nobody.', failed: 'Failed:', stale: 'stale', unreachable: 'unreachable' };
const SIGN_IN = { authorization: '/oidc/auth', token: '/oidc/token', clientId: 'graphiql', scope: 'openid', prompt: 'login' };
const TOKEN = `e30.${Buffer.from(JSON.stringify({ sub: 'x', name: 'Siân' })).toString('base64url')}.x`;
const run = Object.getPrototypeOf(async () => undefined).constructor as new (...names: string[]) => (...values: unknown[]) => Promise<void>;

interface Tab {
  readonly stored: Map<string, string>;
  readonly asked: { readonly url: string; readonly headers: Headers; readonly body: unknown }[];
  readonly status: { textContent: string };
  /** Where the page was sent. */
  sentTo: URL | undefined;
  click(): Promise<void>;
  fetcher(url: string, options: RequestInit): Promise<unknown>;
}

/** The page as a tab shows it. @param answer what the token endpoint answers */
async function open(address: string, stored: Map<string, string>, { signIn = SIGN_IN as object | undefined, answer = Response.json({}) } = {}): Promise<Tab> {
  const asked: Tab['asked'] = [];
  const [status, button] = [{ textContent: '' }, { textContent: '', addEventListener: (_name: string, listener: () => unknown) => (clicked = listener) }];
  let clicked: () => unknown = () => undefined;
  let fetcher: Tab['fetcher'] = () => Promise.resolve();
  const tab: Tab = { stored, asked, status, sentTo: undefined, click: async () => void (await clicked()), fetcher: (...request) => fetcher(...request) };
  const elements: Record<string, unknown> = {
    graphiql: { dataset: { start: JSON.stringify({ queries: ['{ a }'], signIn, texts: TEXTS }) } },
    session: { style: {} },
  };
  const page = {
    document: { getElementById: (id: string) => elements[id], querySelectorAll: () => [status, button] },
    location: { origin: ORIGIN, search: new URL(address, ORIGIN).search, assign: (url: string | URL) => (tab.sentTo = new URL(url, ORIGIN)) },
    history: { replaceState: () => undefined },
    sessionStorage: {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, value: string) => stored.set(key, value),
      removeItem: (key: string) => stored.delete(key),
    },
    crypto: webcrypto,
    fetch: (url: string, { headers, body }: RequestInit) => (asked.push({ url, headers: new Headers(headers), body }), Promise.resolve(answer)),
    React: { createElement: () => undefined },
    ReactDOM: { createRoot: () => ({ render: () => undefined }) },
    GraphiQL: { createFetcher: ({ fetch }: { fetch: Tab['fetcher'] }) => (fetcher = fetch) },
  };
  await new run(...Object.keys(page), SCRIPT)(...Object.values(page));
  return tab;
}

/** Signed in, back from the provider. */
async function returned(
  changed: (state: string) => string = (state) => `code=c&state=${state}`,
  answer = Response.json({ access_token: TOKEN, expires_in: 60 }),
) {
  const stored = new Map<string, string>();
  const before = await open('/graphiql', stored);
  await before.click();
  return { before, after: await open(`/graphiql?${changed(before.sentTo?.searchParams.get('state') ?? '')}`, stored, { answer }) };
}

describe('GraphiQL’s page', () => {
  it('asks for a code with a challenge, and trades it for a token with what solves it', async () => {
    const { before, after } = await returned();
    expect(before.status.textContent).toBe('Nobody.');
    const asked = before.sentTo?.searchParams;
    expect(before.sentTo?.pathname).toBe('/oidc/auth');
    expect(Object.fromEntries(asked ?? [])).toMatchObject({
      response_type: 'code',
      client_id: 'graphiql',
      redirect_uri: `${ORIGIN}/graphiql`,
      code_challenge_method: 'S256',
      prompt: 'login',
    });
    const body = after.asked[0]?.body as URLSearchParams;
    const solved = Buffer.from(await webcrypto.subtle.digest('SHA-256', Buffer.from(body.get('code_verifier') ?? ''))).toString('base64url');
    expect([after.asked[0]?.url, body.get('code'), solved]).toEqual(['/oidc/token', 'c', asked?.get('code_challenge')]);
    expect(after.status.textContent).toBe(`As ${String(decodeJwt(TOKEN)['name'])}`);
  });

  it('sends the token until who signed in signs out, and rather what is typed into the headers editor', async () => {
    const { after } = await returned();
    const sent = async (headers: Record<string, string>) => {
      await after.fetcher('/graphql', { headers });
      return after.asked.at(-1)?.headers.get('authorization');
    };
    expect(await sent({})).toBe(`Bearer ${TOKEN}`);
    expect(await sent({ Authorization: 'Bearer mine' })).toBe('Bearer mine');
    await after.click();
    expect([await sent({}), after.sentTo?.pathname, after.stored.size]).toEqual([null, '/graphiql', 0]);
  });

  it('forgets a token that has expired', async () => {
    const { after } = await returned(undefined, Response.json({ access_token: TOKEN, expires_in: -1 }));
    expect(after.status.textContent).toBe('Nobody.');
  });

  it.each<readonly [what: string, changed: (state: string) => string, answer: Response, message: string]>([
    ['that it did not ask for', () => 'code=c&state=another', Response.json({ access_token: TOKEN }), 'Failed: stale'],
    ['that is none', (state) => `error=access_denied&error_description=nobody%20was%20chosen&state=${state}`, Response.json({}), 'Failed: nobody was chosen'],
    [
      'that the provider refuses',
      (state) => `code=c&state=${state}`,
      Response.json({ error_description: 'grant request is invalid' }, { status: 400 }),
      'Failed: grant request is invalid',
    ],
    ['that the provider does not understand', (state) => `code=c&state=${state}`, new Response('<html>', { status: 502 }), 'Failed: unreachable'],
  ])('takes no code %s', async (_what, changed, answer, message) => {
    const { after } = await returned(changed, answer);
    expect([after.status.textContent, [...after.stored.keys()]]).toEqual([message, []]);
  });

  it('where nobody can sign in leaves it to the headers editor', async () => {
    const tab = await open('/graphiql?state=x&code=y', new Map(), { signIn: undefined });
    await tab.fetcher('/graphql', { headers: { authorization: 'Bearer mine' } });
    expect(tab.asked.map(({ url, headers }) => [url, headers.get('authorization')])).toEqual([['/graphql', 'Bearer mine']]);
  });
});
