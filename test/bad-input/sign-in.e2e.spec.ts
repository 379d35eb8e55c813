/** @jest-environment node */
import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { type ClaimsMapping, IdentityLinks, NoIdentityLinks, type SignInConfig } from '@app/identity';
import { StubIssuer } from '@app/identity/testing';
import { type Answer, run, type Running } from '../http/support/running.js';
import { TestClock } from '../support/system.js';
import { INTERNALS } from './support/visitor.js';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

const mapping: ClaimsMapping = {
  subject: 'sub',
  require: [{ claim: 'level', values: ['2', '3'] }],
  service: [],
  language: 'locale',
  userinfo: false,
  roles: [{ role: 'auditor', when: [{ claim: 'roles', values: ['audit'] }], scope: 'national' }],
};
const auditor = () => ({ sub: randomUUID(), roles: ['audit'], level: 3 });

let stub: StubIssuer;
let clock: TestClock;
let api: Running;
const config = (...issuers: string[]): SignInConfig => ({ issuers: issuers.map((issuer) => ({ issuer, audiences: [StubIssuer.AUDIENCE], mapping })) });
const ahead = (seconds: number) => clock.standAt(new Date(Date.now() + seconds * 1000).toISOString());
const ask = (token: string, headers: Readonly<Record<string, string>> = {}) => api.ask('{ __typename }', {}, { authorization: `Bearer ${token}`, ...headers });
const ready = async () => {
  const response = await fetch(`${api.url}/health/ready`);
  const { details } = (await response.json()) as { details: { signIn: { status: string; issuers: Record<string, string> } } };
  return [response.status, details.signIn.status, details.signIn.issuers[stub.issuer]];
};

/** The same code in both languages, in words that say something, and nothing of the inside. */
async function expectRefused(token: string, status: number, code: string): Promise<Answer> {
  const [reply, welsh] = [await ask(token), await ask(token, { 'accept-language': 'cy' })];
  for (const each of [reply, welsh]) {
    expect([each.status, each.errors.map(({ extensions }) => extensions?.code), each.data]).toEqual([status, [code], undefined]);
    expect(each.errors[0]?.message).toMatch(/^\S.*\.$/s);
    expect(each.text).not.toMatch(INTERNALS);
    expect(each.text).not.toContain(stub.issuer);
  }
  expect(welsh.headers.get('content-language')).toBe('cy');
  expect(welsh.errors[0]?.message).not.toBe(reply.errors[0]?.message);
  return reply;
}

