import { readRetentionRules, RetentionRun } from '@app/data-rights';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseNodeId } from '@app/graphql-kit';
import { createProjector } from '@app/projector';
import { openInstallation } from '@app/tracker';
import type { INestApplicationContext } from '@nestjs/common';
import { APPLIED, Journeys } from '../support/journey.js';
import { startSystem, type System } from '../support/system.js';

const uuid = (id: string): string => parseNodeId(id)?.id ?? id;
const RULES = `rules:
  - nation: SCOTLAND
    record: ENROLMENT
    keepMonths: 6
    authority: The board’s schedule of 2026
`;
const OPERATOR = { kind: 'system', id: 'operator', role: 'administrator' } as const;

describe('retention rules that are applied', () => {
  let system: System;
  let worker: INestApplicationContext;
  let ended: string;
  let onHold: string;
  let still: string;

  beforeAll(async () => {
    system = await startSystem();
    const journeys = await Journeys.prepare(system);
    const cohortId = await journeys.openCohort();
    const leaderOf = async (enrolmentId: string) =>
      (await system.ask<{ node: { leader: { id: string } } }>('query ($id: ID!) { node(id: $id) { ... on Enrolment { leader { id } } } }', { id: enrolmentId }))
        .data.node.leader.id;
    const enrolments = [await journeys.applied(cohortId), await journeys.applied(cohortId), await journeys.applied(cohortId)];
    const [first = '', second = ''] = enrolments;
    for (const enrolmentId of [first, second]) await system.record('withdrawEnrolment', { enrolmentId, reason: 'Moving to Aberdaron.', effectiveOn: APPLIED });
    await system.settled();
    [ended = '', onHold = '', still = ''] = await Promise.all(enrolments.map(leaderOf));
    await system.record('placeHold', { leaderId: onHold, reason: 'INQUIRY' });
    worker = await createProjector({ ...system.options, retention: readRetentionRules(RULES, 'rules.yaml'), logLevel: 'silent' });
  });
  afterAll(async () => {
    await worker.close();
    await system.stop();
  });

  const texts = async (leaderId: string) =>
    (
      await system.ask<{ at: { enrolments: { nodes: { timeline: { nodes: { text: { value: string | null; state: string } | null }[] } }[] } } }>(
        'query ($leader: ID!) { at { enrolments(first: 1, leader: $leader) { nodes { timeline(first: 100) { nodes { text { value state } } } } } } }',
        { leader: leaderId },
      )
    ).data.at.enrolments.nodes.flatMap(({ timeline }) => timeline.nodes.flatMap(({ text }) => (text ? [text.state] : [])));

  it('are none where none is configured, and everything is kept', async () => {
    const { data } = await system.ask<{ retention: { nation: string; record: string; keepMonths: number | null }[] }>(
      '{ retention { nation record keepMonths authority } }',
    );
    expect(data.retention.length).toBeGreaterThan(10);
    expect(data.retention.every(({ keepMonths }) => keepMonths === null)).toBe(true);
    expect((await system.projector.get(RetentionRun, { strict: false }).find()).flatMap(({ expired }) => expired)).toEqual([]);
  });

  it('stop the start where they are wrong, and say what is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rules-'));
    const file = join(folder, 'rules.yaml');
    await writeFile(file, 'rules:\n  - nation: WALES\n    record: ENROLMENT\n    keepMonths: some\n');
    const start = (path: string) => openInstallation({ DATABASE_URL: 'postgresql://nowhere', DATA_DIR: folder, RETENTION_RULES: path }, { share: true });
    await expect(start(file)).rejects.toThrow(/rules\.yaml:2: keepMonths: .+\n.+rules\.yaml:2: authority/);
    await expect(start(join(folder, 'absent'))).rejects.toThrow('RETENTION_RULES');
    await rm(folder, { recursive: true });
  });

  it('are listed first, with who is on hold, and destroy nothing by that', async () => {
    const found = await worker.get(RetentionRun, { strict: false }).find();
    expect(found.find(({ record }) => record === 'ENROLMENT')).toEqual({
      record: 'ENROLMENT',
      expired: [{ leaderId: uuid(ended), keys: [{ keyId: expect.any(String) as string, purpose: 'enrolment' }] }],
      held: [{ leaderId: uuid(onHold), reason: 'INQUIRY' }],
    });
    expect(found.filter(({ record }) => record !== 'ENROLMENT').flatMap(({ expired }) => expired)).toEqual([]);
    expect(await texts(ended)).toEqual(['OPEN', 'OPEN']);
  });

  it('make what was written unreadable, and record by which rule and authority, and what', async () => {
    const run = worker.get(RetentionRun, { strict: false });
    const { runs, erasures } = await run.apply(await run.find(), OPERATOR);
    expect([runs.length, erasures]).toEqual([1, 0]);
    await system.eventually(
      () => run.statusOf(runs[0] ?? ''),
      (status) => status === 'applied',
    );
    const { rows } = await system.database.database.query<{ data: object }>("select data from es.events where type = 'RetentionApplied'");
    expect(rows.map(({ data }) => data)).toEqual([
      {
        runId: runs[0],
        record: 'ENROLMENT',
        rules: [{ nation: 'SCOTLAND', record: 'ENROLMENT', keepMonths: 6, authority: 'The board’s schedule of 2026' }],
        leaderIds: [uuid(ended)],
        keys: 1,
        keyEncryptionKeys: [expect.any(String)],
        unreadable: [
          { type: 'ApplicationSubmitted', path: 'statement', count: 1 },
          { type: 'EnrolmentWithdrawn', path: 'reason', count: 1 },
        ],
      },
    ]);
    expect(await texts(ended)).toEqual(['ERASED', 'ERASED']);
    expect(await texts(onHold)).toEqual(['OPEN', 'OPEN']);
    expect(await texts(still)).toEqual(['OPEN']);
    const { data } = await system.ask('query ($id: ID!) { node(id: $id) { ... on Leader { name { state } } } }', { id: ended });
    expect(data).toEqual({ node: { name: { state: 'OPEN' } } });
    expect((await run.find()).flatMap(({ expired }) => expired)).toEqual([]);
  });

  it('and an erasure wait for a hold to be lifted', async () => {
    const { id: erasureId } = await system.record('requestErasure', { leaderId: onHold, ground: 'OBJECTION' });
    const second = await system.as({
      actor: { kind: 'person', id: '77777777-7777-4777-8777-777777777777', role: 'administrator' },
      claims: [{ role: 'administrator', scope: 'national' }],
    });
    expect(await second.mutate('decideErasure', { erasureId, approved: true })).toMatchObject({ code: 'ERASURE_HELD' });
    await system.record('liftHold', { leaderId: onHold });
    expect(await second.mutate('decideErasure', { erasureId, approved: true })).toMatchObject({ __typename: 'Recorded' });
  });
});
