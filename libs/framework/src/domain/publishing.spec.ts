import { deciding, metaFor } from '@app/kernel/testing';
import { CODE, published, version } from '../testing/specimens.js';
import { frameworkElementIdOf, frameworkIdOf, frameworkVersionIdOf } from './framework-id.js';
import { framework } from './framework.js';
import type { VersionInput } from './possible-version.js';
import { publish, PublishFrameworkVersion } from './publish-framework-version.js';
import { PRODUCT_SCALE } from './scale.js';

const given = deciding(framework, publish);
const saying = (other: Partial<VersionInput> = {}, meta = metaFor()) => new PublishFrameworkVersion(meta, version(other));
const english = (en: string) => ({ en, cyMissing: 'NOT_PUBLISHED' }) as const;
const element = (code: string, parentCode?: string) => ({ code, parentCode, names: english(code) });
const level = (code: string, rank?: number) => ({ code, rank, names: english(code) });
const many = (count: number) => Array.from({ length: count }, (_, index) => element(`element-${index}`));
const permitted = { status: 'PERMISSION_RECORDED', note: { en: 'Granted.', cy: 'Rhoddwyd.' } } as const;
const open = { status: 'OPEN_GOVERNMENT_LICENCE', note: { en: 'Acknowledged.', cy: 'Cydnabuwyd.' } } as const;
const own = { status: 'OWN', note: { en: 'Ours.', cy: 'Ein heiddo ni.' } } as const;

/** What is recorded, where it is. */
function recordedOf(other: Partial<VersionInput>) {
  const decided = publish(saying(other), framework.initialState);
  const [event] = 'types' in decided ? [] : decided;
  if (event?.type !== 'FrameworkVersionPublished') throw new Error('nothing was published');
  return event.data;
}

describe('publishing a version of a framework', () => {
  it('records all of it, the scale from its lowest level to its highest and then what is no step of it', () => {
    const { frameworkId, versionId, scale, scaleOwner, descriptorsBundled, elements } = recordedOf({});
    expect({ frameworkId, versionId }).toEqual({ frameworkId: frameworkIdOf(CODE), versionId: frameworkVersionIdOf(frameworkId, '1.0') });
    expect(scale.map(({ code, rank }) => [code, rank])).toEqual([
      ['seldom', 1],
      ['often', 2],
      ['no-chance', undefined],
    ]);
    expect({ scaleOwner, descriptorsBundled }).toEqual({ scaleOwner: 'PUBLISHER', descriptorsBundled: false });
    expect(elements[1]).toEqual({ code: 'listening', parentCode: 'attending', names: { en: 'Listening', cyMissing: 'NOT_FOUND' } });
  });

  it('rates on this product’s own scale, and says so, where no scale is given', () => {
    const { scale, scaleOwner } = recordedOf({ scale: undefined });
    expect({ scale, scaleOwner }).toEqual({ scale: PRODUCT_SCALE, scaleOwner: 'PRODUCT' });
    expect(PRODUCT_SCALE.map(({ code, rank }) => [code, rank])).toEqual([
      ['not-yet-observed', 1],
      ['developing', 2],
      ['consistent', 3],
      ['role-models', 4],
    ]);
  });

  it('records nothing the second time, in whatever order the levels are named', () => {
    given(published()).when(saying()).thenNothing();
    given(published())
      .when(saying({ scale: [...(version().scale ?? [])].reverse() }))
      .thenNothing();
  });
  it('is refused with other content under the same name, and recorded under another', () => {
    given(published())
      .when(saying({ publisher: 'Somebody else' }))
      .thenRefused('FRAMEWORK_VERSION_PUBLISHED', { code: CODE, version: '1.0' });
    const { effectiveOn: _day, ...second } = published({ version: '2.0', publisher: 'Somebody else' });
    given(published())
      .when(saying({ version: '2.0', publisher: 'Somebody else' }))
      .thenRecorded(second);
  });
  it('is refused from another day than it is on record', () =>
    given(published())
      .when(saying({}, metaFor({ stated: { effectiveOn: '2026-03-02' } })))
      .thenRefused('ALREADY_RECORDED_OTHERWISE', { field: 'effectiveOn', recordedOn: '2026-01-01' }));

  it.each(['', 'v 1', '1..0', '-1', '1.', 'ŵ', 'x'.repeat(41)])('is refused under the version %p', (called) =>
    given()
      .when(saying({ version: called }))
      .thenRefused('FRAMEWORK_VERSION_MALFORMED', { most: 40 }),
  );
  it.each(['1', '2024-02', 'v2.0.1', 'x'.repeat(40)])('is possible under the version %p', (called) =>
    expect(recordedOf({ version: called }).version).toBe(called),
  );
});

