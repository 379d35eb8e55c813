import { randomBytes } from 'node:crypto';
import { openInstallation } from './installation.js';
import { isProduction } from './environment.js';

describe('an installation', () => {
  it.each([
    'production',
    'Production',
    'PRODUCTION',
    ' production',
    'prod',
    'live',
    'staging',
    'Development',
    'development ',
    'Test',
    ' ',
    '0',
    'false',
    'undefined',
  ])('is one for real where NODE_ENV is %p', (value) => expect(isProduction({ NODE_ENV: value })).toBe(true));
  it.each(['development', 'test', '', undefined])('is none where NODE_ENV is %p', (value) => expect(isProduction({ NODE_ENV: value })).toBe(false));
});

describe('an installation for real', () => {
  const env = { NODE_ENV: 'prod', DATABASE_URL: 'postgresql://nowhere.invalid/tracker', MASTER_KEY: randomBytes(32).toString('base64') };
  const open = (more: object) => openInstallation({ ...env, ...more }, { share: true });

  it.each([undefined, ''])('is none without the owner of its tables (%p)', (DATABASE_OWNER_URL) =>
    expect(open({ DATABASE_OWNER_URL })).rejects.toThrow(/^DATABASE_OWNER_URL is not set\. .*\.$/),
  );

  it('is one with them', async () => {
    const { options, production } = await open({ DATABASE_OWNER_URL: 'postgresql://owner@nowhere.invalid/tracker' });
    expect([production, options.database.ownerUrl]).toEqual([true, 'postgresql://owner@nowhere.invalid/tracker']);
  });
});
