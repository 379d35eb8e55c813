import { identitiesStream, type IdentityEvent } from '@app/account/events';
import { LinkIdentity, UnlinkIdentity } from '@app/account/commands';
import { RequestErasure } from '@app/data-rights/commands';
import { DEVELOPMENT_ISSUER, type DevelopmentClaims } from '@app/development-provider';
import { Streams } from '@app/event-store';
import { type Actor, type Command, type CommandMeta, type Event, type Fold, seal, type StreamOf } from '@app/kernel';
import { MergeLeaders } from '@app/leader/commands';
import { type LeaderEvent, leaderStream } from '@app/leader/events';
import { CommandBus } from '@nestjs/cqrs';
import { randomUUID } from 'node:crypto';
import supertest from 'supertest';
import { APPLIED, Journeys } from '../support/journey.js';
import { anAdministrator, mergedByTwo } from '../support/merging.js';
import { publishQuestions } from '../support/questions.js';
import { startSystem, type System } from '../support/system.js';
import { codeOf, uuidOf, type Visitor, visitor } from './support/visitor.js';

const ADMINISTRATOR = [{ role: 'administrator', scope: 'national' }] as const;
const PARTNER = [{ role: 'talent-partner', scope: { organisations: ['nhs-example'] } }] as const;

let system: System;
let journeys: Journeys;
beforeAll(async () => {
  system = await startSystem();
  journeys = await Journeys.prepare(system);
});
afterAll(() => system.stop());

const somebody = async () => (await journeys.leader()).leaderId;
/** An account of the identity provider: what it calls its holder, and how that one asks. */
interface Account extends Visitor {
  readonly subject: string;
}
const account = async (claims: DevelopmentClaims['claims'] = ADMINISTRATOR): Promise<Account> => {
  const subject = `subject-${randomUUID()}`;
  return { subject, ...(await visitor(system, subject, { claims })) };
};
const linking = (leaderId: string, { subject }: Account) => ({ leaderId, issuer: DEVELOPMENT_ISSUER, subject, reason: 'Seen with their badge.' });
/** Somebody else links it, in good faith. */
const link = async (leaderId: string, to: Account) => (await system.record('linkIdentity', linking(leaderId, to))).id;
const unlink = (identityId: string) => system.record('unlinkIdentity', { identityId, reason: 'A mistake.' });
const viewerOf = async (of: Account) => (await of.ask('{ viewer { id roles } }')).data as unknown as { viewer: { id: string; roles: string[] } };
const outcomeOf = async (of: Visitor, name: string, input: object) => codeOf(await of.mutate(name, input));
const requestedBy = async (of: Visitor, leaderId: string) => {
  const outcome = await of.mutate('requestErasure', { leaderId, ground: 'OBJECTION' });
  if (outcome.__typename === 'Refusal') throw new Error(outcome.code);
  return outcome.id;
};
const refusing = (erasureId: string) => ({ erasureId, approved: false, reason: 'GROUND_NOT_MET' });

/** As an older release recorded it: whoever acts is told by one id, and an account by what is sealed of it. */
const older = (id: string): CommandMeta => {
  const [now, today] = [system.clock.instant(), system.clock.today()];
  const actor: Actor = { kind: 'person', id: uuidOf(id), role: 'administrator' };
  return { commandId: randomUUID(), actor, effectiveOn: today, now, today, correlationId: randomUUID() };
};
const NO_STATE: Fold<null, Event> = { initialState: null, evolve: () => null };
const record = <E extends Event>(command: Command, stream: StreamOf<E>, ...events: E[]) =>
  system.projector.get(Streams).transact(command, stream, NO_STATE, () => events);

const WHO_LOOKED =
  'query ($id: ID!) { node(id: $id) { ... on Leader { whoLooked(first: 20) { nodes { readerId roles recordsSaid } } timeline(first: 100) { nodes { type text { state } } } } } }';
interface Looked {
  readonly node: {
    readonly whoLooked: { readonly nodes: readonly { readonly readerId: string; readonly roles: string[]; readonly recordsSaid: string | null }[] };
    readonly timeline: { readonly nodes: readonly { readonly type: string; readonly text: { readonly state: string } | null }[] };
  };
}
const toldTo = async (id: string) => {
  const they = await system.as({ actor: { kind: 'person', id: uuidOf(id), role: 'leader' }, claims: [] });
  const { data, errors } = await they.ask<Looked>(WHO_LOOKED, { id });
  expect(errors).toBeUndefined();
  return data.node;
};

const told = async (by: System, name: string, input: object) => codeOf(await by.mutate(name, input));
const mergesOf = async (id: string) => {
  await system.settled();
  const { data } = await system.ask<{ at: { leaderMerges: { nodes: ({ state: string; leader: { id: string } } & Record<string, unknown>)[] } } }>(
    '{ at { leaderMerges(first: 100) { nodes { state leader { id } proposedById confirmedById proposalReason { value } confirmationReason { value } endReason { value } } } } }',
  );
  return data.at.leaderMerges.nodes.filter(({ leader }) => leader.id === id);
};

