import { Clock } from '@app/kernel';
import { SignJWT } from 'jose';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { developmentActor, developmentToken, tokenSecret } from './development.js';
import { Tokens } from './tokens.js';

class FixedClock extends Clock {
  constructor(public time: Date) {
    super();
  }
  now() {
    return this.time;
  }
}

const secret = randomBytes(32);
const clock = new FixedClock(new Date('2026-03-02T09:00:00Z'));
const tokens = new Tokens(secret, clock);
const refused = (code: string) => expect.objectContaining({ name: 'Refused', code });
const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

beforeEach(() => (clock.time = new Date('2026-03-02T09:00:00Z')));

describe('a token', () => {
  it('says who acts, under which role and for whom', async () => {
    const actor = { kind: 'service' as const, id: 'loader', role: 'administrator', onBehalfOf: 'somebody' };
    const claims = [{ role: 'administrator', scope: 'national' }];
    const token = await tokens.issue(actor, 60);
    expect(await tokens.authenticate(`Bearer ${token}`)).toEqual({ actor, claims });
    expect(await tokens.verify(token)).toEqual({ actor, claims }); // from what was verified before
  });

  it('expires, also when it was verified before', async () => {
    const [seen, unseen] = await Promise.all([tokens.issue(developmentActor, 60), tokens.issue({ ...developmentActor, id: 'other' }, 60)]);
    await tokens.verify(seen);
    clock.time = new Date('2026-03-02T09:01:00Z');
    await expect(tokens.verify(seen)).rejects.toEqual(refused('TOKEN_EXPIRED'));
    await expect(tokens.verify(unseen)).rejects.toEqual(refused('TOKEN_EXPIRED'));
  });

  it('is refused when there is none', () => expect(tokens.authenticate(undefined)).rejects.toEqual(refused('UNAUTHENTICATED')));

  it.each([
    ['another scheme', 'Basic YTpi'],
    ['no token', 'Bearer '],
    ['no JWT', 'Bearer abc'],
    ['something endless', `Bearer ${'a'.repeat(10_000)}`],
    ['no signature', `Bearer ${encode({ alg: 'none' })}.${encode({ sub: 'x', kind: 'person', role: 'administrator', exp: 4_000_000_000 })}.`],
  ])('is refused when it is %s', (_what, header) => expect(tokens.authenticate(header)).rejects.toEqual(refused('TOKEN_INVALID')));

  it('is refused when somebody else signed it, or with another algorithm', async () => {
    const foreign = await new Tokens(randomBytes(32), clock).issue(developmentActor, 60);
    await expect(tokens.verify(foreign)).rejects.toEqual(refused('TOKEN_INVALID'));
    const other = await new SignJWT({ kind: 'person', role: 'administrator' })
      .setProtectedHeader({ alg: 'HS512' })
      .setSubject('x')
      .setIssuer('urn:tracker:development')
      .setAudience('urn:tracker:api')
      .setExpirationTime('2h')
      .sign(Buffer.concat([secret, secret]));
    await expect(tokens.verify(other)).rejects.toEqual(refused('TOKEN_INVALID'));
  });

  it('is refused when it names a role that does not exist', async () => {
    const token = await tokens.issue({ ...developmentActor, role: 'emperor' }, 60);
    await expect(tokens.verify(token)).rejects.toEqual(refused('TOKEN_INVALID'));
  });
});

describe('the secret of a development installation', () => {
  let dataDir: string;
  beforeEach(async () => (dataDir = await mkdtemp(join(tmpdir(), 'identity-'))));
  afterEach(() => rm(dataDir, { recursive: true }));

  it('is made once, by whoever comes first, and read by its owner alone', async () => {
    const made = await Promise.all([1, 2, 3].map(() => tokenSecret({ production: false, dataDir })));
    expect(new Set(made.map((bytes) => Buffer.from(bytes).toString('hex'))).size).toBe(1);
    expect((await stat(join(dataDir, 'development-secret'))).mode & 0o777).toBe(0o600);
  });

  it('signs a token that is left where the start and the tests find it', async () => {
    const mine = new Tokens(await tokenSecret({ production: false, dataDir }), clock);
    const token = await developmentToken(mine, dataDir);
    expect((await readFile(join(dataDir, 'development-token'), 'utf8')).trim()).toBe(token);
    expect((await stat(join(dataDir, 'development-token'))).mode & 0o777).toBe(0o600);
    expect((await mine.verify(token)).actor).toEqual(developmentActor);
  });

  it('is never made up in production', async () => {
    await expect(tokenSecret({ production: true, dataDir })).rejects.toThrow(/TOKEN_SECRET is not set/);
    await expect(tokenSecret({ production: true, dataDir, secret: 'c2hvcnQ=' })).rejects.toThrow(/at least 32/);
    expect(await tokenSecret({ production: true, dataDir, secret: secret.toString('base64') })).toEqual(secret);
  });
});
