import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Tokens } from '@app/identity';
import { openDevelopmentProvider } from '@app/development-provider';
import { SystemClock } from '@app/kernel';

let dataDir: string;
beforeEach(async () => (dataDir = await mkdtemp(join(tmpdir(), 'start-'))));
afterEach(() => rm(dataDir, { recursive: true }));

/** A program of the product as it is told by its environment, until it ends. */
async function ended(program: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<{ code: unknown; out: string; err: string }> {
  const child = spawn(process.execPath, ['--no-warnings', '--import', './test/support/typescript.register.js', program, ...args], {
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { out: '', err: '' };
  child.stdout.on('data', (part: Buffer) => (said.out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (said.err += part.toString()));
  const [code] = (await once(child, 'close')) as unknown[];
  return { code, ...said };
}

const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgresql://nowhere.invalid/tracker',
  DATABASE_OWNER_URL: 'postgresql://owner@nowhere.invalid/tracker',
  MASTER_KEY: randomBytes(32).toString('base64'),
  OIDC_ISSUER: '',
};

describe('a start that would let anybody in', () => {
  it.each<readonly [what: string, program: string, args: readonly string[], env: Readonly<Record<string, string>>, message: RegExp]>([
    [
      'in what may be meant for production',
      'apps/api/src/main.ts',
      [],
      { ...production, NODE_ENV: 'Prod ' },
      /^OIDC_ISSUER is not set\. In production nobody signs in as a sample account/,
    ],
    ['where others reach it', 'apps/cli/src/main.ts', ['start'], { HOST: '0.0.0.0' }, /^HOST is 0\.0\.0\.0, which others may reach/],
  ])('%s ends before it has begun', async (_what, program, args, env, message) => {
    const { code, err } = await ended(program, args, env);
    expect([code, await readdir(dataDir)]).toEqual([1, []]);
    expect(err).toMatch(message);
  });
});

describe('a start with what cannot protect anything', () => {
  const elsewhere = { OIDC_ISSUER: 'https://issuer.invalid', OIDC_AUDIENCE: 'tracker' };
  it.each<readonly [what: string, program: string, env: Readonly<Record<string, string>>, message: RegExp]>([
    [
      'a key of zeros',
      'apps/projector/src/main.ts',
      { ...production, ...elsewhere, MASTER_KEY: Buffer.alloc(32).toString('base64') },
      /^MASTER_KEY is no key: .*\.\n$/,
    ],
    [
      'trust in everybody',
      'apps/api/src/main.ts',
      { ...production, ...elsewhere, TRUSTED_PROXIES: '0.0.0.0/0' },
      /^TRUSTED_PROXIES: 0\.0\.0\.0\/0 is wider .*\.\n$/,
    ],
  ])('%s ends with a sentence', async (_what, program, env, message) => {
    const mapping = join(dataDir, 'mapping.yaml');
    await writeFile(mapping, 'issuers: [{ roles: [] }]');
    const { code, err } = await ended(program, [], { ...env, CLAIMS_MAPPING: mapping });
    expect([code, await readdir(dataDir)]).toEqual([1, ['mapping.yaml']]);
    expect(err).toMatch(message);
  });
});

/** What a process is to load first, so that a file of this name has no room on its disk. */
const noRoomFor = (name: string): string =>
  `--import=data:text/javascript,${encodeURIComponent(`
  import fs from 'node:fs/promises';
  import { syncBuiltinESMExports } from 'node:module';
  const { writeFile } = fs;
  fs.writeFile = async (path, ...rest) => {
    if (String(path).includes('${name}')) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    return writeFile(path, ...rest);
  };
  syncBuiltinESMExports();
`)}`;

describe('a start on a full disk', () => {
  it.each([
    ['of the key', 'master-key', 'apps/cli/src/main.ts', ['start']],
    ['of what signs tokens', 'signing-key', 'apps/cli/src/main.ts', ['token', '--as', 'auditor']],
  ])('names the folder %s, and what to do', async (_what, name, program, args) => {
    const { code, err } = await ended(program, args, { NODE_OPTIONS: noRoomFor(name) });
    expect([code, err]).toEqual([
      1,
      `The disk that holds the folder ${dataDir} is full. Make room on it, or move the folder to a disk that has some and say so (DATA_DIR, KEY_DIR); then try again. What was recorded is kept.\n`,
    ]);
  });
});

describe('the command that prints a token', () => {
  it('prints one for a sample account', async () => {
    const { code, out } = await ended('apps/cli/src/main.ts', ['token', '--as', 'talent-partner'], {});
    expect(code).toBe(0);
    const { issuer } = await openDevelopmentProvider({ dataDir, production: false, clock: new SystemClock() });
    expect(await new Tokens([issuer], new SystemClock()).verify(`Bearer ${out.trim()}`)).toMatchObject({
      identity: { subject: 'sample-talent-partner' },
      claims: [{ role: 'talent-partner' }],
    });
  });

  it.each<readonly [what: string, args: readonly string[], env: Readonly<Record<string, string>>, message: RegExp]>([
    ['whom there is not', ['--as', 'emperor'], {}, /Allowed choices are leader, line-manager/],
    ['anybody in production', ['--as', 'auditor'], { NODE_ENV: 'production' }, /Sample accounts are those of a development installation/],
  ])('prints none for %s', async (_what, args, env, message) => {
    const { code, out, err } = await ended('apps/cli/src/main.ts', ['token', ...args], env);
    expect([code, out, await readdir(dataDir)]).toEqual([1, '', []]);
    expect(err).toMatch(message);
  });
});
