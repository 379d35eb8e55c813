import { SystemClock } from '@app/kernel';
import { Logger } from '@nestjs/common';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signInFrom, signInParts } from './sign-in.js';

Logger.overrideLogger(false);

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sign-in-'));
  file = join(folder, 'mapping.yaml');
  await writeFile(file, 'issuers: [{ roles: [] }]');
});
afterEach(() => rm(folder, { recursive: true }));

const elsewhere = (more: object = {}) => ({ OIDC_ISSUER: 'https://issuer.invalid', OIDC_AUDIENCE: 'tracker', CLAIMS_MAPPING: file, ...more });

describe('what the environment says of signing in', () => {
  it.each(['127.0.0.1', 'localhost', '::1'])('may be nothing in development, on %s', async (host) => {
    expect(await signInFrom({}, host)).toBeUndefined();
    expect(await signInFrom({ NODE_ENV: 'development', OIDC_ISSUER: '' }, host)).toBeUndefined();
  });

  it.each(['0.0.0.0', '::', '192.168.1.7', 'tracker.example'])('may not be nothing where others reach it, as on %s', async (host) => {
    await expect(signInFrom({}, host)).rejects.toThrow(`HOST is ${host}, which others may reach, and sample accounts need no password. Set OIDC_ISSUER`);
    expect(await signInFrom(elsewhere(), host)).toBeDefined();
  });

  it('may not be nothing in production', () =>
    expect(signInFrom({ NODE_ENV: 'production' }, '127.0.0.1')).rejects.toThrow(/^OIDC_ISSUER is not set\. In production nobody signs in as a sample account/));

  it.each<readonly [missing: string, message: RegExp]>([
    ['OIDC_AUDIENCE', /^OIDC_AUDIENCE is not set\. Set it to /],
    ['CLAIMS_MAPPING', /^CLAIMS_MAPPING is not set\. Set it to /],
  ])('needs %s beside an issuer', async (missing, message) => {
    await expect(signInFrom(elsewhere({ [missing]: '' }), '127.0.0.1')).rejects.toThrow(message);
  });

  it('names a file that can be read', () =>
    expect(signInFrom(elsewhere({ CLAIMS_MAPPING: join(folder, 'nowhere') }), '127.0.0.1')).rejects.toThrow(/^CLAIMS_MAPPING: .* cannot be read \(ENOENT\)\./));

  it('has a mapping for each issuer, and no issuer that is not named', async () => {
    await writeFile(file, 'issuers: [{ issuer: "https://a.invalid", roles: [] }, { issuer: "https://c.invalid", roles: [] }]');
    await expect(signInFrom(elsewhere({ OIDC_ISSUER: 'https://a.invalid https://b.invalid' }), '127.0.0.1')).rejects.toMatchObject({
      problems: [`${file}: https://c.invalid is not in OIDC_ISSUER`, `${file}: there is nothing for https://b.invalid, which is in OIDC_ISSUER`],
    });
    expect((await signInFrom(elsewhere({ OIDC_ISSUER: 'https://a.invalid, https://c.invalid', OIDC_AUDIENCE: 'x y' }), '127.0.0.1'))?.issuers).toMatchObject([
      { issuer: 'https://a.invalid', audiences: ['x', 'y'] },
      { issuer: 'https://c.invalid', audiences: ['x', 'y'] },
    ]);
  });

  it('may name a client for pages', async () => {
    expect(await signInFrom(elsewhere({ GRAPHIQL_CLIENT_ID: 'page' }), '127.0.0.1')).toMatchObject({ pageClient: { clientId: 'page', scope: 'openid' } });
  });
});

describe('the API’s own identity provider', () => {
  const parts = (more: object) => signInParts({ signIn: undefined, dataDir: folder, production: false, clock: new SystemClock(), ...more });

  it('is not opened in production, and leaves nothing behind', async () => {
    const before = await readdir(folder);
    await expect(parts({ production: true })).rejects.toThrow('in production nobody signs in as a sample account');
    expect(await readdir(folder)).toEqual(before);
  });

  it('is not opened where there is another', async () => {
    const before = await readdir(folder);
    const { tokens } = await parts({ signIn: await signInFrom(elsewhere(), '127.0.0.1') });
    expect(tokens.status()).toEqual([{ issuer: 'https://issuer.invalid', isUsable: false }]);
    expect(await readdir(folder)).toEqual(before);
  });

  it('does not trust an address that anybody on the way can answer for', async () => {
    const signIn = await signInFrom(elsewhere({ OIDC_ISSUER: 'http://issuer.invalid' }), '127.0.0.1');
    await expect(parts({ signIn })).rejects.toThrow('http://issuer.invalid is no issuer');
  });
});
