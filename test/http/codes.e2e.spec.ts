import { randomUUID } from 'node:crypto';
import { CommandBus } from '@nestjs/cqrs';
import { parseNodeId } from '@app/graphql-kit';
import type { CommandMeta } from '@app/kernel';
import { RegisterOrganisation } from '@app/organisation/commands';
import { type Outcome, startSystem, type System } from '../support/system.js';

const DAY = '2020-01-01';
const trust = { code: 'example-trust', name: { en: 'Example Trust' }, sector: 'NHS', nation: 'ENGLAND', effectiveOn: DAY };
const programme = { code: 'example', name: { en: 'Example' }, nation: 'WALES', level: 'MID', provider: 'Example', effectiveOn: DAY };
const refused = (code: string, field: string) => expect.objectContaining({ __typename: 'Refusal', code, field });
const idOf = (outcome: Outcome) => (outcome.__typename === 'Recorded' ? (parseNodeId(outcome.id)?.id ?? '') : outcome.code);
const typesOf = (outcome: Outcome) => (outcome.__typename === 'Recorded' ? outcome.receipt.eventTypes : outcome.code);

describe('a code', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem();
  });
  afterAll(() => system.stop());
  const codes = async (field: string, code: string) => {
    await system.settled();
    const { data } = await system.ask<{ at: Record<string, { nodes: { id: string }[] }> }>(
      `query ($code: String) { at { found: ${field}(first: 10, code: $code) { nodes { id } } } }`,
      { code },
    );
    return data.at['found']?.nodes.length;
  };

  it.each(['Bad Code!', 'UPPER', 'two--hyphens', '-first', 'last-', 'with space', 'ŵ', '', 'x'.repeat(81)])('is no code: %j', async (code) => {
    expect(await system.mutate('registerOrganisation', { ...trust, code })).toEqual(refused('INVALID_INPUT', 'code'));
    expect(await system.mutate('publishProgramme', { ...programme, code })).toEqual(refused('INVALID_INPUT', 'code'));
  });

  it('stands for one organisation in its nation: the same again is the same, another is refused', async () => {
    const first = await system.record('registerOrganisation', trust);
    const again = await system.record('registerOrganisation', trust);
    expect([again.id, again.receipt.eventTypes]).toEqual([first.id, []]);
    const { parentId: _none, ...other } = { ...trust, parentId: undefined, name: { en: 'Another' } };
    expect(await system.mutate('registerOrganisation', other)).toEqual(refused('ORGANISATION_ALREADY_REGISTERED', 'code'));
    await system.settled();
    expect(await system.mutate('registerOrganisation', other)).toEqual(refused('ORGANISATION_ALREADY_REGISTERED', 'code'));
    expect(await codes('organisations', trust.code)).toBe(1);
  });

  it('may stand for another in another nation, once', async () => {
    await system.record('registerOrganisation', { ...trust, code: 'shared', nation: 'SCOTLAND' });
    await system.settled();
    const welsh = { ...trust, code: 'shared', nation: 'WALES' };
    const { id } = await system.record('registerOrganisation', welsh);
    expect(await system.mutate('registerOrganisation', welsh)).toMatchObject({ __typename: 'Recorded', id, receipt: { eventTypes: [] } });
    expect(await codes('organisations', 'shared')).toBe(2);
  });

  it('goes on meaning, where a sign-in names it bare, the organisation that had it first', async () => {
    const claiming = async (code: string) => {
      const claims = [{ role: 'talent-partner', scope: { organisations: [code] } }] as const;
      const partner = await system.as({ actor: { kind: 'person', id: randomUUID(), role: 'talent-partner' }, claims });
      // Whether this code gives them the one or the other: what they may open a post with.
      const may = async (organisationId: string) => {
        const { leaderId } = { leaderId: (await system.record('registerLeader', { legalName: 'A B', sortName: 'B, A', language: 'EN' })).id };
        await system.settled();
        const post = { leaderId, organisationId, post: 'Nurse', wtePercent: 100, basis: 'SUBSTANTIVE' };
        return (await partner.mutate('startAssignment', post)).__typename === 'Recorded';
      };
      return { first: await may(first), second: await may(second) };
    };
    const [scottish, welsh] = (['SCOTLAND', 'WALES'] as const).map((nation) => ({ ...trust, code: 'taken-elsewhere', nation }));
    const first = (await system.record('registerOrganisation', scottish ?? {})).id;
    await system.settled();
    const second = (await system.record('registerOrganisation', welsh ?? {})).id;
    await system.settled();
    expect(await claiming('taken-elsewhere')).toEqual({ first: true, second: false });
    expect(await claiming('SCOTLAND:taken-elsewhere')).toEqual({ first: true, second: false });
    expect(await claiming('WALES:taken-elsewhere')).toEqual({ first: false, second: true });
  });

  it('stands for one where two are registered at once', async () => {
    const at = await Promise.all(['One', 'Other'].map((en) => system.mutate('registerOrganisation', { ...trust, code: 'raced', name: { en } })));
    expect(at.map(typesOf).map(String).sort()).toEqual(['ORGANISATION_ALREADY_REGISTERED', 'OrganisationRegistered']);
    expect(await codes('organisations', 'raced')).toBe(1);
  });

  it('stands for the organisation that was registered with it before codes made ids, also where it is no code by now', async () => {
    const organisationId = randomUUID();
    const meta: CommandMeta = {
      ...{ commandId: randomUUID(), correlationId: randomUUID(), effectiveOn: DAY, now: new Date().toISOString(), today: '2026-01-01' },
      actor: { kind: 'service', id: 'earlier', role: 'administrator' },
    };
    const { effectiveOn: _day, ...content } = { ...trust, code: 'earlier', sector: 'NHS' as const, nation: 'ENGLAND' as const };
    await system.api.get(CommandBus, { strict: false }).execute(new RegisterOrganisation(meta, { ...content, organisationId }));
    await system.settled();
    const again = await system.mutate('registerOrganisation', { ...trust, code: 'earlier' });
    expect([idOf(again), typesOf(again)]).toEqual([organisationId, []]);
    expect(await system.mutate('registerOrganisation', { ...trust, code: 'earlier', name: { en: 'Another' } })).toEqual(
      refused('ORGANISATION_ALREADY_REGISTERED', 'code'),
    );
  });

  it('stands for one programme, and never changes', async () => {
    const { id } = await system.record('publishProgramme', programme);
    expect(await system.mutate('publishProgramme', programme)).toMatchObject({ id, receipt: { eventTypes: [] } });
    expect(await system.mutate('publishProgramme', { ...programme, level: 'SENIOR' })).toEqual(refused('PROGRAMME_ALREADY_PUBLISHED', 'code'));
    expect(await system.mutate('reviseProgramme', { ...programme, programmeId: id, code: 'renamed' })).toEqual(refused('PROGRAMME_CODE_FIXED', 'code'));
    expect(await codes('programmes', programme.code)).toBe(1);
  });
});

describe('what is said again', () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem();
  });
  afterAll(() => system.stop());

  it('is recorded once in the same words, and refused in others: nothing is dropped', async () => {
    const { id: organisationId } = await system.record('registerOrganisation', trust);
    const closing = { organisationId, effectiveOn: '2021-01-01' };
    expect((await system.record('closeOrganisation', closing)).receipt.eventTypes).toEqual(['OrganisationClosed']);
    expect((await system.record('closeOrganisation', closing)).receipt.eventTypes).toEqual([]);
    expect((await system.record('closeOrganisation', { organisationId })).receipt.eventTypes).toEqual([]);
    const other = await system.mutate('closeOrganisation', { ...closing, effectiveOn: '2022-01-01' }, { 'accept-language': 'cy' });
    expect(other).toEqual(refused('ALREADY_RECORDED_OTHERWISE', 'effectiveOn'));
    expect(other).toMatchObject({ message: expect.stringContaining('2021-01-01') });
  });
});
