import { createApi } from '@app/api';
import { DEVELOPMENT_ISSUER } from '@app/development-provider';
import { derivedId } from '@app/kernel';
import { Erasing } from '@app/privacy';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import { Journeys } from '../support/journey.js';
import { mergedByTwo } from '../support/merging.js';
import { startSystem, type System } from '../support/system.js';
import { codeOf, uuidOf, visitor } from './support/visitor.js';

const ME = '{ viewer { id roles leader { id identities { id issuer { value } subject { value } linkedOn } } } }';
const REASON = 'Seen with their badge.';

let system: System;
let other: NestFastifyApplication;
let journeys: Journeys;
beforeAll(async () => {
  system = await startSystem();
  other = await createApi({ ...system.options, dataDir: system.dataDir, production: false, logLevel: 'silent' });
  await other.listen(0, '127.0.0.1');
  journeys = await Journeys.prepare(system);
});
afterAll(async () => {
  await other.close();
  await system.stop();
});

const somebody = async () => (await journeys.leader()).leaderId;
const subjectOf = () => `subject-${randomUUID()}`;
const linking = (leaderId: string, subject: string) => ({ leaderId, issuer: DEVELOPMENT_ISSUER, subject, reason: REASON });
const link = (leaderId: string, subject: string) => system.record('linkIdentity', linking(leaderId, subject));