describe('under an issuer that answers', () => {
  beforeAll(async () => {
    [stub, clock] = [await StubIssuer.start('RS256'), new TestClock()];
    api = await run({ production: true, signIn: config(stub.issuer), clock });
    while ((await ready())[0] !== 200) await new Promise((resolve) => setTimeout(resolve, 20));
  });
  afterAll(async () => {
    await api.stop();
    await stub.stop();
  });
  afterEach(() => ahead(0));

  it('whoever has a role may ask, and is answered in the language that they prefer', async () => {
    expect((await ask(await stub.issue(auditor()))).data).toEqual({ __typename: 'Query' });
    const languages = await Promise.all(
      ['cy-GB', 'en', 'fr', undefined].map(async (locale) => {
        const { headers } = await ask(await stub.issue({ ...auditor(), locale }), { 'accept-language': locale === 'en' ? 'cy' : 'en' });
        return headers.get('content-language');
      }),
    );
    expect(languages).toEqual(['cy', 'en', 'en', 'en']);
    expect(await ready()).toEqual([200, 'up', 'usable']);
  });

  it('an expired token is refused, also one that was accepted before', async () => {
    const token = await stub.issue(auditor(), { validForSeconds: HOUR });
    expect((await ask(token)).status).toBe(200);
    ahead(HOUR + 2 * MINUTE);
    expect((await expectRefused(token, 401, 'TOKEN_EXPIRED')).headers.get('www-authenticate')).toBe('Bearer');
    ahead(0);
    await expectRefused(await stub.issue(auditor(), { issuedAt: Math.floor(Date.now() / 1000) - 2 * HOUR }), 401, 'TOKEN_EXPIRED');
  });

  it('a token for another service is refused', async () => {
    await expectRefused(await stub.issue(auditor(), { audience: 'elsewhere' }), 401, 'TOKEN_AUDIENCE');
  });

  it('a token that somebody changed is refused', async () => {
    const [header, payload, signature] = (await stub.issue({ ...auditor(), roles: [] })).split('.');
    const changed = { ...(JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()) as object), roles: ['audit'] };
    await expectRefused([header, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.'), 401, 'TOKEN_INVALID');
    await expectRefused([header, payload, `${(signature ?? '').slice(0, -2)}AA`].join('.'), 401, 'TOKEN_INVALID');
  });

  it.each(['none', 'None', 'HS256', '', undefined])('a token with alg=%s is refused', async (alg) => {
    const [, payload] = (await stub.issue(auditor())).split('.');
    const header = Buffer.from(JSON.stringify({ alg, typ: 'JWT' })).toString('base64url');
    await expectRefused(`${header}.${payload}.`, 401, 'TOKEN_INVALID');
  });

  it('claims that map to no role are told so', async () => {
    for (const claims of [{ roles: [] }, { roles: ['unheard-of'] }, { roles: 'Audit' }, { roles: { audit: true } }, {}])
      await expectRefused(await stub.issue({ sub: randomUUID(), level: 3, ...claims }), 403, 'NO_ROLE');
  });

  it('claims that map to no role are enough for who is linked to a person', async () => {
    const sub = randomUUID();
    const links = api.app.get(IdentityLinks, { strict: false });
    links.personOf = (issuer, subject) => Promise.resolve(issuer === stub.issuer && subject === sub ? { id: randomUUID() } : undefined);
    expect((await ask(await stub.issue({ sub, level: 2 }))).status).toBe(200);
    links.personOf = () => new NoIdentityLinks().personOf();
  });

  it('a sign-in that the issuer is not sure enough of is told so', async () => {
    await expectRefused(await stub.issue({ ...auditor(), level: 1 }), 403, 'TOKEN_INSUFFICIENT');
  });

  it('a key that the issuer signs with since a minute is asked for, and one that it withdrew counts no more', async () => {
    const before = await stub.issue(auditor());
    expect((await ask(before)).status).toBe(200);
    await stub.rotate({ keep: false });
    ahead(MINUTE);
    expect((await ask(await stub.issue(auditor()))).status).toBe(200);
    await expectRefused(before, 401, 'TOKEN_INVALID');
  });

  it('an issuer that goes away harms nobody for twelve hours, then says so until it is back', async () => {
    const token = await stub.issue(auditor(), { validForSeconds: 24 * HOUR });
    expect((await ask(token)).status).toBe(200);
    await stub.stop();
    ahead(11 * HOUR);
    expect((await ask(token)).status).toBe(200);
    expect((await ask(await stub.issue(auditor(), { validForSeconds: 24 * HOUR }))).status).toBe(200);
    expect(await ready()).toEqual([200, 'up', 'usable']);
    ahead(13 * HOUR);
    await expectRefused(token, 503, 'ISSUER_UNREACHABLE');
    expect(await ready()).toEqual([503, 'down', 'unreachable']);
    await stub.listen();
    ahead(13 * HOUR + MINUTE);
    expect((await ask(token)).status).toBe(200);
    expect(await ready()).toEqual([200, 'up', 'usable']);
  });
});

describe('under an issuer that is not there at the start', () => {
  beforeAll(async () => {
    [stub, clock] = [await StubIssuer.start(), new TestClock()];
    await stub.stop();
    api = await run({ production: true, signIn: config(stub.issuer), clock });
  });
  afterAll(async () => {
    await api.stop();
    await stub.stop();
  });

  it('the API starts, says that it is not ready, and answers once the issuer is there', async () => {
    expect(await ready()).toEqual([503, 'down', 'unreachable']);
    expect((await fetch(`${api.url}/health/live`)).status).toBe(200);
    const token = await stub.issue(auditor());
    expect((await expectRefused(token, 503, 'ISSUER_UNREACHABLE')).headers.get('retry-after')).toBe('5');
    await expectRefused(token.replace(/^[^.]+/, 'e30'), 401, 'TOKEN_INVALID');
    await stub.listen();
    ahead(MINUTE);
    expect((await ask(token)).status).toBe(200);
    expect(await ready()).toEqual([200, 'up', 'usable']);
  });
});

describe('under two issuers of which one is away', () => {
  let away: StubIssuer;
  beforeAll(async () => {
    [stub, away, clock] = [await StubIssuer.start(), await StubIssuer.start(), new TestClock()];
    await away.stop();
    api = await run({ production: true, signIn: config(stub.issuer, away.issuer), clock });
  });
  afterAll(async () => {
    await api.stop();
    await stub.stop();
  });

  it('those whom the other signs in go on', async () => {
    expect((await ask(await stub.issue(auditor()))).status).toBe(200);
    await expectRefused(await away.issue(auditor()), 503, 'ISSUER_UNREACHABLE');
    expect(await ready()).toEqual([200, 'up', 'usable']);
  });

  it('neither speaks for the other', async () => {
    await expectRefused(await stub.issue({ ...auditor(), iss: away.issuer }), 503, 'ISSUER_UNREACHABLE');
    await away.listen();
    ahead(MINUTE);
    await expectRefused(await stub.issue({ ...auditor(), iss: away.issuer }), 401, 'TOKEN_INVALID');
    await away.stop();
  });
});