describe('a merge', () => {
  const BOTH =
    'query ($id: ID!) { node(id: $id) { ... on Leader { id whoMaySeeMe { role } identities { id } } } at { equalityAnswers { answeredOn } } viewer { roles } }';

  it('gives a talent partner nothing of an employee’s, by whatever they or a second account of theirs can do, and hides nothing', async () => {
    const [employee, own] = [await somebody(), await somebody()];
    const [partner, second, third] = [await account(PARTNER), await account(PARTNER), await account(PARTNER)];
    await link(own, partner);
    await link(own, second);
    await link(employee, await account());
    const questions = await publishQuestions(system);
    const they = await system.as({ actor: { kind: 'person', id: uuidOf(employee), role: 'leader' }, claims: [] });
    const answers = [{ question: 'sex', option: 'female' }];
    await they.record('recordEqualityAnswers', { leaderId: employee, questionSetId: questions['SCOTLAND'], answers });
    await system.settled();
    const sees = async () => {
      const { data, codes } = await partner.ask(BOTH, { id: employee });
      expect(codes).toEqual([]);
      return data as unknown as object;
    };
    const nothing = { node: { id: employee, whoMaySeeMe: [], identities: [] }, at: { equalityAnswers: null }, viewer: { roles: ['LEADER', 'TALENT_PARTNER'] } };
    const reason = 'The payroll numbers are the same.';
    const two = { leaderId: own, mergedId: employee, reason };
    const steps = async (of: Visitor, name: string) => [
      await outcomeOf(of, name, two),
      await outcomeOf(of, name, { leaderId: employee, mergedId: own, reason }),
    ];
    expect(await sees()).toEqual(nothing);
    for (const one of [partner, second])
      for (const name of ['mergeLeaders', 'confirmLeaderMerge', 'undoLeaderMerge'])
        expect([name, (await steps(one, name)).filter((code) => code === 'Recorded')]).toEqual([name, []]);
    expect(await steps(partner, 'mergeLeaders')).toEqual(['OWN_RECORD', 'OWN_RECORD']);
    expect(await steps(second, 'mergeLeaders')).toEqual(['OWN_RECORD', 'OWN_RECORD']);
    // Whom nothing links with them may propose it, and cannot confirm it; nor can any of the others.
    expect(await outcomeOf(third, 'mergeLeaders', two)).toBe('Recorded');
    expect(await outcomeOf(third, 'confirmLeaderMerge', two)).toBe('NEEDS_SECOND_PERSON');
    for (const one of [partner, second]) expect(await outcomeOf(one, 'confirmLeaderMerge', two)).toBe('OWN_RECORD');
    await system.settled();
    expect(await sees()).toEqual(nothing);
    expect(await outcomeOf(partner, 'requestSubjectAccess', { leaderId: employee })).toBe('NOT_PERMITTED');
    expect(await outcomeOf(partner, 'undoLeaderMerge', two)).toBe('OWN_RECORD');
    expect(await outcomeOf(third, 'undoLeaderMerge', two)).toBe('Recorded');
    await system.settled();
    expect(await sees()).toEqual(nothing);
    const { id: thirdId } = (await viewerOf(third)).viewer;
    for (const id of [employee, own]) {
      const { whoLooked, timeline } = await toldTo(id);
      expect(whoLooked.nodes.filter(({ recordsSaid }) => recordsSaid !== null)).toEqual(
        ['WITHDRAWN', 'PROPOSED'].map((recordsSaid) => ({ readerId: thirdId, roles: ['TALENT_PARTNER'], recordsSaid })),
      );
      expect(timeline.nodes.map(({ type }) => type).filter((type) => type.startsWith('LeaderMerge'))).toEqual(['LeaderMergeProposed', 'LeaderMergeWithdrawn']);
    }
    // Why it was said may tell of the other.
    expect((await toldTo(employee)).timeline.nodes.find(({ type }) => type === 'LeaderMergeProposed')?.text?.state).not.toBe('OPEN');
  });

  it('gives nobody what is held of the other record before it is confirmed, when they ask what is held about them', async () => {
    const [one, other] = [await somebody(), await somebody()];
    const legalName = `Merched ${randomUUID()}`;
    await system.record('changeName', { leaderId: other, legalName, sortName: legalName });
    await system.record('mergeLeaders', { leaderId: one, mergedId: other, reason: 'One person.' });
    await system.settled();
    const they = await system.as({ actor: { kind: 'person', id: uuidOf(one), role: 'leader' }, claims: [] });
    const held = async () => {
      const { id } = await they.record('requestSubjectAccess', { leaderId: one });
      await system.settled();
      const { status, text } = await supertest(system.api.getHttpServer())
        .get(`/subject-access/${id}.json`)
        .set({ authorization: `Bearer ${they.token}` });
      return [status, text.includes(legalName)];
    };
    expect(await held()).toEqual([200, false]);
    const confirming = await system.as(anAdministrator());
    await confirming.record('confirmLeaderMerge', { leaderId: one, mergedId: other, reason: 'One person.' });
    await system.settled();
    expect(await held()).toEqual([200, true]);
  });

  it('is of records that nobody is linked to since who had a part in it', async () => {
    const [one, other] = [await somebody(), await somebody()];
    const [proposer, confirmer] = [await account(), await account()];
    const two = { leaderId: one, mergedId: other, reason: 'One person.' };
    expect(await outcomeOf(proposer, 'mergeLeaders', two)).toBe('Recorded');
    await link(other, proposer);
    expect(await outcomeOf(confirmer, 'confirmLeaderMerge', two)).toBe('MERGE_PROPOSED_BY_ONESELF');
    expect(await outcomeOf(proposer, 'confirmLeaderMerge', two)).toBe('OWN_RECORD');
    expect(await outcomeOf(confirmer, 'mergeLeaders', two)).toBe('MERGE_PROPOSED_ALREADY');
  });

  it('gives the account of whoever proposed or confirmed it none of its records, neither before it is confirmed nor after, nor once it is undone', async () => {
    const [made, victim, third] = [await somebody(), await somebody(), await somebody()];
    const [partner, confirmer, second, fair] = [await account(), await account(), await account(), await account()];
    const two = { leaderId: made, mergedId: victim, reason: 'One person.' };
    expect(await outcomeOf(partner, 'mergeLeaders', two)).toBe('Recorded');
    expect(await outcomeOf(confirmer, 'confirmLeaderMerge', two)).toBe('Recorded');
    // A second account of the one who proposed it.
    const own = await somebody();
    await link(own, partner);
    await link(own, second);
    const linked = async (to: Account, id = made) => outcomeOf(fair, 'linkIdentity', linking(id, to));
    expect(await linked(confirmer)).toBe('ACCOUNT_OF_WHO_MERGED');
    expect(await linked(await account())).toBe('Recorded');
    expect((await viewerOf(partner)).viewer.id).toBe(uuidOf(own));
    // Another record that goes on in the same one.
    await mergedByTwo(system, made, third);
    await system.record('undoLeaderMerge', { ...two, mergedId: third });
    expect(await linked(confirmer, third)).toBe('ACCOUNT_OF_WHO_MERGED');
    // Nor does their own record become one of these.
    const theirs = { leaderId: made, mergedId: own, reason: 'One person.' };
    expect(await outcomeOf(fair, 'mergeLeaders', theirs)).toBe('Recorded');
    expect(await outcomeOf(await account(), 'confirmLeaderMerge', theirs)).toBe('MERGE_PROPOSED_BY_ONESELF');
    await system.record('undoLeaderMerge', two);
    expect(await linked(confirmer, victim)).toBe('ACCOUNT_OF_WHO_MERGED');
    const welsh = await fair.mutate('linkIdentity', linking(victim, confirmer), { 'accept-language': 'cy' });
    expect(welsh).toMatchObject({ message: expect.stringContaining('Mae’r cyfrif hwn yn eiddo i rywun') as string });
  });

  it('that only one person says makes two one another’s, and nobody else’s', async () => {
    const [hub, one, other] = [await somebody(), await somebody(), await somebody()];
    const partner = await account(PARTNER);
    for (const mergedId of [one, other]) expect(await outcomeOf(partner, 'mergeLeaders', { leaderId: hub, mergedId, reason: 'One person.' })).toBe('Recorded');
    const administrator = await account();
    await link(one, administrator);
    const requested = async (leaderId: string) => (await system.record('requestErasure', { leaderId, ground: 'OBJECTION' })).id;
    expect(await outcomeOf(administrator, 'decideErasure', refusing(await requested(hub)))).toBe('ERASURE_OF_ONESELF');
    expect(await outcomeOf(administrator, 'decideErasure', refusing(await requested(other)))).toBe('Recorded');
  });

  it('of two whom nobody employs is neither shown to a talent partner of one employer nor decided by them', async () => {
    const registered = async () => (await system.record('registerLeader', { legalName: 'Mab Dau', sortName: 'Dau', language: 'EN' })).id;
    const [one, other] = [await registered(), await registered()];
    const employee = await somebody();
    const partner = await account(PARTNER);
    await system.settled();
    const [strangers, theirs] = [one, employee].map((leaderId) => ({ leaderId, mergedId: other, reason: 'One person.' }));
    const outcomes = async (two: object | undefined) => {
      const codes: string[] = [];
      for (const name of ['mergeLeaders', 'confirmLeaderMerge', 'undoLeaderMerge']) codes.push(await outcomeOf(partner, name, two ?? {}));
      return codes;
    };
    expect((await outcomes(strangers)).filter((code) => !['LEADER_NOT_FOUND', 'NOT_PERMITTED'].includes(code))).toEqual([]);
    await system.record('mergeLeaders', { ...strangers });
    await system.settled();
    expect((await outcomes(strangers)).filter((code) => !['LEADER_NOT_FOUND', 'NOT_PERMITTED'].includes(code))).toEqual([]);
    const listed = async () => {
      const { data } = await partner.ask('{ at { leaderMerges(first: 50) { nodes { leader { id } merged { id } } } } }');
      return (data as unknown as { at: { leaderMerges: { nodes: { leader: { id: string } | null }[] } } }).at.leaderMerges.nodes.map(
        ({ leader }) => leader?.id,
      );
    };
    expect(await listed()).not.toContain(one);
    expect(await outcomeOf(partner, 'mergeLeaders', theirs ?? {})).toBe('Recorded');
    await system.settled();
    expect(await listed()).toContain(employee);
    expect(await listed()).not.toContain(one);
  });

  it('restricts whoever has either record from when it is proposed, and once it is withdrawn or undone too', async () => {
    const [own, other, third] = [await somebody(), await somebody(), await somebody()];
    const administrator = await account();
    await link(own, administrator);
    const two = { leaderId: own, mergedId: other, reason: 'One person.' };
    const erasureId = (await system.record('requestErasure', { leaderId: other, ground: 'OBJECTION' })).id;
    await system.record('mergeLeaders', two);
    expect(await outcomeOf(administrator, 'decideErasure', refusing(erasureId))).toBe('ERASURE_OF_ONESELF');
    await system.record('undoLeaderMerge', two);
    expect(await outcomeOf(administrator, 'decideErasure', refusing(erasureId))).toBe('ERASURE_OF_ONESELF');
    for (const name of ['placeHold', 'liftHold'])
      expect([name, await outcomeOf(administrator, name, { leaderId: other, ...(name === 'placeHold' && { reason: 'AUDIT' }) })]).toEqual([name, 'OWN_RECORD']);
    // What follows from a merge that was confirmed is gone with it; what it restricts is not.
    await mergedByTwo(system, third, other);
    await system.record('undoLeaderMerge', { ...two, leaderId: third });
    await system.settled();
    const erasureOfThird = (await system.record('requestErasure', { leaderId: third, ground: 'OBJECTION' })).id;
    expect(await outcomeOf(administrator, 'decideErasure', refusing(erasureOfThird))).toBe('ERASURE_OF_ONESELF');
    for (const id of [third, other]) {
      const { whoLooked } = await toldTo(id);
      expect(whoLooked.nodes.map(({ recordsSaid }) => recordsSaid).slice(0, 3)).toEqual(['UNDONE', 'MERGED', 'PROPOSED']);
    }
  });

  it('restricts by the last of very many, too', async () => {
    const [one, own] = [await somebody(), await somebody()];
    const administrator = await account();
    await link(own, administrator);
    const leaderId = uuidOf(one);
    const reason = seal({ subject: leaderId, purpose: 'record' }, 'One person.');
    // More than is read at once; one append has a limit.
    const many = () => Array.from({ length: 600 }, () => randomUUID());
    for (const said of [many(), [...many(), uuidOf(own)]])
      await record<LeaderEvent>(
        new MergeLeaders(older(randomUUID()), { leaderId, mergedId: '', reason: '' }),
        leaderStream(leaderId),
        ...said.map((mergedId) => ({ type: 'LeaderMergeProposed' as const, data: { leaderId, mergedId, reason } })),
      );
    const erasureId = (await system.record('requestErasure', { leaderId: one, ground: 'OBJECTION' })).id;
    expect(await outcomeOf(administrator, 'decideErasure', refusing(erasureId))).toBe('ERASURE_OF_ONESELF');
  });

  it('that one person recorded in an older release stands, is listed as never confirmed, and can be undone', async () => {
    const [one, other] = [await somebody(), await somebody()];
    const [leaderId, mergedId] = [uuidOf(one), uuidOf(other)];
    const reason = seal({ subject: leaderId, purpose: 'record' }, 'One person.');
    await record<LeaderEvent>(new MergeLeaders(older(randomUUID()), { leaderId, mergedId, reason: '' }), leaderStream(leaderId), {
      type: 'LeadersMerged',
      data: { leaderId, mergedId, reason },
    });
    await system.settled();
    const merges = async (state: string) => {
      const { data } = await system.ask<{ at: { leaderMerges: { nodes: { merged: { id: string; mergedInto: { id: string } | null } }[] } } }>(
        'query ($state: MergeState) { at { leaderMerges(state: $state, first: 50) { nodes { merged { id mergedInto { id } } } } } }',
        { state },
      );
      return data.at.leaderMerges.nodes.map(({ merged }) => merged);
    };
    expect(await merges('UNCONFIRMED')).toEqual([{ id: other, mergedInto: { id: one } }]);
    await system.record('undoLeaderMerge', { leaderId: one, mergedId: other, reason: 'Namesakes.' });
    await system.settled();
    expect(await merges('UNCONFIRMED')).toEqual([]);
    expect(await merges('UNDONE')).toContainEqual({ id: other, mergedInto: null });
  });

  it('that one person recorded in an older release is confirmed by another, and then is one as any', async () => {
    const [one, other, third] = [await somebody(), await somebody(), await somebody()];
    const [leaderId, mergedId] = [uuidOf(one), uuidOf(other)];
    const merger = await account();
    await link(third, merger);
    const reason = seal({ subject: leaderId, purpose: 'record' }, 'One person.');
    await record<LeaderEvent>(new MergeLeaders(older(third), { leaderId, mergedId, reason: '' }), leaderStream(leaderId), {
      type: 'LeadersMerged',
      data: { leaderId, mergedId, reason },
    });
    await system.settled();
    const two = { leaderId: one, mergedId: other, reason: 'Seen with both badges.' };
    expect(await outcomeOf(merger, 'confirmLeaderMerge', two)).toBe('NEEDS_SECOND_PERSON');
    expect(await told(system, 'confirmLeaderMerge', two)).toBe('Recorded');
    expect(await mergesOf(one)).toMatchObject([{ state: 'CONFIRMED', proposedById: uuidOf(third), confirmationReason: { value: 'Seen with both badges.' } }]);
    expect(await system.mutate('confirmLeaderMerge', two)).toMatchObject({ receipt: { eventTypes: [] } });
    expect((await toldTo(one)).whoLooked.nodes.map(({ recordsSaid }) => recordsSaid).slice(0, 2)).toEqual(['MERGED', 'MERGED']);
  });

  it('is proposed one way round at a time; what crosses an older one can be withdrawn, and is not confirmed once that was undone', async () => {
    const [one, other] = [await somebody(), await somebody()];
    const [there, back] = [
      { leaderId: one, mergedId: other, reason: 'One person.' },
      { leaderId: other, mergedId: one, reason: 'One person.' },
    ];
    await system.record('mergeLeaders', there);
    expect(await told(system, 'mergeLeaders', back)).toBe('MERGE_PROPOSED_CROSSWISE');
    // As a release recorded it that did not look.
    const leaderId = uuidOf(other);
    await record<LeaderEvent>(new MergeLeaders(older(randomUUID()), { leaderId, mergedId: uuidOf(one), reason: '' }), leaderStream(leaderId), {
      type: 'LeaderMergeProposed',
      data: { leaderId, mergedId: uuidOf(one), reason: seal({ subject: leaderId, purpose: 'record' }, 'One person.') },
    });
    const second = await system.as(anAdministrator());
    expect(await told(second, 'confirmLeaderMerge', there)).toBe('Recorded');
    await system.settled();
    expect(await told(second, 'confirmLeaderMerge', back)).toBe('LEADER_MERGED');
    await system.record('undoLeaderMerge', there);
    await system.settled();
    expect(await told(second, 'confirmLeaderMerge', back)).toBe('MERGE_OUTDATED');
    await system.record('undoLeaderMerge', back);
    expect((await mergesOf(other)).map(({ state }) => state)).toEqual(['WITHDRAWN']);
  });

  it('is listed as often as it was proposed', async () => {
    const [one, other] = [await somebody(), await somebody()];
    const two = { leaderId: one, mergedId: other, reason: 'One person.' };
    await system.record('mergeLeaders', two);
    await system.record('undoLeaderMerge', { ...two, reason: 'Looked again.' });
    await mergedByTwo(system, one, other);
    expect((await mergesOf(one)).map(({ state }) => state)).toEqual(['CONFIRMED', 'WITHDRAWN']);
    expect((await mergesOf(one))[1]).toMatchObject({ proposalReason: { value: 'One person.' }, endReason: { value: 'Looked again.' } });
  });

  it('tells why in its timelines to whoever its list tells it, and to nobody else', async () => {
    const [one, other] = [await somebody(), await somebody()];
    await mergedByTwo(system, one, other);
    await system.settled();
    const why = async (by: System, id: string) => {
      const query = 'query ($id: ID!) { node(id: $id) { ... on Leader { timeline(first: 100) { nodes { type text { value state } } } } } }';
      const { data } = await by.ask<{ node: { timeline: { nodes: { type: string; text: object | null }[] } } }>(query, { id });
      return data.node.timeline.nodes.filter(({ type }) => ['LeaderMergeProposed', 'LeadersMerged'].includes(type)).map(({ text }) => text);
    };
    const open = { value: 'The payroll numbers are the same.', state: 'OPEN' };
    const withheld = { value: null, state: 'WITHHELD' };
    const they = await system.as({ actor: { kind: 'person', id: uuidOf(one), role: 'leader' }, claims: [] });
    for (const id of [one, other]) {
      expect(await why(system, id)).toEqual([open, open]);
      expect(await why(they, id)).toEqual([withheld, withheld]);
      expect(await why(await system.as('auditor'), id)).toEqual([withheld, withheld]);
    }
  });

  it('is listed with who said so, who confirmed it, and why, for who may decide it, and without why for the two whom it is about', async () => {
    const [one, other] = [await somebody(), await somebody()];
    await mergedByTwo(system, one, other);
    await system.settled();
    const FIELDS = 'state proposedById confirmedById proposalReason { value } confirmationReason { value } endReason { value }';
    const listed = async (by: System) =>
      (
        await by.ask<{ at: { leaderMerges: { nodes: { leader: { id: string } | null; proposalReason: { value: string } | null }[] } } }>(
          `{ at { leaderMerges(first: 50) { nodes { leader { id } ${FIELDS} } } } }`,
        )
      ).data.at.leaderMerges.nodes.filter(({ leader }) => leader?.id === one);
    const why = { value: 'The payroll numbers are the same.' };
    expect(await listed(system)).toMatchObject([{ state: 'CONFIRMED', proposalReason: why, confirmationReason: why, endReason: null }]);
    const partner = await system.as({ actor: { kind: 'person', id: randomUUID(), role: 'talent-partner' }, claims: PARTNER });
    expect(await listed(partner)).toMatchObject([{ state: 'CONFIRMED', proposalReason: why }]);
    const they = await system.as({ actor: { kind: 'person', id: uuidOf(one), role: 'leader' }, claims: [] });
    expect(await listed(they)).toMatchObject([{ state: 'CONFIRMED', proposalReason: { value: null }, confirmationReason: { value: null } }]);
    expect(await listed(await system.as({ actor: { kind: 'person', id: uuidOf(await somebody()), role: 'leader' }, claims: [] }))).toEqual([]);
  });
});

