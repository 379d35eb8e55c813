import { derivedId } from '@app/kernel';
import { type Delegations, NoDelegations } from '../delegations.js';
import { type LinkedPerson, NoIdentityLinks } from '../identity-links.js';
import { NotAuthenticated } from '../not-authenticated.js';
import { SignIn } from './sign-in.js';
import type { SignedIn } from './tokens.js';

const SECRET = Buffer.alloc(32, 1);
const auditor: SignedIn = { identity: { issuer: 'urn:x', subject: 'ann' }, kind: 'person', claims: [{ role: 'auditor', scope: 'national' }] };

interface Given extends Partial<SignedIn> {
  readonly secret?: Uint8Array;
  readonly person?: LinkedPerson;
  readonly delegations?: Delegations;
}
const signIn = ({ secret = SECRET, person, delegations = new NoDelegations(), ...claimed }: Given) =>
  new SignIn(
    { verify: () => Promise.resolve({ ...auditor, ...claimed }) },
    person ? { personOf: () => Promise.resolve(person) } : new NoIdentityLinks(),
    delegations,
    secret,
  );
const idOf = async (given: Given) => (await signIn(given).authenticate('')).actor.id;

describe('the id of an identity that is linked to nobody', () => {
  it('is the same every time, and another for every other identity', async () => {
    expect(await idOf({})).toBe(await idOf({}));
    expect(await idOf({ identity: { issuer: 'urn:x', subject: 'bob' } })).not.toBe(await idOf({}));
    expect(await idOf({ identity: { issuer: 'urn:y', subject: 'ann' } })).not.toBe(await idOf({}));
  });

  it('cannot be told from the identity without the installation’s secret', async () => {
    expect(await idOf({ secret: Buffer.alloc(32, 2) })).not.toBe(await idOf({}));
    expect(await idOf({})).not.toBe(derivedId('c1f0a3f2-3c0b-4f6e-9a63-5b8f7c0d2e14', JSON.stringify(['urn:x', 'ann'])));
    expect(() => signIn({ secret: Buffer.alloc(31) })).toThrow('32 bytes');
  });
});

describe('the account by which a person acts', () => {
  const actorOf = async (given: Given) => (await signIn(given).authenticate('')).actor;

  it('is told beside the record that it is linked to, by the id that it has while it is linked to none', async () => {
    const [linked, unlinked] = [await actorOf({ person: { id: 'ann' } }), await actorOf({})];
    expect([linked.id, linked.account]).toEqual(['ann', unlinked.id]);
    expect(unlinked.account).toBe(unlinked.id);
  });

  it('is told of a person alone', async () => expect((await actorOf({ kind: 'service' })).account).toBeUndefined());
});

describe('what is said to who may ask nothing', () => {
  const refused = (given: Given, delegation?: string) => signIn(given).authenticate('', delegation);

  it('of a delegation is in the language that they have on record, else the one that is claimed', async () => {
    const person: LinkedPerson = { id: 'ann', language: 'cy' };
    await expect(refused({ person, language: 'en' }, 'd')).rejects.toMatchObject({ code: 'DELEGATION_UNKNOWN', language: 'cy' });
    await expect(refused({ language: 'cy' }, 'd')).rejects.toMatchObject({ code: 'DELEGATION_UNKNOWN', language: 'cy' });
    const details = { endsOn: '2026-01-01' };
    const delegations = { inForce: () => Promise.reject(new NotAuthenticated('DELEGATION_EXPIRED', details)) };
    await expect(refused({ person, delegations }, 'd')).rejects.toMatchObject({ code: 'DELEGATION_EXPIRED', details, language: 'cy' });
  });

  it('of having no role is in the language that is claimed', async () => {
    await expect(refused({ claims: [], language: 'cy' })).rejects.toMatchObject({ code: 'NO_ROLE', language: 'cy' });
  });
});
