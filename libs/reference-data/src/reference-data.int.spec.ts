import { testDatabase, type TestDatabase } from '@app/database/testing';
import { EVENT_STORE, type EventStore, type Log, LOG, StreamForeign } from '@app/event-store';
import { keyOf } from '@app/feature';
import type { Command, Receipt } from '@app/kernel';
import { metaFor } from '@app/kernel/testing';
import { CloseOrganisation, organisationIdOf, RenameOrganisation } from '@app/organisation/commands';
import { LocalMasterKey } from '@app/privacy';
import { ProcessRunner } from '@app/process-manager';
import { RegisterReasonCode, RenameReasonCode, RetireReasonCode } from '@app/reason/commands';
import { catalogueOf, generateHistory, loadPacks, type Pack, readPacks, runSteps, shippedPacks, statusFrom, type Step } from '@app/reference-data';
import { features, migrations, TrackerModule } from '@app/tracker';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus } from '@nestjs/cqrs';
import { randomBytes, randomUUID } from 'node:crypto';

const TODAY = '2026-11-22';
const NOW = `${TODAY}T09:00:00.000Z`;

/** Everything that can happen but a lapse: that takes days of real time. */
const TURNS = [
  ...['AssignmentStarted', 'AssignmentEnded', 'CohortOpened', 'SessionScheduled', 'CohortCancelled'],
  ...[
    'ApplicationSubmitted',
    'NominationMade',
    'ApplicationEndorsed',
    'ApplicantFoundEligible',
    'ApplicantFoundIneligible',
    'ApplicantShortlisted',
    'ApplicantNotSelected',
  ],
  ...[
    'PlaceHeld',
    'PlaceQueued',
    'PlacePromoted',
    'PlaceReleased',
    'QueueLeft',
    'PlaceOffered',
    'WaitlistJoined',
    'OfferAccepted',
    'OfferDeclined',
    'LeaderEnrolled',
  ],
  ...[
    'AttendanceRecorded',
    'StudyHoursRecorded',
    'EnrolmentInterrupted',
    'EnrolmentResumed',
    'EnrolmentDeferred',
    'EnrolmentTransferred',
    'EnrolmentWithdrawn',
  ],
  ...['EnrolmentClosedWithCohort', 'ProgrammeCompleted', 'ProgrammeNotCompleted', 'AwardGranted'],
];

let packs: readonly Pack[];
let testing: TestDatabase;
let tracker: INestApplicationContext;
let log: Log;
const execute = (command: Command): Promise<Receipt> => tracker.get(CommandBus).execute(command);
const load = (some: readonly Pack[]) => loadPacks(some, { execute, now: NOW, today: TODAY });

beforeAll(async () => {
  packs = await shippedPacks();
  testing = await testDatabase(migrations);
  const masterKey = new LocalMasterKey(randomBytes(32));
  tracker = await NestFactory.createApplicationContext(TrackerModule.forRoot({ database: testing, masterKey }), { logger: ['error'] });
  log = tracker.get<Log>(LOG);
});

afterAll(async () => {
  await tracker.close();
  await testing.drop();
});

/** How many events of each type were recorded after a position. */
async function recorded(after = 0n): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for await (const { type } of log.read({ after })) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