describe('deciding an erasure', () => {
  it('is for another person, though the one who asked was linked to a record between the two, or is no longer, or has a second account', async () => {
    const [one, second] = [await account(), await account()];
    const [victim, record] = [await somebody(), await somebody()];
    const asked = await requestedBy(one, victim);
    const before = (await viewerOf(one)).viewer.id;
    const identityId = await link(record, one);
    expect((await viewerOf(one)).viewer.id).toBe(uuidOf(record));
    expect(await outcomeOf(one, 'decideErasure', refusing(asked))).toBe('ERASURE_NEEDS_SECOND_PERSON');
    await link(record, second);
    expect(await outcomeOf(second, 'decideErasure', refusing(asked))).toBe('ERASURE_NEEDS_SECOND_PERSON');
    // Asked for under the record this time, and decided without.
    expect(await outcomeOf(await account(), 'decideErasure', refusing(asked))).toBe('Recorded');
    const again = await requestedBy(one, victim);
    await unlink(identityId);
    expect((await viewerOf(one)).viewer.id).toBe(before);
    expect(await outcomeOf(one, 'decideErasure', refusing(again))).toBe('ERASURE_NEEDS_SECOND_PERSON');
    expect(await outcomeOf(second, 'decideErasure', refusing(again))).toBe('ERASURE_NEEDS_SECOND_PERSON');
    // Of a record that they once used, too.
    const own = (await system.record('requestErasure', { leaderId: record, ground: 'OBJECTION' })).id;
    expect(await outcomeOf(one, 'decideErasure', refusing(own))).toBe('ERASURE_OF_ONESELF');
    expect(await outcomeOf(await account(), 'decideErasure', refusing(own))).toBe('Recorded');
  });

  it('is for no service account', async () => {
    const erasureId = (await system.record('requestErasure', { leaderId: await somebody(), ground: 'OBJECTION' })).id;
    const service = await system.as({ actor: { kind: 'service', id: randomUUID(), role: 'administrator' }, claims: ADMINISTRATOR });
    expect(await service.mutate('decideErasure', refusing(erasureId))).toMatchObject({ code: 'NEEDS_A_PERSON' });
  });

  it('is for another person than who asked in an older release, by the links that it recorded', async () => {
    const [one, used, victim] = [await account(), await somebody(), await somebody()];
    const [leaderId, identityId] = [uuidOf(used), randomUUID()];
    const own = (value: string, purpose: string) => seal({ subject: leaderId, purpose }, value);
    const stream = identitiesStream(0);
    await record<IdentityEvent>(new LinkIdentity(older(randomUUID()), { leaderId, issuer: '', subject: '', reason: '' }), stream, {
      type: 'IdentityLinked',
      data: { identityId, leaderId, issuer: own(DEVELOPMENT_ISSUER, 'account'), subject: own(one.subject, 'identity'), reason: own('Theirs.', 'account') },
    });
    await system.projector.get(CommandBus).execute(new RequestErasure(older(used), { leaderId: uuidOf(victim), ground: 'OBJECTION' }));
    await record<IdentityEvent>(new UnlinkIdentity(older(randomUUID()), { identityId }), stream, {
      type: 'IdentityUnlinked',
      data: { identityId, leaderId, cause: 'REQUESTED' },
    });
    await system.settled();
    const { data } = await system.ask<{ at: { erasureRequests: { nodes: { id: string; leader: { id: string } }[] } } }>(
      '{ at { erasureRequests(first: 100) { nodes { id leader { id } } } } }',
    );
    const erasureId = data.at.erasureRequests.nodes.find(({ leader }) => leader.id === victim)?.id ?? '';
    expect(await outcomeOf(one, 'decideErasure', refusing(erasureId))).toBe('ERASURE_NEEDS_SECOND_PERSON');
    expect(await outcomeOf(await account(), 'decideErasure', refusing(erasureId))).toBe('Recorded');
  });
});

