import { frameworkIdOf } from '@app/framework/commands';
import { nodeId } from '@app/graphql-kit';
import { loadPacks, shippedPacks } from '@app/reference-data';
import { CommandBus } from '@nestjs/cqrs';
import { frameworkVersion } from '../support/frameworks.js';
import { type Recorded, type Refusal, startSystem, type System } from '../support/system.js';

const reasonCode = 'RECORDED_IN_ERROR';
const inWelsh = { 'accept-language': 'cy' };
const JANUARY = { effectiveOn: '2026-01-01' };
const JUNE = { effectiveOn: '2026-06-01' };

let system: System;
beforeAll(async () => (system = await startSystem()));
afterAll(() => system.stop());

const english = (en: string) => ({ en, cyMissing: 'NOT_FOUND' });
const attending = { code: 'attending', names: english('Attending') };
const helping = { code: 'helping', names: { en: 'Helping', cy: 'Helpu' } };
const listening = { code: 'listening', parentCode: 'attending', names: english('Listening') };
const version = (code: string, other: object = {}) => ({ ...frameworkVersion(code), elements: [attending, listening, helping], ...other });
const called = (code: string, name: string, element?: string) => ({
  frameworkId: nodeId('Framework', frameworkIdOf(code)),
  version: name,
  ...(element && { element }),
});

async function publish(code: string, other: object = {}): Promise<Recorded> {
  const recorded = await system.record('publishFrameworkVersion', { ...JANUARY, ...version(code, other) });
  await system.settled();
  return recorded;
}
async function record(mutation: string, input: object): Promise<Recorded> {
  const recorded = await system.record(mutation, input);
  await system.settled();
  return recorded;
}
const eventOf = ({ receipt }: Recorded): string => receipt.eventIds[0] ?? '';

const TEXT = '{ value language }';
const CONTENT = `version inForce usableFrom supersededFrom supersededBy { version } name ${TEXT} licenceNote ${TEXT} scaleOwner scale { code rank name ${TEXT} }
  elements(first: 10) { totalCount nodes { code name ${TEXT} welshMissing parent { code } children(first: 3) { nodes { code } } } }
  crosswalks(first: 3) { nodes { strength source from { code } to { code version { version } } } }`;

interface Element {
  readonly code: string;
  readonly name: object;
  readonly welshMissing: string | null;
  readonly parent: { readonly code: string } | null;
  readonly children: { readonly nodes: readonly { readonly code: string }[] };
}
interface Version {
  readonly version: string;
  readonly inForce: boolean;
  readonly supersededFrom: string | null;
  readonly supersededBy: { readonly version: string } | null;
  readonly elements: { readonly totalCount: number; readonly nodes: readonly Element[] };
  readonly scale: readonly { readonly code: string; readonly rank: number | null; readonly name: object }[];
  readonly crosswalks: { readonly nodes: readonly object[] };
}

/** The versions of a framework, the earliest first, at a moment. */
async function versions(code: string, moment = '', headers: Record<string, string> = {}): Promise<readonly Version[]> {
  const { data, errors } = await system.ask<{ at: { frameworks: { nodes: { versions: { nodes: Version[] } }[] } } }>(
    `query ($code: String) { at${moment} { frameworks(first: 1, code: $code) { nodes { versions(first: 3, orderBy: { by: USABLE_FROM }) { nodes { ${CONTENT} } } } } } }`,
    { code },
    headers,
  );
  expect(errors).toBeUndefined();
  return data.at.frameworks.nodes.flatMap((framework) => framework.versions.nodes);
}

describe('the frameworks that come with the product', () => {
  it('are read in Welsh, with what is English marked as such, and why; and the same said by a mutation is no other version', async () => {
    const packs = (await shippedPacks()).filter(({ frameworks }) => frameworks.length > 0);
    const bus = system.projector.get(CommandBus);
    await loadPacks(packs, { execute: (command) => bus.execute(command), now: system.clock.instant(), today: system.clock.today() });
    await system.settled();
    const { data } = await system.ask<{ at: { frameworks: { totalCount: number; nodes: object[] } } }>(
      `{ at { frameworks(first: 10, inForce: true, orderBy: { by: CODE }) { totalCount nodes { code welshMissing name ${TEXT} } } } }`,
      {},
      inWelsh,
    );
    expect(data.at.frameworks.totalCount).toBe(6);
    expect(data.at.frameworks.nodes[1]).toEqual({
      code: 'compassionate-leadership-principles',
      welshMissing: 'NOT_FOUND',
      name: { value: 'Compassionate Leadership Principles', language: 'en' },
    });
    const [profile] = await versions('leading-to-change-leadership-profile', '', inWelsh);
    expect(profile).toMatchObject({
      licenceNote: { language: 'cy' },
      scaleOwner: 'PRODUCT',
      scale: [{ name: { value: 'Heb ei arsylwi eto', language: 'cy' } }, {}, {}, {}],
      elements: { totalCount: 12 },
    });
    expect(profile?.elements.nodes[2]).toMatchObject({ parent: { code: 'ability' }, name: { language: 'en' }, welshMissing: 'NOT_KNOWN' });

    for (const { published } of packs.flatMap(({ frameworks }) => frameworks)) {
      const again = await system.record('publishFrameworkVersion', published);
      expect(again.receipt.eventIds).toEqual([]);
    }
  });
});

