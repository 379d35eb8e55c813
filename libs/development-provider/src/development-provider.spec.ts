import { NoDelegations, ROLES, SignIn, Tokens } from '@app/identity';
import { Clock } from '@app/kernel';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DevelopmentClaims } from './development-issuer.js';
import { openDevelopmentProvider } from './development-provider.js';
import { DevelopmentTokens } from './development-tokens.js';
import { choicePage, failurePage } from './pages.js';
import { createProvider } from './provider.js';
import { sampleAccounts } from './sample-accounts.js';

const clock = new (class extends Clock {
  now = () => new Date('2026-03-02T09:00:00Z');
})();

let dataDir: string;
beforeEach(async () => (dataDir = await mkdtemp(join(tmpdir(), 'provider-'))));
afterEach(() => rm(dataDir, { recursive: true }));
const open = () => openDevelopmentProvider({ dataDir, production: false, clock });

describe('the provider', () => {
  it('says nothing of the runtime when it is made', async () => {
    const said: unknown[] = [];
    const { warn, info } = console;
    Object.assign(console, { warn: (text: unknown) => said.push(text), info: (text: unknown) => said.push(text) });
    try {
      const { jwk } = await DevelopmentTokens.open(dataDir, clock);
      await createProvider({ host: 'localhost:3000', key: jwk, serviceSecret: 'x'.repeat(43), languageOf: () => 'en' });
    } finally {
      Object.assign(console, { warn, info });
    }
    expect(said.filter((text) => String(text).includes('runtime'))).toEqual([]);
  });

  it('has an account for each role, in both languages', () => {
    expect(sampleAccounts.map(({ role }) => role)).toEqual(ROLES);
    for (const { title, about } of sampleAccounts) expect([title.cy, about.cy]).not.toEqual([title.en, about.en]);
  });

  it('leaves an administrator’s token where tools find it, for its owner alone', async () => {
    const { issuer } = await open();
    const path = join(dataDir, 'development-token');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const { claims, kind } = await new Tokens([issuer], clock).verify(`Bearer ${(await readFile(path, 'utf8')).trim()}`);
    expect([kind, claims]).toEqual(['person', [{ role: 'administrator', scope: 'national' }]]);
  });

  it('keeps its key, so that tokens outlive a restart; whoever comes first makes it', async () => {
    const opened = await Promise.all([1, 2, 3].map(() => DevelopmentTokens.open(dataDir, clock)));
    expect(new Set(opened.map(({ jwk }) => jwk.kid)).size).toBe(1);
    const token = await opened[0]?.issue('somebody', { kind: 'person', claims: [] }, 60);
    const { issuer } = await open();
    expect((await new Tokens([issuer], clock).verify(`Bearer ${token}`)).identity.subject).toBe('somebody');
    expect((await stat(join(dataDir, 'signing-key.json'))).mode & 0o777).toBe(0o600);
  });

  it('says what to do about a key that is none', async () => {
    for (const text of ['', '{', '{"kty":"EC"}']) {
      await writeFile(join(dataDir, 'signing-key.json'), text);
      await expect(open()).rejects.toThrow(/signing-key\.json is no key any more\. Remove it/);
    }
  });

  it.each<DevelopmentClaims>([
    { kind: 'person', claims: [] },
    { kind: 'service', claims: [{ role: 'administrator', scope: 'national' }] },
    {
      kind: 'person',
      locale: 'cy',
      claims: [
        { role: 'talent-partner', scope: { organisations: ['nhs-lothian', 'WALES:velindre'] } },
        { role: 'board-member', scope: 'national' },
      ],
    },
  ])('says of somebody what is read back: %j', async ({ locale, ...claims }) => {
    const token = await (await DevelopmentTokens.open(dataDir, clock)).issue('x', { ...claims, ...(locale && { locale }) }, 60);
    const { issuer } = await open();
    expect(await new Tokens([issuer], clock).verify(`Bearer ${token}`)).toEqual({
      ...claims,
      ...(locale && { language: locale }),
      identity: { issuer: 'urn:tracker:development', subject: 'x' },
    });
  });
});

describe('whoever signs in', () => {
  const signedIn = async (subject: string, claims: DevelopmentClaims, person?: string) => {
    const { issuer } = await open();
    const token = await (await DevelopmentTokens.open(dataDir, clock)).issue(subject, claims, 60);
    return new SignIn(
      new Tokens([issuer], clock),
      { personOf: () => Promise.resolve(person === undefined ? undefined : { id: person }) },
      new NoDelegations(),
      Buffer.alloc(32, 1),
    ).authenticate(`Bearer ${token}`);
  };
  const auditor: DevelopmentClaims = { kind: 'person', claims: [{ role: 'auditor', scope: 'national' }] };

  it('acts as the person that the identity is linked to', async () => {
    // By the account that it was before, and always is.
    const { id: account } = (await signedIn('x', auditor)).actor;
    expect((await signedIn('x', auditor, 'a person')).actor).toEqual({ kind: 'person', id: 'a person', account, role: 'auditor' });
    expect((await signedIn('x', { kind: 'person', claims: [] }, 'a person')).actor).toEqual({ kind: 'person', id: 'a person', account, role: 'leader' });
  });

  it('acts as one and the same nobody else where it is linked to none', async () => {
    const [one, again, other] = [await signedIn('x', auditor), await signedIn('x', auditor), await signedIn('y', auditor)];
    expect(again.actor).toEqual(one.actor);
    expect(other.actor.id).not.toBe(one.actor.id);
  });

  it('as a service is linked to no person', async () => {
    const { actor } = await signedIn('x', { ...auditor, kind: 'service' }, 'a person');
    expect([actor.kind, actor.id === 'a person']).toEqual(['service', false]);
  });

  it('without a role and without a person is told so', () =>
    expect(signedIn('x', { kind: 'person', claims: [] })).rejects.toMatchObject({ name: 'Refused', code: 'NO_ROLE' }));
});

describe('its pages', () => {
  it('say what went wrong without letting anybody write into them', () => {
    const { html, headers } = failurePage('cy', { reason: '<script>{x}</script>' });
    expect(html).toContain('&lt;script&gt;{x}&lt;/script&gt;');
    expect(headers['content-language']).toBe('cy');
  });

  it('need neither scripts nor anything from elsewhere', () => {
    for (const language of ['en', 'cy'] as const) expect(choicePage(language).html).not.toMatch(/<script|<img|https?:| on\w+=/);
  });
});
