import { randomUUID } from 'node:crypto';
import { Clock } from '@app/kernel';
import { SignJWT } from 'jose';
import type { ClaimsMapping } from '../claims/claims-mapping.js';
import { StubIssuer } from '../testing/index.js';
import { RemoteIssuer } from './remote-issuer.js';
import { Tokens } from './tokens.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

class MovingClock extends Clock {
  ahead = 0;
  now() {
    return new Date(Date.now() + this.ahead);
  }
}

const mapping: ClaimsMapping = {
  subject: 'sub',
  require: [],
  service: [{ claim: 'kind', values: ['service'] }],
  userinfo: false,
  roles: [{ role: 'auditor', when: [{ claim: 'roles', values: ['audit'] }], scope: 'national' }],
};
/** An issuer that is not there any more. */
async function elsewhere(): Promise<StubIssuer> {
  const other = await StubIssuer.start();
  await other.stop();
  return other;
}

const refused = (code: string) => expect.objectContaining({ name: 'Refused', code });
const somebody = () => ({ sub: randomUUID(), roles: ['audit'] });

let stub: StubIssuer;
let clock: MovingClock;
let tokens: Tokens;
let said: string[];
const trusting = (mapped: ClaimsMapping = mapping, issuer = stub.issuer) => {
  const keys = new RemoteIssuer(issuer, { clock, userinfo: mapped.userinfo, onChange: (message, isWell) => said.push(`${isWell}: ${message}`) });
  return new Tokens([{ issuer, audiences: [StubIssuer.AUDIENCE, 'another name'], mapping: mapped, keys }], clock);
};
const verify = (token: string) => tokens.verify(`Bearer ${token}`);

beforeEach(async () => {
  [stub, clock, said] = [await StubIssuer.start(), new MovingClock(), []];
  tokens = trusting();
});
afterEach(() => stub.stop());

describe('a token', () => {
  it('says who asks, according to the issuer', async () => {
    const claims = somebody();
    const signedIn = { identity: { issuer: stub.issuer, subject: claims.sub }, kind: 'person', claims: [{ role: 'auditor', scope: 'national' }] };
    const token = await stub.issue(claims);
    expect(await verify(token)).toEqual(signedIn);
    expect(await verify(token)).toEqual(signedIn); // from what was verified before
    expect(await verify(await stub.issue({ ...claims, kind: 'service' }, { header: { typ: 'at+jwt' } }))).toEqual({ ...signedIn, kind: 'service' });
    expect(stub.asked).toBe(1);
  });

  it.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('may be signed by %s', async (alg) => {
    const other = await StubIssuer.start(alg);
    tokens = trusting(mapping, other.issuer);
    expect((await verify(await other.issue(somebody()))).claims).toHaveLength(1);
    await other.stop();
  });

  it('is good for a minute more than it says, for want of clocks that agree', async () => {
    const [seen, unseen] = [await stub.issue(somebody(), { validForSeconds: 60 }), await stub.issue(somebody(), { validForSeconds: 60 })];
    clock.ahead = 118_000;
    await verify(seen);
    clock.ahead = 122_000;
    await expect(verify(seen)).rejects.toEqual(refused('TOKEN_EXPIRED'));
    await expect(verify(unseen)).rejects.toEqual(refused('TOKEN_EXPIRED'));
  });

  it('is refused when it is for another service', async () => {
    await expect(verify(await stub.issue(somebody(), { audience: 'elsewhere' }))).rejects.toEqual(refused('TOKEN_AUDIENCE'));
    expect(await verify(await stub.issue(somebody(), { audience: 'another name' }))).toBeDefined();
  });

  it.each<readonly [what: string, token: () => Promise<string>]>([
    ['without a subject', () => stub.issue({ ...somebody(), sub: undefined })],
    ['with a subject beyond measure', () => stub.issue({ sub: 'x'.repeat(256) })],
    ['without an end', () => stub.issue({ ...somebody(), exp: undefined })],
    ['from a time to come', () => stub.issue({ ...somebody(), nbf: Math.floor(Date.now() / 1000) + 300 })],
    ['of an issuer that nobody trusts', () => stub.issue({ ...somebody(), iss: 'https://elsewhere.example' })],
    ['that is for signing out', () => stub.issue(somebody(), { header: { typ: 'logout+jwt' } })],
    [
      'signed with the public key for a secret',
      () =>
        new SignJWT({ ...somebody(), iss: stub.issuer, aud: 'tracker' })
          .setProtectedHeader({ alg: 'HS256', kid: stub.key.jwk.kid ?? '' })
          .setExpirationTime('1h')
          .sign(Buffer.from(JSON.stringify(stub.key.jwk))),
    ],
    [
      'that brings its own key',
      async () => {
        const { key } = await elsewhere();
        return stub.issue(somebody(), { key, header: { jwk: key.jwk, jku: 'https://elsewhere.example/keys' } });
      },
    ],
    [
      'that somebody changed',
      async () =>
        (await stub.issue(somebody())).replace(
          /\.[^.]+\./,
          `.${Buffer.from(JSON.stringify({ ...somebody(), iss: stub.issuer, aud: 'tracker', exp: 4_000_000_000 })).toString('base64url')}.`,
        ),
    ],
  ])('is refused when it is one %s', async (_what, made) => expect(verify(await made())).rejects.toEqual(refused('TOKEN_INVALID')));
});