describe('a framework', () => {
  it('is read in Welsh, and what its publisher has in English alone is marked as English, with why', async () => {
    await publish('read-in-welsh');
    const [found] = await versions('read-in-welsh', '', inWelsh);
    expect(found).toMatchObject({
      name: { value: 'read-in-welsh', language: 'en' },
      licenceNote: { value: 'Enwau’n unig.', language: 'cy' },
      scaleOwner: 'PUBLISHER',
      scale: [
        { code: 'low', rank: 1, name: { value: 'Isel', language: 'cy' } },
        { code: 'high', rank: 2, name: { value: 'Uchel', language: 'cy' } },
      ],
    });
    expect(found?.elements.nodes.map(({ name, welshMissing }) => [name, welshMissing])).toEqual([
      [{ value: 'Attending', language: 'en' }, 'NOT_FOUND'],
      [{ value: 'Listening', language: 'en' }, 'NOT_FOUND'],
      [{ value: 'Helpu', language: 'cy' }, null],
    ]);
    const [inEnglish] = await versions('read-in-welsh');
    expect(inEnglish?.elements.nodes[2]?.name).toEqual({ value: 'Helping', language: 'en' });
  });

  it('has its elements as a tree, of any depth and in order', async () => {
    await publish('a-tree');
    const [found] = await versions('a-tree');
    expect(found?.elements).toMatchObject({
      totalCount: 3,
      nodes: [
        { code: 'attending', parent: null, children: { nodes: [{ code: 'listening' }] } },
        { code: 'listening', parent: { code: 'attending' }, children: { nodes: [] } },
        { code: 'helping', parent: null, children: { nodes: [] } },
      ],
    });
    const { data } = await system.ask<{ at: { frameworks: object } }>(
      `{ at { frameworks(first: 1, code: "a-tree") { nodes { versions(first: 1) { nodes {
        top: elements(first: 9, topLevel: true, orderBy: { by: NAME, direction: DESCENDING }) { nodes { code } }
        found: elements(first: 9, search: "lISt") { nodes { code } }
      } } } } } }`,
    );
    const found2 = { top: { nodes: [{ code: 'helping' }, { code: 'attending' }] }, found: { nodes: [{ code: 'listening' }] } };
    expect(data.at.frameworks).toEqual({ nodes: [{ versions: { nodes: [found2] } }] });
  });

  it('is rated on this product’s own scale, marked as such, where no scale is given', async () => {
    await publish('without-a-scale', { scale: null });
    expect((await versions('without-a-scale', '', inWelsh))[0]).toMatchObject({
      scaleOwner: 'PRODUCT',
      scale: [{ name: { value: 'Heb ei arsylwi eto', language: 'cy' } }, { code: 'developing' }, { code: 'consistent' }, { code: 'role-models', rank: 4 }],
    });
  });

  it('is found by its publisher, and by whether any of it is in force on a day', async () => {
    await publish('by-publisher', { publisher: 'A publisher of its own' });
    await publish('in-its-place', { publisher: 'A publisher of its own' });
    await record('supersedeFrameworkVersion', { ...called('by-publisher', '1.0'), by: called('in-its-place', '1.0'), ...JUNE });
    const found = async (moment: string, inForce: boolean) => {
      const { data } = await system.ask<{ at: { frameworks: { totalCount: number; nodes: { code: string }[] } } }>(
        `{ at${moment} { frameworks(first: 10, publisher: "A publisher of its own", inForce: ${inForce}, orderBy: { by: CODE }) { totalCount nodes { code } } } }`,
      );
      return [data.at.frameworks.totalCount, ...data.at.frameworks.nodes.map(({ code }) => code)];
    };
    expect(await found('(asOf: "2026-05-31")', true)).toEqual([2, 'by-publisher', 'in-its-place']);
    expect(await found('(asOf: "2026-06-01")', true)).toEqual([1, 'in-its-place']);
    expect(await found('(asOf: "2026-06-01")', false)).toEqual([1, 'by-publisher']);
    expect(await found('(asOf: "2025-12-31")', true)).toEqual([0]);
  });
});