describe('figures unmasked', () => {
  const BOARD = [...ADMINISTRATOR, { role: 'board-member', scope: 'national' }] as const;
  const leave = (granteeId: string) => ({ granteeId, hours: 2, reason: 'Closed session.' });

  it('are granted and read by two people, however either was linked before, between or since', async () => {
    const one = await account(BOARD);
    const record = await somebody();
    // Nobody is linked yet: the grant is to a record of nobody's.
    const granted = await one.mutate('grantUnmaskedFigures', leave(record));
    if (granted.__typename === 'Refusal') throw new Error(granted.code);
    const identityId = await link(record, one);
    expect(await outcomeOf(one, 'readUnmaskedFigures', { grantId: granted.id })).toBe('UNMASKED_NEEDS_SECOND_PERSON');
    const second = await account(BOARD);
    await link(record, second);
    expect(await outcomeOf(second, 'readUnmaskedFigures', { grantId: granted.id })).toBe('UNMASKED_NEEDS_SECOND_PERSON');
    expect(await outcomeOf(second, 'grantUnmaskedFigures', leave(record))).toBe('UNMASKED_NEEDS_SECOND_PERSON');
    await unlink(identityId);
    expect(await outcomeOf(one, 'grantUnmaskedFigures', leave(record))).toBe('UNMASKED_NEEDS_SECOND_PERSON');
    const service = await system.as({ actor: { kind: 'service', id: randomUUID(), role: 'administrator' }, claims: ADMINISTRATOR });
    expect(await service.mutate('grantUnmaskedFigures', leave(record))).toMatchObject({ code: 'NEEDS_A_PERSON' });
    const fair = await system.record('grantUnmaskedFigures', leave(record));
    expect(await outcomeOf(second, 'readUnmaskedFigures', { grantId: fair.id })).toBe('Recorded');
  });
});