describe('the words of a version', () => {
  it.each<readonly [what: string, field: string, other: Partial<VersionInput>]>([
    ['its name', 'names.cy', { names: { en: 'Words' } }],
    ['an element', 'elements.0.names.cy', { elements: [{ code: 'a', names: { en: 'Words' } }] }],
    ['a descriptor', 'elements.0.descriptors.0.cy', { licence: open, elements: [{ ...element('a'), descriptors: [{ en: 'Words' }] }] }],
    ['a level', 'scale.1.names.cy', { scale: [level('low', 1), { code: 'high', names: { en: 'Words' }, rank: 2 }] }],
  ])('are refused with neither Welsh nor a reason: %s', (_what, field, other) => {
    given().when(saying(other)).thenRefused('NEITHER_WELSH_NOR_REASON', { words: 'Words' });
    expect(() => recordedOf(other)).toThrow(expect.objectContaining({ text: expect.objectContaining({ field }) }));
  });
  it('are refused with both', () =>
    given()
      .when(saying({ names: { en: 'Words', cy: 'Geiriau', cyMissing: 'NOT_KNOWN' } }))
      .thenRefused('NOT_PART_OF_THIS', { field: 'names.cyMissing' }));
  it('are in both languages where they are one’s own, whatever the reason', () => {
    const names = { en: 'Ours', cy: 'Ein rhai ni' };
    const elements = [{ code: 'a', names }];
    given()
      .when(saying({ licence: own, names: english('Ours'), elements, scale: undefined }))
      .thenRefused('OWN_WORDS_WITHOUT_WELSH', { words: 'Ours' });
    expect(recordedOf({ licence: own, names, elements, scale: undefined }).names).toEqual(names);
  });
});

describe('the elements of a version', () => {
  it.each<readonly [code: string, details: object, elements: VersionInput['elements']]>([
    ['ELEMENTS_OUT_OF_RANGE', { elements: 0, most: 500 }, []],
    ['ELEMENTS_OUT_OF_RANGE', { elements: 501, most: 500 }, many(501)],
    ['ELEMENT_CODE_TWICE', { element: 'a' }, [element('a'), element('b'), element('a', 'b')]],
    ['ELEMENT_PARENT_UNKNOWN', { element: 'b', parent: 'c' }, [element('a'), element('b', 'c')]],
    ['ELEMENT_CYCLE', { element: 'a' }, [element('a', 'a')]],
    ['ELEMENT_CYCLE', { element: 'b' }, [element('a', 'b'), element('b', 'c'), element('c', 'b')]],
  ])('are refused: %s, %j', (code, details, elements) => given().when(saying({ elements })).thenRefused(code, details));
  it('may be 500, of any depth, a part before what it is a part of', () => {
    const deep = many(500).map(({ code, names }, index) => ({ code, names, parentCode: index < 499 ? `element-${index + 1}` : undefined }));
    expect(recordedOf({ elements: deep }).elements).toHaveLength(500);
  });
  it('have descriptors where the licence allows that, and no more than 20', () => {
    const described = (count: number) => [{ ...element('a'), descriptors: Array.from({ length: count }, () => english('Listens.')) }];
    given()
      .when(saying({ elements: described(1) }))
      .thenRefused('DESCRIPTORS_NOT_LICENSED', { element: 'a' });
    given()
      .when(saying({ licence: open, elements: described(21) }))
      .thenRefused('TOO_MANY_DESCRIPTORS', { element: 'a', most: 20 });
    expect(recordedOf({ licence: open, elements: described(20) })).toMatchObject({ descriptorsBundled: true, elements: [{ descriptors: { length: 20 } }] });
  });
});