describe('a version that is published', () => {
  it('never changes: a second one leaves it as it was at every moment, until the second takes its place from a day on', async () => {
    await publish('versioned');
    const [before] = await versions('versioned', '(asOf: "2026-05-01")');
    const second = { version: '2.0', elements: [helping], scale: null, ...JUNE };
    await publish('versioned', second);
    expect(await versions('versioned', '(asOf: "2026-05-01")')).toEqual([before]);
    const [first, other] = await versions('versioned', '(asOf: "2026-06-15")');
    expect(first).toEqual(before);
    expect(other).toMatchObject({ version: '2.0', inForce: true, elements: { totalCount: 1 } });

    await record('supersedeFrameworkVersion', { ...called('versioned', '1.0'), by: called('versioned', '2.0'), effectiveOn: '2026-06-16' });
    expect((await versions('versioned', '(asOf: "2026-06-15")'))[0]).toEqual(before);
    const superseded = { inForce: false, supersededFrom: '2026-06-16', supersededBy: { version: '2.0' } };
    expect((await versions('versioned', '(asOf: "2026-06-16")'))[0]).toEqual({ ...before, ...superseded });
  });

  it('says the same again without recording it', async () => {
    await publish('repeated');
    const again = await system.record('publishFrameworkVersion', version('repeated'));
    expect(again.receipt.eventIds).toEqual([]);
  });

  it('is one, whoever publishes it at the same moment', async () => {
    const outcomes = await Promise.all(
      [1, 2, 3].map((number) => system.mutate('publishFrameworkVersion', { ...version('at-once', { publisher: `Number ${number}` }), ...JANUARY })),
    );
    expect(outcomes.map((outcome) => (outcome.__typename === 'Refusal' ? outcome.code : 'RECORDED')).sort()).toEqual([
      'FRAMEWORK_VERSION_PUBLISHED',
      'FRAMEWORK_VERSION_PUBLISHED',
      'RECORDED',
    ]);
  });

  it('is not corrected; it is voided while nothing rests on it, and published as it should be', async () => {
    await publish('voided');
    const wrong = await publish('voided', { version: '2.0' });
    const right = version('voided', { version: '2.0', publisher: 'The right one', ...JANUARY });
    expect(await system.mutate('publishFrameworkVersion', { ...right, corrects: eventOf(wrong), reasonCode })).toMatchObject({
      code: 'FACT_NOT_AMENDABLE',
      field: 'corrects',
    });
    await record('voidFact', { eventId: eventOf(wrong), reasonCode });
    expect((await versions('voided')).map((each) => each.version)).toEqual(['1.0']);
    await publish('voided', right);
    expect((await versions('voided')).map((each) => each.version)).toEqual(['1.0', '2.0']);
  });

  it('is not voided once something rests on it, here or in another framework', async () => {
    await publish('rested-on');
    const second = await publish('rested-on', { version: '2.0' });
    const third = await publish('rested-on', { version: '3.0' });
    await publish('that-rests');
    await record('supersedeFrameworkVersion', { ...called('rested-on', '1.0'), by: called('rested-on', '2.0'), ...JUNE });
    const [from, to] = [called('that-rests', '1.0', 'helping'), called('rested-on', '3.0', 'helping')];
    await record('stateCrosswalk', { from, to, strength: 'EXACT', source: 'HEIW', ...JUNE });
    expect(await system.mutate('voidFact', { eventId: eventOf(second), reasonCode })).toMatchObject({ code: 'LATER_FACT_STANDS_ON_IT' });
    expect(await system.mutate('voidFact', { eventId: eventOf(third), reasonCode })).toMatchObject({ code: 'NAMED_ELSEWHERE' });
  });

  it('is superseded from another day, or not at all, where that was recorded wrongly', async () => {
    await publish('superseded');
    await publish('superseded', { version: '2.0', effectiveOn: '2026-01-02' });
    const superseding = { ...called('superseded', '1.0'), by: called('superseded', '2.0') };
    const wrong = await record('supersedeFrameworkVersion', { ...superseding, ...JUNE });
    const right = await record('supersedeFrameworkVersion', { ...superseding, effectiveOn: '2026-07-01', corrects: eventOf(wrong), reasonCode });
    const inForce = async (day: string) => (await versions('superseded', `(asOf: "${day}")`))[0]?.inForce;
    expect([await inForce('2026-06-30'), await inForce('2026-07-01')]).toEqual([true, false]);
    await record('voidFact', { eventId: eventOf(right), reasonCode });
    expect(await inForce('2026-07-01')).toBe(true);
  });
});