describe('an identity', () => {
  it('signs in the person whom it is linked to, who may have several', async () => {
    const [ann, first, second] = [await somebody(), subjectOf(), subjectOf()];
    const [one, two] = [await visitor(system, first), await visitor(system, second)];
    const before = await one.ask(ME);
    expect([before.status, before.codes]).toEqual([403, ['NO_ROLE']]);
    const { id } = await link(ann, first);
    await link(ann, second);
    await system.settled();
    for (const signedIn of [one, two]) {
      const { data } = await signedIn.ask(ME);
      expect(data).toMatchObject({ viewer: { id: uuidOf(ann), roles: ['LEADER'], leader: { id: ann } } });
    }
    const { data } = (await one.ask(ME)) as unknown as { data: { viewer: { leader: { identities: { id: string; subject: { value: string } }[] } } } };
    const { identities } = data.viewer.leader;
    expect(identities.map(({ subject }) => subject.value).sort()).toEqual([first, second].sort());
    expect(identities).toContainEqual(expect.objectContaining({ id, issuer: { value: DEVELOPMENT_ISSUER } }));
  });

  it('belongs to one person alone, and that is said in either language', async () => {
    const [ann, bob, subject] = [await somebody(), await somebody(), subjectOf()];
    await link(ann, subject);
    const messages = await Promise.all(
      ['en', 'cy'].map(async (language) => {
        const refused = await system.mutate('linkIdentity', linking(bob, subject), { 'accept-language': language });
        expect(refused).toMatchObject({ code: 'IDENTITY_LINKED_TO_ANOTHER', field: 'subject' });
        return refused.__typename === 'Refusal' ? refused.message : '';
      }),
    );
    expect(messages[0]).toMatch(/belongs to one person alone/);
    expect(messages[1]).toMatch(/i un person yn unig/);
    expect((await link(ann, subject)).receipt.eventIds).toEqual([]);
    const signedIn = await visitor(system, subject);
    expect((await signedIn.ask('{ viewer { id } }')).data).toEqual({ viewer: { id: uuidOf(ann) } });
  });

  it('is one person’s, also where two are linked to it at once, by whichever process', async () => {
    const people = await Promise.all([somebody(), somebody(), somebody()]);
    const administrators = [
      await visitor(system, 'sample-administrator', { claims: [{ role: 'administrator', scope: 'national' }] }),
      await visitor(system, 'sample-administrator', { api: other, claims: [{ role: 'administrator', scope: 'national' }] }),
    ];
    for (let turn = 0; turn < 10; turn++) {
      const subject = subjectOf();
      const outcomes = await Promise.all(
        people.flatMap((leaderId) => administrators.map((administrator) => administrator.mutate('linkIdentity', linking(leaderId, subject)))),
      );
      const linked = outcomes.filter((outcome) => outcome.__typename === 'Recorded' && outcome.receipt.eventIds.length > 0);
      expect(linked).toHaveLength(1);
      // The others of the same person find it linked; those of the other two are refused.
      expect(outcomes.map(codeOf).filter((code) => code === 'IDENTITY_LINKED_TO_ANOTHER')).toHaveLength(4);
    }
  });

  it('is nobody’s any more from the next request on, in every process', async () => {
    const [ann, subject] = [await somebody(), subjectOf()];
    const { id } = await link(ann, subject);
    const visitors = [await visitor(system, subject), await visitor(system, subject, { api: other })];
    for (const one of visitors) expect((await one.ask('{ viewer { id } }')).data).toEqual({ viewer: { id: uuidOf(ann) } });
    expect((await system.record('unlinkIdentity', { identityId: id, reason: 'A mistake.' })).receipt.eventTypes).toEqual(['IdentityUnlinked']);
    await system.settled();
    for (const one of visitors) expect((await one.ask('{ viewer { id } }')).codes).toEqual(['NO_ROLE']);
    expect(codeOf(await system.mutate('unlinkIdentity', { identityId: id }))).toBe('IDENTITY_NOT_FOUND');
    await link(await somebody(), subject);
    await system.settled();
    for (const one of visitors) expect((await one.ask('{ viewer { id } }')).codes).toEqual([]);
  });

  it('is linked by an administrator alone; a person gives up their own, and nobody else’s', async () => {
    const [ann, bob, own, theirs] = [await somebody(), await somebody(), subjectOf(), subjectOf()];
    const [{ id: mine }, { id: not }] = [await link(ann, own), await link(bob, theirs)];
    await system.settled();
    const one = await visitor(system, own);
    expect(codeOf(await one.mutate('linkIdentity', linking(ann, subjectOf())))).toBe('NOT_PERMITTED');
    expect(codeOf(await one.mutate('linkIdentity', linking(ann, theirs)))).toBe('NOT_PERMITTED');
    expect(codeOf(await one.mutate('unlinkIdentity', { identityId: not }))).toBe('IDENTITY_NOT_FOUND');
    // Not the only one by which they sign in: that is for an administrator.
    expect(codeOf(await one.mutate('unlinkIdentity', { identityId: mine }))).toBe('LAST_IDENTITY');
    await link(ann, subjectOf());
    expect(codeOf(await one.mutate('unlinkIdentity', { identityId: mine }))).toBe('Recorded');
    expect((await one.ask('{ viewer { id } }')).codes).toEqual(['NO_ROLE']);
  });

  it('is refused for nobody, without a reason, and with a whole token for a subject', async () => {
    const nobody = 'd0000000-0000-4000-8000-000000000000';
    expect(codeOf(await system.mutate('linkIdentity', linking(nobody, subjectOf())))).toBe('LEADER_NOT_FOUND');
    expect(codeOf(await system.mutate('linkIdentity', { ...linking(await somebody(), subjectOf()), reason: ' ' }))).toBe('INVALID_INPUT');
    expect(codeOf(await system.mutate('linkIdentity', linking(await somebody(), 'x'.repeat(256))))).toBe('IDENTITY_MALFORMED');
  });

  it('is sealed wherever it is stored, and no name of a stream tells of it', async () => {
    const [ann, subject] = [await somebody(), subjectOf()];
    await link(ann, subject);
    await system.settled();
    const { database } = system.database;
    const { rows: tables } = await database.query<{ name: string }>(
      "select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') and has_table_privilege(quote_ident(schemaname) || '.' || quote_ident(tablename), 'select')",
    );
    for (const { name } of tables) {
      const { rows } = await database.query<{ found: number }>(`select count(*)::int as found from ${name} as row where strpos(row::text, $1) > 0`, [subject]);
      expect([name, rows[0]?.found]).toEqual([name, 0]);
    }
  });
});

describe('whoever has two records', () => {
  it('signs in by either as the one that goes on, until they turn out to be two people', async () => {
    const [ann, other, subject] = [await somebody(), await somebody(), subjectOf()];
    await link(other, subject);
    await system.settled();
    const one = await visitor(system, subject);
    const whoever = async () => (await one.ask('{ viewer { id } }')).data;
    expect(await whoever()).toEqual({ viewer: { id: uuidOf(other) } });
    await mergedByTwo(system, ann, other);
    await system.settled();
    expect(await whoever()).toEqual({ viewer: { id: uuidOf(ann) } });
    await system.record('undoLeaderMerge', { leaderId: ann, mergedId: other, reason: 'Two of one name.' });
    await system.settled();
    expect(await whoever()).toEqual({ viewer: { id: uuidOf(other) } });
  });
});