describe('the scale of a version', () => {
  it.each<readonly [code: string, details: object, scale: VersionInput['scale']]>([
    ['LEVEL_CODE_TWICE', { level: 'a' }, [level('a', 1), level('a', 2)]],
    ['LEVEL_RANK_TWICE', { level: 'b', other: 'a', rank: 1 }, [level('a', 1), level('b', 1)]],
    ['LEVEL_RANK_OUT_OF_RANGE', { level: 'a', rank: 0, least: 1, most: 100 }, [level('a', 0), level('b', 1)]],
    ['LEVEL_RANK_OUT_OF_RANGE', { level: 'b', rank: 1.5, least: 1, most: 100 }, [level('a', 1), level('b', 1.5)]],
    ['LEVEL_RANK_OUT_OF_RANGE', { level: 'b', rank: 101, least: 1, most: 100 }, [level('a', 1), level('b', 101)]],
    ['TOO_FEW_RANKED_LEVELS', { least: 2 }, [level('a', 1), level('b'), level('c')]],
    ['TOO_FEW_RANKED_LEVELS', { least: 2 }, []],
    ['TOO_MANY_LEVELS', { most: 20 }, Array.from({ length: 21 }, (_, index) => level(`level-${index}`, index + 1))],
  ])('is refused: %s, %j', (code, details, scale) => given().when(saying({ scale })).thenRefused(code, details));
  it('may have 20 levels, ranked from 1 to 100 with gaps', () => {
    const scale = Array.from({ length: 20 }, (_, index) => level(`level-${index}`, index === 19 ? 100 : index + 1));
    expect(recordedOf({ scale }).scale).toHaveLength(20);
  });
});

describe('the licence of a version', () => {
  it.each<readonly [what: string, other: Partial<VersionInput>]>([
    ['by its name', { names: english('NHS Healthcare  Leadership-Model (2013)') }],
    ['by its name in Welsh alone', { names: { en: 'A model', cy: 'Healthcare Leadership Model' } }],
    ['by its code', { code: 'healthcare-leadership-model' }],
    ['by its initials', { code: 'nhs-hlm' }],
    ['with another status', { code: 'hlm', licence: open }],
    ['with a permission that is not named', { code: 'hlm', licence: permitted }],
    ['with a permission named beside another status', { code: 'hlm', licence: open, permission: 'NHSLA/2026/117' }],
  ])('needs permission on record for the Healthcare Leadership Model, told %s', (_what, other) =>
    given().when(saying(other)).thenRefused('LICENCE_PERMISSION_MISSING'),
  );
  it('allows it to whoever holds permission', () =>
    expect(recordedOf({ code: 'healthcare-leadership-model', licence: permitted, permission: 'NHSLA/2026/117' })).toMatchObject({
      permission: 'NHSLA/2026/117',
    }));
  it('needs a permission to be named wherever it says so, and nowhere else', () => {
    given()
      .when(saying({ licence: permitted }))
      .thenRefused('LICENCE_PERMISSION_MISSING');
    given()
      .when(saying({ permission: 'P/1' }))
      .thenRefused('NOT_PART_OF_THIS', { field: 'permission' });
  });
  it.each(['', 'By Sarah Evans', '/1', 'P/', 'x'.repeat(61)])('has no permission filed under %p', (permission) =>
    given()
      .when(saying({ licence: permitted, permission }))
      .thenRefused('PERMISSION_REFERENCE_MALFORMED'),
  );
  it('takes a word like another for what it is', () => expect(recordedOf({ code: 'helm' }).code).toBe('helm'));
});

describe('what is published', () => {
  it('is known by ids that follow from its codes for ever', () => {
    const frameworkId = frameworkIdOf(CODE);
    const versionId = frameworkVersionIdOf(frameworkId, '1.0');
    expect([frameworkId, versionId, frameworkElementIdOf(versionId, 'attending')]).toEqual([
      '5a3fdc9b-41ce-5897-a75a-9dc7a0579ddb',
      '12897e1d-0e73-5f77-bffb-f973bbb252f2',
      '76d524cb-4383-569f-be62-b11fe5cf228a',
    ]);
  });
});