describe('an issuer', () => {
  it('that changes its keys is asked for the new one, once', async () => {
    await verify(await stub.issue(somebody()));
    await stub.rotate({ keep: true });
    clock.ahead = MINUTE;
    await Promise.all([1, 2, 3].map(async () => verify(await stub.issue(somebody()))));
    expect(stub.asked).toBe(2);
  });

  it('is not asked for more by tokens under keys that it never had', async () => {
    await verify(await stub.issue(somebody()));
    clock.ahead = MINUTE;
    const { key: foreign } = await elsewhere();
    for (let time = 0; time < 5; time++) await expect(verify(await stub.issue(somebody(), { key: foreign }))).rejects.toEqual(refused('TOKEN_INVALID'));
    expect(stub.asked).toBe(2);
  });

  it('that withdraws a key has its tokens refused, also those verified before', async () => {
    const token = await stub.issue(somebody());
    await verify(token);
    await stub.rotate({ keep: false });
    clock.ahead = 11 * MINUTE;
    await verify(token); // asks for the keys, behind this request
    while (stub.asked < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    await new Promise((resolve) => setTimeout(resolve, 50));
    await expect(verify(token)).rejects.toEqual(refused('TOKEN_INVALID'));
  });

  it('that is away at first is asked again until it is there', async () => {
    const token = await stub.issue(somebody());
    await stub.stop();
    await expect(verify(token)).rejects.toEqual(refused('ISSUER_UNREACHABLE'));
    expect(tokens.status()).toEqual([{ issuer: stub.issuer, isUsable: false }]);
    await stub.listen();
    await expect(verify(token)).rejects.toEqual(refused('ISSUER_UNREACHABLE')); // too soon to ask again
    clock.ahead = 3_000;
    await verify(token);
    expect(tokens.status()).toEqual([{ issuer: stub.issuer, isUsable: true }]);
    expect(said).toEqual([expect.stringMatching(/^false: .*cannot be asked for its keys: .*ECONNREFUSED/), expect.stringMatching(/^true: .* answers$/)]);
  });

  it('that goes away later is relied on for twelve hours', async () => {
    await verify(await stub.issue(somebody()));
    await stub.stop();
    const token = await stub.issue(somebody(), { validForSeconds: 86_400 });
    clock.ahead = 12 * HOUR - MINUTE;
    await verify(token);
    clock.ahead = 12 * HOUR + MINUTE;
    await expect(verify(token)).rejects.toEqual(refused('ISSUER_UNREACHABLE'));
  });

  it('that takes the connection and says nothing is given up', async () => {
    stub.fallSilent();
    await expect(verify(await stub.issue(somebody()))).rejects.toEqual(refused('ISSUER_UNREACHABLE'));
  }, 15_000);

  it.each<readonly [what: string, discovery: Record<string, unknown>]>([
    ['is another’s', { issuer: 'https://elsewhere.example' }],
    ['has its keys where anybody could change them on the way', { jwks_uri: 'http://elsewhere.example/keys' }],
    ['has no keys', { jwks_uri: undefined }],
    ['has more to say than anybody wants to read', { more: 'x'.repeat(600_000) }],
  ])('whose discovery document %s is not relied on', async (_what, discovery) => {
    stub.discovery = discovery;
    await expect(verify(await stub.issue(somebody()))).rejects.toEqual(refused('ISSUER_UNREACHABLE'));
  });

  it.each(['http://issuer.example', 'ftp://localhost', 'https://user:secret@issuer.example', 'https://issuer.example?x', 'issuer', ''])(
    'is no issuer: %p',
    (address) => {
      expect(() => new RemoteIssuer(address, { clock, userinfo: false })).toThrow(/https:\/\/… is wanted/);
    },
  );
});

describe('claims that are told at the UserInfo endpoint', () => {
  beforeEach(() => (tokens = trusting({ ...mapping, userinfo: true })));

  it('count as if they stood in the token', async () => {
    stub.userinfo = { sub: 'somebody', roles: ['audit'], iss: 'https://elsewhere.example' };
    expect(await verify(await stub.issue({}))).toMatchObject({ identity: { issuer: stub.issuer }, claims: [{ role: 'auditor' }] });
  });

  it.each<readonly [what: string, userinfo: Record<string, unknown> | number, code: string]>([
    ['are about somebody else', { sub: 'somebody else', roles: ['audit'] }, 'TOKEN_INVALID'],
    ['are refused to the token', 401, 'TOKEN_INVALID'],
    ['cannot be had', 500, 'ISSUER_UNREACHABLE'],
  ])('let nobody in when they %s', async (_what, userinfo, code) => {
    stub.userinfo = userinfo;
    await expect(verify(await stub.issue({}))).rejects.toEqual(refused(code));
  });
});