describe('loading the packs', () => {
  it('is no fault of a record where the store takes nothing for now: whoever starts then serves all the same', async () => {
    const foreign = new StreamForeign('organisation-1', { type: 'OrderPlaced', revision: 1n });
    await expect(loadPacks(packs, { execute: () => Promise.reject(foreign), now: NOW, today: TODAY })).rejects.toBe(foreign);
  });

  it('records every record once, however often they are loaded', async () => {
    const shares: number[] = [];
    const report = await loadPacks(packs, { execute, now: NOW, today: TODAY, onProgress: (done, total) => shares.push(done / total) });
    expect(report).toEqual({ organisations: 122, links: 22, programmes: 11, cohorts: 0, questionSets: 4, frameworks: 6, reasonCodes: 0 });
    expect(await recorded()).toEqual({
      OrganisationRegistered: 122,
      OrganisationsLinked: 22,
      ProgrammePublished: 11,
      QuestionSetPublished: 4,
      FrameworkVersionPublished: 6,
    });
    expect(shares.at(-1)).toBe(1);
    const head = await log.head();
    await load(packs);
    expect(await log.head()).toBe(head);
  });

  it('renames, moves and revises what a later edition says otherwise', async () => {
    const head = await log.head();
    const edition = packs.map((pack) => ({
      ...pack,
      version: '1.1.0',
      organisations: pack.organisations.map((record) =>
        record.code === 'velindre'
          ? { ...record, name: { en: 'Velindre Trust', cy: 'Ymddiriedolaeth Felindre' }, parent: 'social-care-wales', validFrom: '2026-10-01' }
          : record,
      ),
      programmes: pack.programmes.map((record) => (record.code === 'mary-seacole' ? { ...record, months: 7, validFrom: '2019-01-01' } : record)),
    }));
    await load(edition);
    expect(await recorded(head)).toEqual({ OrganisationRenamed: 1, OrganisationReparented: 1, ProgrammeRevised: 1 });
    const after = await log.head();
    await load(edition);
    expect(await log.head()).toBe(after);
  });

  it('never changes a framework’s version: what a later edition says otherwise is another one', async () => {
    const head = await log.head();
    const edition = (version: string) =>
      packs.map((pack) => ({
        ...pack,
        frameworks: pack.frameworks.map((record) => ({ ...record, published: { ...record.published, version, publisher: 'Another publisher' } })),
      }));
    await expect(load(edition('1.0.0'))).rejects.toMatchObject({ code: 'FRAMEWORK_VERSION_PUBLISHED', at: expect.stringContaining('frameworks.yaml:') });
    await load(edition('2.0.0'));
    expect(await recorded(head)).toEqual({ FrameworkVersionPublished: 6 });
    const after = await log.head();
    await load(edition('2.0.0'));
    await load(packs);
    expect(await log.head()).toBe(after);
  });

  it('opens the cohorts of a pack of one’s own', async () => {
    const head = await log.head();
    const text = `pack: ours
version: 1.0.0
title: { en: Ours }
date: 2026-11-22
sources: [{ id: plan, title: Plan, url: 'https://example.org/plan' }]
inherited: { publisher: Us, version: 1.0.0, source: plan, licence: ours }
cohorts:
  - { code: lftf-12, programme: leading-for-the-future, name: Cohort 12, capacity: 20, startsOn: 2027-01-11, endsOn: 2027-10-29, deliveryLanguage: ENGLISH, organisation: nhs-24 }
`;
    await load(readPacks([{ file: 'ours.yaml', text }], { organisations: ['nhs-24'], programmes: ['leading-for-the-future'] }));
    expect(await recorded(head)).toEqual({ CohortOpened: 1 });
  });
});

describe('a generated history', () => {
  const history = () => generateHistory({ catalogue: catalogueOf(packs), leaders: 200, seed: 'spec', today: TODAY, now: NOW });
  const run = (steps: Iterable<Step>) =>
    runSteps(steps, { execute, settle: () => tracker.get(ProcessRunner).settle(), statusOf: statusFrom(tracker.get<EventStore>(EVENT_STORE)) });
  function* first<T>(count: number, items: Iterable<T>): Iterable<T> {
    let left = count;
    for (const item of items) {
      if (left-- === 0) return;
      yield item;
    }
  }

  it('is recorded with every turn that an enrolment can take, also when it broke off and is taken up again', async () => {
    const head = await log.head();
    await run(first(2500, history()));
    await run(history());
    const counts = await recorded(head);
    expect(TURNS.filter((turn) => counts[turn] === undefined)).toEqual([]);
    expect(counts).toMatchObject({ LeaderRegistered: 200, CohortOpened: 18, CohortCancelled: 1 });
    expect(counts['PlaceHeld']).toBeGreaterThan(200);
  }, 300_000);

  it('is sealed under the keys that the record of processing says', async () => {
    const sealed = await testing.database.query<{ type: string; path: string; purpose: string }>(
      `select distinct type, split_part(value->>'bound', '/', 3) as path, purpose
       from es.events, jsonb_path_query(data::jsonb, '$.** ? (@.sealed == "v1")') as value join privacy.keys on key_id = (value->>'key')::uuid`,
    );
    const told = ({ type, path }: { type: string; path: string }) =>
      keyOf(features.all.find(({ eventTypes }) => eventTypes.versions.has(type))?.sealed ?? {}, type, path);
    expect(sealed.rows.filter((row) => row.purpose.replace(/-\d+$/, '') !== told(row))).toEqual([]);
    expect(sealed.rows.length).toBeGreaterThan(10);
  });

  it('records nothing when it is told again', async () => {
    const head = await log.head();
    await run(first(2500, history()));
    expect(await log.head()).toBe(head);
  }, 300_000);
});

