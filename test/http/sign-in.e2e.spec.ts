/** @jest-environment node */
import 'reflect-metadata';
import { sampleAccounts } from '@app/development-provider';
import { decodeJwt } from 'jose';
import { readFile, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { Browser, codeRequest, locationOf } from './support/browser.js';
import { run, type Running } from './support/running.js';

let api: Running;
beforeAll(async () => (api = await run()));
afterAll(() => api.stop());

const traded = (browser: Browser, code: string, verifier: string) =>
  browser.post('/oidc/token', { grant_type: 'authorization_code', code, redirect_uri: `${api.url}/graphiql`, client_id: 'graphiql', code_verifier: verifier });
const whoIs = async (token: string) => (await api.ask('{ __typename }', {}, { authorization: `Bearer ${token}` })).status;

/** From the page of choices on. */
async function choice(browser: Browser, asked = codeRequest(api.url)) {
  const page = locationOf(await browser.get(asked.path));
  return { ...asked, page };
}

describe('signing in from GraphiQL', () => {
  it.each(sampleAccounts)('as the $role gives a token that says so', async ({ subject, claims }) => {
    const browser = new Browser(api.url);
    const { page, verifier, state } = await choice(browser);
    expect(page).toMatch(/^\/oidc\/interaction\/[\w-]+$/);
    const chosen = await browser.post(page, { account: subject });
    expect(chosen.status).toBe(303);
    const back = new URL(locationOf(await browser.get(locationOf(chosen))));
    expect([back.origin + back.pathname, back.searchParams.get('state')]).toEqual([`${api.url}/graphiql`, state]);

    const granted = (await (await traded(browser, back.searchParams.get('code') ?? '', verifier)).json()) as { access_token: string; expires_in: number };
    expect(decodeJwt(granted.access_token)).toMatchObject({
      iss: 'urn:tracker:development',
      aud: 'urn:tracker:api',
      sub: subject,
      kind: 'person',
      roles: claims.map(({ role }) => ({ role })),
    });
    // Who is linked to nobody and claimed to be nothing is nobody here.
    expect(await whoIs(granted.access_token)).toBe(claims.length === 0 ? 403 : 200);
  });

  it('shows the choice in both languages, to be used by keyboard and screen reader alike', async () => {
    const browser = new Browser(api.url);
    const { page } = await choice(browser);
    const [english, welsh, chosen] = [await browser.get(page), await browser.get(page, { 'accept-language': 'cy' }), await browser.get(`${page}?lang=cy`)];
    expect(english.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+';.*frame-ancestors 'none'$/);
    const html = await english.text();
    expect(html).toMatch(/<html lang="en">[^]*<title>Sign in as a sample account<\/title>[^]*<main>[^]*<h1>/);
    expect([...html.matchAll(/<button name="account" value="([^"]+)">/g)].map(([, subject]) => subject)).toEqual(sampleAccounts.map(({ subject }) => subject));
    expect(html).not.toMatch(/<script|https?:/);
    expect(await welsh.text()).toMatch(/<html lang="cy">[^]*Mewngofnodi fel cyfrif enghreifftiol/);
    expect(await chosen.text()).toMatch(/<html lang="cy">/);
  });

  it('goes back when nobody is chosen', async () => {
    const browser = new Browser(api.url);
    const { page } = await choice(browser);
    const back = new URL(locationOf(await browser.get(locationOf(await browser.post(page, { account: '' })))));
    expect(Object.fromEntries(back.searchParams)).toMatchObject({ error: 'access_denied' });
  });

  it('chooses nobody who is not there', async () => {
    const browser = new Browser(api.url);
    const { page } = await choice(browser);
    const back = new URL(locationOf(await browser.get(locationOf(await browser.post(page, { account: 'sample-emperor' })))));
    expect(back.searchParams.get('code')).toBeNull();
  });

  it('is begun and finished in one browser', async () => {
    const { page } = await choice(new Browser(api.url));
    const other = new Browser(api.url);
    for (const response of [await other.get(page), await other.post(page, { account: 'sample-administrator' })]) {
      expect(response.status).toBe(400);
      expect(await response.text()).toMatch(/has expired, or was begun in another browser/);
    }
  });

  it('trades a code once, and for its verifier alone', async () => {
    const browser = new Browser(api.url);
    const signIn = async () => {
      const { page, verifier } = await choice(browser);
      const back = new URL(locationOf(await browser.get(locationOf(await browser.post(page, { account: 'sample-auditor' })))));
      return { code: back.searchParams.get('code') ?? '', verifier };
    };
    const { code, verifier } = await signIn();
    expect((await traded(browser, code, verifier)).status).toBe(200);
    expect((await traded(browser, code, verifier)).status).toBe(400);
    expect((await traded(browser, (await signIn()).code, verifier)).status).toBe(400);
  });

  it.each([
    ['without PKCE', (path: string) => path.replace(/&code_challenge[^&]*/g, '')],
    ['for another page', (path: string) => path.replace('%2Fgraphiql', '%2Felsewhere')],
    ['for another site', (path: string) => path.replace(/redirect_uri=[^&]*/, 'redirect_uri=https%3A%2F%2Felsewhere.example')],
    ['as another client', (path: string) => path.replace('client_id=graphiql', 'client_id=elsewhere')],
    ['without a code', (path: string) => path.replace('response_type=code', 'response_type=token')],
  ])('is refused %s', async (_what, changed) => {
    const response = await new Browser(api.url).get(changed(codeRequest(api.url).path));
    expect(locationOf(response)).not.toMatch(/interaction|code=|elsewhere/);
    expect(await response.text()).not.toMatch(/node_modules|at \w+ \(/);
  });

  /** As `fetch` never would: under another name. */
  const under = (host: string): Promise<unknown> => {
    const { port } = new URL(api.url);
    return new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, path: codeRequest(api.url).path, headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
  };

  it('is for this machine alone, under a name of its own', async () => expect(await under('elsewhere.example')).toBe(403));

  it.each([' ', ':', 'localhost:', 'localhost:port', 'localhost:99999', 'localhost:1@elsewhere.example', 'localhost/x', '[::1', 'localhost:1:2', 'é'])(
    'answers a Host that is none (%p) as the fault of whoever sent it',
    async (host) => expect(await under(host)).toBe(400),
  );

  it.each(['https://elsewhere.example', 'null', 'http://localhost:1', 'http://127.0.0.1'])('tells nothing to pages of another origin: %s', async (origin) => {
    for (const path of ['.well-known/openid-configuration', 'jwks', 'token', 'me', 'auth'])
      for (const method of ['GET', 'POST', 'OPTIONS']) {
        const { headers, status } = await fetch(`${api.url}/oidc/${path}`, { method, headers: { origin, 'access-control-request-method': 'GET' } });
        expect([method, path, headers.get('access-control-allow-origin')]).toEqual([method, path, null]);
        expect(status).toBeGreaterThanOrEqual(400);
      }
  });

  it('tells its own page what it needs to sign somebody in', async () => {
    const response = await fetch(`${api.url}/oidc/jwks`, { headers: { origin: new URL(api.url).origin } });
    expect(response.status).toBe(200);
  });

  it('is described as OpenID Connect has it, under the name by which it was asked', async () => {
    for (const url of [api.url, api.url.replace('127.0.0.1', 'localhost')]) {
      const discovery = (await (await fetch(`${url}/oidc/.well-known/openid-configuration`)).json()) as Record<string, unknown>;
      expect(discovery).toMatchObject({
        issuer: `${url}/oidc`,
        authorization_endpoint: `${url}/oidc/auth`,
        jwks_uri: `${url}/oidc/jwks`,
        response_types_supported: ['code'],
        code_challenge_methods_supported: ['S256'],
      });
      const { keys } = (await (await fetch(String(discovery['jwks_uri']))).json()) as { keys: object[] };
      expect(keys).toEqual([expect.not.objectContaining({ d: expect.anything() })]);
    }
  });
});

describe('a service account', () => {
  const granted = (secret: string) =>
    fetch(`${api.url}/oidc/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`sample-service:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });

  it('signs in with the secret in the data directory, as a service', async () => {
    const path = join(api.dataDir, 'service-secret');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const response = await granted((await readFile(path, 'utf8')).trim());
    const { access_token: token } = (await response.json()) as { access_token: string };
    expect(decodeJwt(token)).toMatchObject({ kind: 'service', sub: 'sample-service' });
    expect(await whoIs(token)).toBe(200);
  });

  it('does not sign in with another', async () => expect((await granted('guessed')).status).toBe(401));
});

it('the key and the tokens of the provider are for their owner alone', async () => {
  for (const name of ['signing-key.json', 'service-secret', 'development-token']) expect((await stat(join(api.dataDir, name))).mode & 0o777).toBe(0o600);
});