describe('an account', () => {
  it('is linked by nobody to a record that they use or used, nor one of their own to any record; and unlinked by nobody who has no other', async () => {
    const [own, other] = [await somebody(), await somebody()];
    const [one, second, stranger] = [await account(), await account(), await account()];
    expect(await outcomeOf(one, 'linkIdentity', linking(own, one))).toBe('OWN_ACCOUNT');
    const identityId = await link(own, one);
    expect(await outcomeOf(one, 'linkIdentity', linking(own, stranger))).toBe('OWN_RECORD');
    expect(await outcomeOf(one, 'unlinkIdentity', { identityId })).toBe('LAST_IDENTITY');
    await link(own, second);
    expect(await outcomeOf(one, 'linkIdentity', linking(other, second))).toBe('OWN_ACCOUNT');
    expect(await outcomeOf(one, 'unlinkIdentity', { identityId })).toBe('Recorded');
    expect(await outcomeOf(one, 'linkIdentity', linking(own, stranger))).toBe('OWN_RECORD');
    expect(await outcomeOf(one, 'linkIdentity', linking(other, one))).toBe('OWN_ACCOUNT');
    const welsh = await one.mutate('linkIdentity', linking(own, stranger), { 'accept-language': 'cy' });
    expect(welsh).toMatchObject({ message: expect.stringContaining('Nid oes neb yn penderfynu amdano’i hun') as string });
    const service = await system.as({ actor: { kind: 'service', id: randomUUID(), role: 'administrator' }, claims: ADMINISTRATOR });
    expect(await service.mutate('linkIdentity', linking(other, stranger))).toMatchObject({ code: 'NEEDS_A_PERSON' });
    expect(await outcomeOf(one, 'linkIdentity', linking(other, stranger))).toBe('Recorded');
  });

  it('of an administrator gives nobody’s rights to a record of theirs, by a delegation in another’s place', async () => {
    const [own, principal] = [await somebody(), await somebody()];
    const one = await account();
    const identityId = await link(own, one);
    const delegation = { principalId: principal, deputyId: own, roles: ['LEADER'], authority: 'READING', endsOn: '2099-12-31', reason: 'Away.' };
    expect(await outcomeOf(one, 'grantDelegation', delegation)).toBe('DELEGATION_TO_ONESELF');
    await unlink(identityId);
    expect(await outcomeOf(one, 'grantDelegation', delegation)).toBe('DELEGATION_TO_ONESELF');
    expect(await outcomeOf(await account(), 'grantDelegation', delegation)).toBe('Recorded');
  });

  it('of an administrator acts in nobody’s name by what they granted to a record that they were linked to since', async () => {
    const [own, principal] = [await somebody(), await somebody()];
    const [one, other] = [await account(), await account()];
    const delegation = { principalId: principal, deputyId: own, roles: ['LEADER'], authority: 'READING', reason: 'Away.' };
    const granted = async (by: Account, endsOn: string) => {
      const outcome = await by.mutate('grantDelegation', { ...delegation, endsOn });
      if (outcome.__typename === 'Refusal') throw new Error(outcome.code);
      return outcome.id;
    };
    const [byThemselves, byAnother] = [await granted(one, '2099-12-30'), await granted(other, '2099-12-31')];
    await link(own, one);
    const inTheirName = async (id: string) => {
      const { status, codes } = await one.ask('{ viewer { id } }', {}, { 'on-behalf-of': id });
      return [status, codes];
    };
    expect(await inTheirName(byThemselves)).toEqual([403, ['DELEGATION_TO_ONESELF']]);
    expect(await inTheirName(byAnother)).toEqual([200, []]);
  });
});