describe('a crosswalk', () => {
  it('leads from an element to one of another version, is stated anew and withdrawn, each from a day on, and shown from both ends', async () => {
    await publish('walked');
    await publish('walked', { version: '2.0', elements: [helping], effectiveOn: '2026-01-02' });
    const ends = { from: called('walked', '1.0', 'attending'), to: called('walked', '2.0', 'helping') };
    await record('stateCrosswalk', { ...ends, strength: 'RELATED', source: 'HEIW', effectiveOn: '2026-02-01' });
    await record('stateCrosswalk', { ...ends, strength: 'CLOSE', source: 'Social Care Wales', effectiveOn: '2026-03-01' });
    await record('withdrawCrosswalk', { ...ends, effectiveOn: '2026-04-01' });
    const at = async (day: string) => (await versions('walked', `(asOf: "${day}")`))[0]?.crosswalks.nodes;
    expect(await at('2026-01-31')).toEqual([]);
    expect(await at('2026-02-28')).toEqual([
      { strength: 'RELATED', source: 'HEIW', from: { code: 'attending' }, to: { code: 'helping', version: { version: '2.0' } } },
    ]);
    expect(await at('2026-03-31')).toMatchObject([{ strength: 'CLOSE', source: 'Social Care Wales' }]);
    expect(await at('2026-04-01')).toEqual([]);
    const { data } = await system.ask<{ at: { frameworks: object } }>(
      `{ at(asOf: "2026-03-01") { frameworks(first: 1, code: "walked") { nodes { versions(first: 1, version: "2.0") { nodes { elements(first: 1) { nodes { crosswalks { strength from { code } } } } } } } } } }`,
    );
    const shown = { crosswalks: [{ strength: 'CLOSE', from: { code: 'attending' } }] };
    expect(data.at.frameworks).toEqual({ nodes: [{ versions: { nodes: [{ elements: { nodes: [shown] } }] } }] });
  });
});

