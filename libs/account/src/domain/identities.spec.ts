import { seal } from '@app/kernel';
import { deciding, metaFor } from '@app/kernel/testing';
import { identities, identityIdOf, partOfId } from './identities.js';
import type { IdentityLinked, IdentityUnlinked } from './identity.events.js';
import { link, LinkIdentity } from './link-identity.js';
import { unlink, UnlinkIdentity } from './unlink-identity.js';

const ANN = '11111111-1111-4111-8111-111111111111';
const BOB = '22222222-2222-4222-8222-222222222222';
const COMMAND = '33333333-3333-4333-8333-333333333333';
const ACCOUNT = '44444444-4444-4444-8444-444444444444';
const identityId = identityIdOf(COMMAND, 7);
const asked = { leaderId: ANN, issuer: 'https://issuer.example', subject: '555012345678', reason: 'Seen with their badge.' };
const own = (value: string) => seal({ subject: ANN, purpose: 'account' }, value);

const linked: IdentityLinked = {
  type: 'IdentityLinked',
  data: {
    identityId,
    leaderId: ANN,
    account: ACCOUNT,
    issuer: own(asked.issuer),
    subject: seal({ subject: ANN, purpose: 'identity' }, asked.subject),
    reason: own(asked.reason),
  },
};
const unlinked: IdentityUnlinked = { type: 'IdentityUnlinked', data: { identityId, leaderId: ANN, cause: 'REQUESTED', reason: own('Left the trust.') } };

describe('linking an identity', () => {
  const knowing = (status: 'none' | 'registered' | 'erased', holder?: string, ...self: string[]) =>
    deciding(identities, link, {
      leader: { status },
      identityId,
      account: ACCOUNT,
      holder: holder === undefined ? undefined : { leaderId: holder },
      self: new Set(self),
      holders: new Set([ACCOUNT, BOB]),
      mergers: [],
    });
  const command = new LinkIdentity(metaFor({ commandId: COMMAND }), asked);

  it('records whose it is, and why; all of it sealed', () => knowing('registered')().when(command).thenRecorded(linked));
  it('records nothing where it is theirs already', () => knowing('registered', ANN)(linked).when(command).thenNothing());
  it('is refused where it is another person’s', () => knowing('registered', BOB)(linked).when(command).thenRefused('IDENTITY_LINKED_TO_ANOTHER'));
  it('is refused on a record that was merged, naming the one that goes on', () =>
    deciding(identities, link, {
      leader: { status: 'merged', survivorId: BOB },
      ...{ identityId, account: ACCOUNT, holder: undefined, self: new Set<string>(), holders: new Set([ACCOUNT]), mergers: [] },
    })()
      .when(command)
      .thenRefused('LEADER_MERGED', { survivorId: BOB }));
  it('is refused from another day on than it has been theirs, whoever else was linked since', () => {
    const other: IdentityLinked = { ...linked, data: { ...linked.data, identityId: identityIdOf(COMMAND, 8), leaderId: BOB } };
    knowing('registered', ANN)(linked, { ...other, effectiveOn: '2026-03-02' })
      .when(new LinkIdentity(metaFor({ stated: { effectiveOn: '2026-03-02' } }), asked))
      .thenRefused('ALREADY_RECORDED_OTHERWISE', { field: 'effectiveOn', recordedOn: '2026-03-01' });
  });
  it('is refused for nobody, and for who was erased', () => {
    knowing('none')().when(command).thenRefused('LEADER_NOT_FOUND');
    knowing('erased')().when(command).thenRefused('LEADER_ERASED');
  });
  it('is refused to whoever uses the record, or the account, or once did', () => {
    knowing('registered', undefined, BOB, ANN)().when(command).thenRefused('OWN_RECORD');
    knowing('registered', undefined, BOB, ACCOUNT)().when(command).thenRefused('OWN_ACCOUNT');
  });
  it('is refused to a service account, and not to the installation itself', () => {
    const as = (kind: 'service' | 'system') => new LinkIdentity(metaFor({ commandId: COMMAND, actor: { kind, id: 'loader', role: 'loader' } }), asked);
    knowing('registered')().when(as('service')).thenRefused('NEEDS_A_PERSON');
    knowing('registered')().when(as('system')).thenRecorded(linked);
  });
  it('is refused where the account could be of whoever had a part in a merge of the record', () => {
    const known = { leader: { status: 'registered' }, identityId, account: ACCOUNT, holder: undefined, self: new Set<string>() } as const;
    const merged = (...mergers: string[]) => deciding(identities, link, { ...known, holders: new Set([ACCOUNT, BOB]), mergers })();
    merged('another', BOB).when(command).thenRefused('ACCOUNT_OF_WHO_MERGED');
    merged('another').when(command).thenRecorded(linked);
  });
  it('is refused with more than a provider calls anybody', () => {
    const named = (subject: string) => new LinkIdentity(metaFor({ commandId: COMMAND }), { ...asked, subject });
    const longest = 'x'.repeat(255);
    knowing('registered')()
      .when(named(longest))
      .thenRecorded({ ...linked, data: { ...linked.data, subject: seal({ subject: ANN, purpose: 'identity' }, longest) } });
    knowing('registered')()
      .when(named(`${longest}x`))
      .thenRefused('IDENTITY_MALFORMED', { most: 255 });
  });
});

describe('unlinking an identity', () => {
  const unlinking = (self: readonly string[], links: readonly string[]) => deciding(identities, unlink, new Set(self), links);
  const given = unlinking([BOB], [identityId]);
  const command = new UnlinkIdentity(metaFor(), { identityId, reason: 'Left the trust.' });

  it('records that it is theirs no more', () => given(linked).when(command).thenRecorded(unlinked));
  it('is refused to whoever signs in by no other account', () => {
    unlinking([ANN], [identityId])(linked).when(command).thenRefused('LAST_IDENTITY');
    unlinking([ANN], [identityId, 'another'])(linked).when(command).thenRecorded(unlinked);
  });
  it('needs no reason where the person was erased: nothing can be sealed for them', () =>
    given(linked)
      .when(new UnlinkIdentity(metaFor(), { identityId, cause: 'ERASED' }))
      .thenRecorded({ type: 'IdentityUnlinked', data: { identityId, leaderId: ANN, cause: 'ERASED' } }));
  it('is refused where it is not linked, or not any more', () => {
    given().when(command).thenRefused('IDENTITY_NOT_FOUND');
    given(linked, unlinked).when(command).thenRefused('IDENTITY_NOT_FOUND');
  });
});

describe('the id of a link', () => {
  it('says where the link stands, and is the same for the same command', () => {
    expect([0, 7, 16, 255].map((part) => partOfId(identityIdOf(COMMAND, part)))).toEqual([0, 7, 16, 255]);
    expect(identityIdOf(COMMAND, 7)).toBe(identityId);
    expect(identityId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{10}07$/);
  });
});