describe('decisions at the same time', () => {
  it('leave nobody without an account who ends both of theirs', async () => {
    for (let turn = 0; turn < 3; turn++) {
      const own = await somebody();
      const [one, second] = [await account(), await account()];
      const links = [await link(own, one), await link(own, second)];
      const outcomes = await Promise.all(links.map((identityId) => outcomeOf(one, 'unlinkIdentity', { identityId })));
      expect(outcomes.sort()).toEqual(['LAST_IDENTITY', 'Recorded']);
    }
  });

  it('never both hold a person and approve their erasure', async () => {
    const [one, second] = [await account(), await account()];
    for (let turn = 0; turn < 5; turn++) {
      const leaderId = await somebody();
      const erasureId = await requestedBy(await account(), leaderId);
      const outcomes = await Promise.all([
        outcomeOf(one, 'placeHold', { leaderId, reason: 'INQUIRY' }),
        outcomeOf(second, 'decideErasure', { erasureId, approved: true, responsibilitiesKnown: true }),
      ]);
      expect([
        ['Recorded', 'ERASURE_HELD'],
        ['ERASURE_UNDER_WAY', 'Recorded'],
        ['LEADER_ERASED', 'Recorded'],
      ]).toContainEqual(outcomes);
    }
  });
});

describe('a panel’s judgement', () => {
  it('is of others: neither who judges nor in whose name it is done may be the applicant, by whichever record', async () => {
    const cohortId = await journeys.openCohort();
    const [member, deputy] = [await journeys.leader(), await journeys.leader()];
    await system.record('appointSelectionPanelMember', { cohortId, personId: member.leaderId, effectiveOn: APPLIED });
    const { id: delegation } = await system.record('grantDelegation', {
      principalId: member.leaderId,
      deputyId: deputy.leaderId,
      roles: ['PANEL_MEMBER'],
      authority: 'ACTING',
      endsOn: '2099-12-31',
      reason: 'Away.',
    });
    const applied = async (applicant: { readonly leaderId: string; readonly assignmentId: string }) =>
      (await system.record('applyForCohort', { cohortId, ...applicant, effectiveOn: APPLIED })).id;
    const [ofMember, ofDeputy, ofAnother] = [await applied(member), await applied(deputy), await journeys.applied(cohortId)];
    // Somebody says that the member has a second record, which has applied.
    const second = await journeys.leader();
    const ofSecond = await applied(second);
    await system.record('mergeLeaders', { leaderId: member.leaderId, mergedId: second.leaderId, reason: 'One person.' });
    await system.settled();
    const asking = (of: { readonly leaderId: string }) => system.as({ actor: { kind: 'person', id: uuidOf(of.leaderId), role: 'leader' }, claims: [] });
    const [they, inTheirName] = [await asking(member), await asking(deputy)];
    const judged = async (by: System, enrolmentId: string, headers?: Record<string, string>) =>
      codeOf(await by.mutate('screenApplicant', { enrolmentId, eligible: true, effectiveOn: APPLIED }, headers));
    const on = { 'on-behalf-of': delegation };
    for (const own of [ofMember, ofSecond]) expect([await judged(they, own), await judged(inTheirName, own, on)]).toEqual(['OWN_RECORD', 'OWN_RECORD']);
    expect(await judged(inTheirName, ofDeputy, on)).toBe('OWN_RECORD');
    expect(await judged(inTheirName, ofAnother, on)).toBe('Recorded');
    expect(await judged(they, ofDeputy)).toBe('Recorded');
    // An administrator who has applied is told the same.
    const administrator = await system.as({ ...anAdministrator(), actor: { kind: 'person', id: uuidOf(second.leaderId), role: 'administrator' } });
    expect(await judged(administrator, ofSecond)).toBe('OWN_RECORD');
  });

  it('is as little theirs who run the programme: they take nobody further who they are', async () => {
    const cohortId = await journeys.openCohort();
    const lead = await journeys.leader();
    await system.record('appointProgrammeLead', { programmeId: journeys.ground.programmeId, personId: lead.leaderId, effectiveOn: APPLIED });
    const { id: enrolmentId } = await system.record('applyForCohort', { cohortId, ...lead, effectiveOn: APPLIED });
    const sessionId = await journeys.session(cohortId, 60);
    const targetCohortId = await journeys.openCohort();
    await system.settled();
    const they = await system.as({ actor: { kind: 'person', id: uuidOf(lead.leaderId), role: 'leader' }, claims: [] });
    const further: Readonly<Record<string, object>> = {
      enrolLeader: {},
      recordAttendance: { sessionId, minutes: 60 },
      recordStudyHours: { minutes: 60 },
      interruptEnrolment: {},
      resumeEnrolment: {},
      deferEnrolment: { targetCohortId },
      transferEnrolment: { targetCohortId },
    };
    for (const [mutation, more] of Object.entries(further))
      expect([mutation, codeOf(await they.mutate(mutation, { enrolmentId, ...more, effectiveOn: APPLIED }))]).toEqual([mutation, 'OWN_RECORD']);
    // What is for applicants themselves to say remains theirs.
    expect(codeOf(await they.mutate('withdrawEnrolment', { enrolmentId, effectiveOn: APPLIED }))).toBe('Recorded');
  });
});