// Last, since an installation that closed an organisation goes on without it.
describe('a pack of reasons', () => {
  const pack = (version: string, name: string) =>
    readPacks([
      {
        file: 'reasons.yaml',
        text: `pack: our-reasons
version: ${version}
title: { en: Our reasons }
date: 2026-11-22
sources: [{ id: us, title: Us, url: 'https://example.org/us' }]
inherited: { publisher: Us, version: ${version}, source: us, licence: ours }
reasonCodes:
  - { code: BOARD_DECISION, name: { en: ${name}, cy: Penderfyniad } }
`,
      },
    ]);

  it('registers them, once, and renames what a later edition calls otherwise', async () => {
    const head = await log.head();
    await load(pack('1.0.0', 'Decision'));
    await load(pack('1.0.0', 'Decision'));
    expect(await recorded(head)).toEqual({ ReasonCodeRegistered: 1 });
    await load(pack('1.1.0', 'Decided by the board'));
    expect(await recorded(head)).toEqual({ ReasonCodeRegistered: 1, ReasonCodeRenamed: 1 });
  });

  it('registers them although somebody foresaw the ids of its commands, and used them first', async () => {
    let foreseen: string | undefined;
    const head = await log.head();
    await loadPacks(pack('2.0.0', 'Decided otherwise'), {
      execute: async (command) => {
        if (foreseen === undefined) {
          foreseen = command.meta.commandId;
          const used = { ...metaFor({ commandId: foreseen }), now: NOW, today: TODAY };
          await execute(new RegisterReasonCode(used, { code: 'FORESEEN', name: { en: 'Foreseen', cy: 'Rhagweledig' } }));
        }
        return execute(command);
      },
      now: NOW,
      today: TODAY,
    });
    const commandIds: string[] = [];
    for await (const { meta } of log.read({ after: head })) commandIds.push(meta.commandId);
    expect(commandIds).toEqual([foreseen, expect.not.stringMatching(String(foreseen))]);
  });

  it('leaves those that the installation renamed before a pack came to be loaded, as it does with all that a pack tells', async () => {
    const named = { en: 'Ours', cy: 'Ein un ni' };
    const meta = { ...metaFor(), now: NOW, today: TODAY, effectiveOn: TODAY };
    const make = (commandId: string) => ({ ...meta, commandId });
    const registered = { code: 'ON_LOAN', name: { en: 'On loan', cy: 'Ar fenthyg' } };
    await execute(new RegisterReasonCode(make(randomUUID()), registered));
    await execute(new RenameReasonCode(make(randomUUID()), { code: 'ON_LOAN', name: named }));
    // This one comes with the product.
    await execute(new RenameReasonCode(make(randomUUID()), { code: 'RELOCATION', name: named }));
    const organisationId = organisationIdOf('velindre');
    await execute(new RenameOrganisation(make(randomUUID()), { organisationId, name: named }));
    // And this one is given no more.
    await execute(new RetireReasonCode(make(randomUUID()), { code: 'NO_VENUE' }));
    const closed = organisationIdOf('public-health-scotland');
    await execute(new CloseOrganisation(make(randomUUID()), { organisationId: closed }));
    const head = await log.head();
    const bundled = [
      { code: 'RELOCATION', name: { en: 'Moving away', cy: 'Symud i ffwrdd' } },
      { code: 'NO_VENUE', name: { en: 'No venue', cy: 'Dim lleoliad' } },
    ];
    const rest = { provenance: { pack: 'another', version: '1.0.0', publisher: 'Us', source: 'us', licence: 'ours' }, at: 'x:1', validFrom: TODAY };
    const reasonCodes = [registered, ...bundled].map((of) => ({ ...of, ...rest }));
    await load(packs.map((pack) => ({ ...pack, name: `another-${pack.name}`, reasonCodes })));
    expect(await recorded(head)).toEqual({});
    // Nor does it matter what another edition calls what was closed.
    const otherwise = { en: 'Called otherwise', cy: 'Enw arall' };
    await load(
      packs.map((pack) => ({
        ...pack,
        organisations: pack.organisations.map((record) => (organisationIdOf(record.code) === closed ? { ...record, name: otherwise } : record)),
      })),
    );
    expect(await recorded(head)).toEqual({});
  });
});