describe('whoever was erased', () => {
  it('signs in no more: their links end, nothing of them can be read, and the identity is free', async () => {
    const second = await system.as({
      actor: { kind: 'person', id: randomUUID(), role: 'administrator' },
      claims: [{ role: 'administrator', scope: 'national' }],
    });
    const [ann, subject] = [await somebody(), subjectOf()];
    const linked = await link(ann, subject);
    const one = await visitor(system, subject, { api: other });
    expect((await one.ask('{ viewer { id } }')).data).toEqual({ viewer: { id: uuidOf(ann) } });
    const { id: erasureId } = await system.record('requestErasure', { leaderId: ann, ground: 'OBJECTION' });
    await second.record('decideErasure', { erasureId, approved: true });
    const { data } = await system.eventually(
      () =>
        system.ask<{ node: { status: string; certificate: { document: string; found: object[] } | null } | null }>(
          'query ($id: ID!) { node(id: $id) { ... on ErasureRequest { status certificate { document found { table } } } } }',
          { id: erasureId },
        ),
      (answer) => answer.data.node?.status === 'COMPLETED',
    );
    await system.settled();
    expect((await one.ask('{ viewer { id } }')).codes).toEqual(['NO_ROLE']);
    const { rows } = await system.database.database.query<{ type: string; cause: string | null }>(
      "select type, data ->> 'cause' as cause from es.events where stream = $1 and data ->> 'identityId' = $2 order by revision",
      [linked.receipt.stream, uuidOf(linked.id)],
    );
    expect(rows).toEqual([
      { type: 'IdentityLinked', cause: null },
      { type: 'IdentityUnlinked', cause: 'ERASED' },
    ]);
    const { fieldsUnreadable, scan } = JSON.parse(data.node?.certificate?.document ?? '{}') as { fieldsUnreadable: object[]; scan: { clean: boolean } };
    for (const path of ['issuer', 'subject', 'reason']) expect(fieldsUnreadable).toContainEqual({ type: 'IdentityLinked', path, count: 1 });
    expect(scan.clean).toBe(true);
    expect(codeOf(await system.mutate('linkIdentity', linking(ann, subjectOf())))).toBe('LEADER_ERASED');
    const bob = await somebody();
    await link(bob, subject);
    expect((await one.ask('{ viewer { id } }')).data).toEqual({ viewer: { id: uuidOf(bob) } });
  });
});

describe('the language of an answer', () => {
  it('is the one that the person has on record, else the one that is claimed of them, else the one that the request prefers', async () => {
    const { id: welsh } = await system.record('registerLeader', {
      legalName: 'Siân Penri',
      sortName: 'Penri, Siân',
      language: 'CY',
      effectiveOn: '2020-01-01',
    });
    const [known, unknown] = [subjectOf(), subjectOf()];
    await link(welsh, known);
    const auditor = [{ role: 'auditor', scope: 'national' }] as const;
    const answered = async (subject: string, locale: string | undefined, asked: string) =>
      (
        await (
          await visitor(system, subject, { claims: auditor, ...(locale !== undefined && { locale }) })
        ).ask('{ __typename }', {}, { 'accept-language': asked })
      ).language;
    expect(await answered(known, 'en', 'en')).toBe('cy');
    expect(await answered(unknown, 'cy', 'en')).toBe('cy');
    expect(await answered(unknown, undefined, 'cy')).toBe('cy');
    expect(await answered(unknown, undefined, 'en')).toBe('en');
    await system.record('setLanguagePreference', { leaderId: welsh, language: 'EN' });
    await system.settled();
    expect(await answered(known, 'cy', 'cy')).toBe('en');
  });
});

describe('an identity that is linked to nobody', () => {
  it('acts under one id in every process, also after keys were destroyed, and nobody can tell by it who that was', async () => {
    const [subject, claims] = [subjectOf(), [{ role: 'auditor', scope: 'national' }] as const];
    const idIn = async (api: NestFastifyApplication) =>
      ((await (await visitor(system, subject, { api, claims })).ask('{ viewer { id } }')).data as unknown as { viewer: { id: string } }).viewer.id;
    const id = await idIn(system.api);
    expect(id).not.toBe(derivedId('c1f0a3f2-3c0b-4f6e-9a63-5b8f7c0d2e14', JSON.stringify([DEVELOPMENT_ISSUER, subject])));
    expect(await idIn(other)).toBe(id);
    await system.api.get(Erasing, { strict: false }).destroy({});
    const later = await createApi({ ...system.options, dataDir: system.dataDir, production: false, logLevel: 'silent' });
    try {
      await later.listen(0, '127.0.0.1');
      expect([await idIn(later), await idIn(system.api)]).toEqual([id, id]);
    } finally {
      await later.close();
    }
  });
});