describe('what cannot be', () => {
  const [A, B] = ['refused', 'refused-too'];
  const publishing = (other: object) => ['publishFrameworkVersion', version('refused-anew', other)] as const;
  const superseding = (by: object, of: object = called(A, '1.0')) => ['supersedeFrameworkVersion', { ...of, by, ...JUNE }] as const;
  const walking = (from: object, to: object) => ['stateCrosswalk', { from, to, strength: 'EXACT', source: 'HEIW', ...JUNE }] as const;
  const level = (code: string, rank?: number) => ({ code, names: english(code), rank });
  const element = (code: string, parentCode?: string) => ({ code, names: english(code), parentCode });
  const permitted = { status: 'PERMISSION_RECORDED', note: { en: 'Granted.', cy: 'Rhoddwyd.' } };

  beforeAll(async () => {
    for (const code of [A, B]) await publish(code);
    await publish(A, { version: '2.0' });
    await publish(A, { version: '3.0' });
    await record('supersedeFrameworkVersion', { ...called(A, '2.0'), by: called(A, '3.0'), ...JUNE });
    await record('supersedeFrameworkVersion', { ...called(A, '3.0'), by: called(B, '1.0'), effectiveOn: '2026-09-01' });
  });

  it.each<readonly [code: string, field: string, asked: readonly [mutation: string, input: object]]>([
    ['INVALID_INPUT', 'code', publishing({ code: 'Not a code' })],
    ['INVALID_INPUT', 'elements.0.code', publishing({ elements: [element('Not a code')] })],
    ['INVALID_INPUT', 'elements', publishing({ elements: Array.from({ length: 501 }, (_, index) => element(`e${index}`)) })],
    ['FRAMEWORK_VERSION_MALFORMED', 'version', publishing({ version: 'The second' })],
    ['FRAMEWORK_VERSION_PUBLISHED', 'version', publishing({ code: A, publisher: 'Another' })],
    ['NEITHER_WELSH_NOR_REASON', 'names.cy', publishing({ names: { en: 'Words' } })],
    ['NEITHER_WELSH_NOR_REASON', 'elements.1.names.cy', publishing({ elements: [attending, { code: 'b', names: { en: 'Words' } }] })],
    ['NOT_PART_OF_THIS', 'names.cyMissing', publishing({ names: { en: 'Words', cy: 'Geiriau', cyMissing: 'NOT_FOUND' } })],
    ['OWN_WORDS_WITHOUT_WELSH', 'names.cy', publishing({ licence: { ...permitted, status: 'OWN' } })],
    ['ELEMENT_CODE_TWICE', 'elements', publishing({ elements: [element('a'), element('a')] })],
    ['ELEMENT_PARENT_UNKNOWN', 'elements', publishing({ elements: [element('a', 'b')] })],
    ['ELEMENT_CYCLE', 'elements', publishing({ elements: [element('a', 'b'), element('b', 'a')] })],
    ['LEVEL_CODE_TWICE', 'scale', publishing({ scale: [level('a', 1), level('a', 2)] })],
    ['LEVEL_RANK_TWICE', 'scale', publishing({ scale: [level('a', 1), level('b', 1)] })],
    ['TOO_FEW_RANKED_LEVELS', 'scale', publishing({ scale: [level('a', 1), level('b')] })],
    ['LICENCE_PERMISSION_MISSING', 'permission', publishing({ code: 'healthcare-leadership-model' })],
    ['LICENCE_PERMISSION_MISSING', 'permission', publishing({ names: english('Healthcare Leadership Model') })],
    ['LICENCE_PERMISSION_MISSING', 'permission', publishing({ licence: permitted })],
    ['PERMISSION_REFERENCE_MALFORMED', 'permission', publishing({ licence: permitted, permission: 'Sarah Evans said so' })],
    ['DESCRIPTORS_NOT_LICENSED', 'elements', publishing({ elements: [{ ...attending, descriptors: [english('Listens.')] }] })],
    ['SUPERSEDED_BY_ITSELF', 'by', superseding(called(A, '1.0'))],
    ['FRAMEWORK_VERSION_NOT_FOUND', 'by', superseding(called(A, '4.0'))],
    ['FRAMEWORK_NOT_FOUND', 'by', superseding(called('nowhere', '1.0'))],
    ['FRAMEWORK_NOT_FOUND', 'frameworkId', superseding(called(A, '1.0'), called('nowhere', '1.0'))],
    ['FRAMEWORK_VERSION_NOT_FOUND', 'version', superseding(called(A, '1.0'), called(A, '4.0'))],
    ['FRAMEWORK_VERSION_SUPERSEDED', 'version', superseding(called(A, '1.0'), called(A, '2.0'))],
    ['FRAMEWORK_VERSION_SUPERSEDED', 'by', superseding(called(A, '2.0'))],
    ['SUPERSEDED_IN_A_CIRCLE', 'by', superseding(called(A, '2.0'), called(B, '1.0'))],
    ['EFFECTIVE_BEFORE_ENABLING_FACT', 'effectiveOn', ['supersedeFrameworkVersion', { ...called(A, '1.0'), by: called(B, '1.0'), effectiveOn: '2025-12-31' }]],
    ['CROSSWALK_WITHIN_VERSION', 'to', walking(called(A, '1.0', 'attending'), called(A, '1.0', 'helping'))],
    ['FRAMEWORK_ELEMENT_NOT_FOUND', 'from', walking(called(A, '1.0', 'loving'), called(B, '1.0', 'helping'))],
    ['FRAMEWORK_ELEMENT_NOT_FOUND', 'to', walking(called(A, '1.0', 'helping'), called(B, '1.0', 'loving'))],
    ['FRAMEWORK_NOT_FOUND', 'to', walking(called(A, '1.0', 'helping'), called('nowhere', '1.0', 'helping'))],
    ['CROSSWALK_NOT_FOUND', 'from', ['withdrawCrosswalk', { from: called(A, '1.0', 'helping'), to: called(B, '1.0', 'helping') }]],
  ])('is refused in both languages, with nothing recorded: %s at %s', async (code, field, [mutation, input]) => {
    const head = async () => (await system.ask<{ at: { head: string } }>('{ at { head } }')).data.at.head;
    const before = await head();
    const refusal = (await system.mutate(mutation, input)) as Refusal;
    expect(refusal).toMatchObject({ __typename: 'Refusal', code, field });
    const welsh = (await system.mutate(mutation, input, inWelsh)) as Refusal;
    expect(welsh).toMatchObject({ code });
    expect(welsh.message).not.toBe(refusal.message);
    expect([refusal.message, welsh.message].filter((message) => /[{}]|undefined/.test(message))).toEqual([]);
    expect(await head()).toBe(before);
  });
});
