import { deciding, metaFor } from '@app/kernel/testing';
import { CODE, having, published, refTo } from '../testing/specimens.js';
import type { FrameworkEvent } from './framework.events.js';
import { framework, refOf } from './framework.js';
import { supersede, SupersedeFrameworkVersion } from './supersede-framework-version.js';

const OTHER = 'another-framework';
const first = published();
const second = published({ version: '2.0' }, '2026-02-01');
const elsewhere = published({ code: OTHER });
const ref = refOf(first.data);
const superseded = (by: { readonly data: Parameters<typeof refOf>[0] }, effectiveOn?: string): FrameworkEvent => ({
  type: 'FrameworkSuperseded',
  data: { ...ref, by: refOf(by.data) },
  ...(effectiveOn === undefined ? {} : { effectiveOn }),
});
const saying = (by = refTo('2.0'), effectiveOn = '2026-03-02') => new SupersedeFrameworkVersion(metaFor({ effectiveOn }), { ...refTo('1.0'), by });
const given = (known = having(first, second), line: readonly string[] = []) => deciding(framework, supersede, { framework: known, line });

describe('superseding a version of a framework', () => {
  it('records it, by another version or by another framework', () => {
    given()(first, second).when(saying()).thenRecorded(superseded(second));
    given(having(elsewhere))(first)
      .when(saying(refTo('1.0', OTHER)))
      .thenRecorded(superseded(elsewhere));
  });
  it('records nothing the second time', () => given()(first, second, superseded(second)).when(saying()).thenNothing());
  it('is refused twice, naming what has come in its place', () =>
    given(having(elsewhere))(first, second, superseded(second, '2026-02-15'))
      .when(saying(refTo('1.0', OTHER)))
      .thenRefused('FRAMEWORK_VERSION_SUPERSEDED', { by: CODE, version: '2.0', on: '2026-02-15' }));
  it('is refused by itself', () =>
    given()(first, second)
      .when(saying(refTo('1.0')))
      .thenRefused('SUPERSEDED_BY_ITSELF'));
  it('is refused by what is not published, or not by then', () => {
    given()(first, second)
      .when(saying(refTo('3.0')))
      .thenRefused('FRAMEWORK_VERSION_NOT_FOUND');
    given(having())(first, second)
      .when(saying(refTo('1.0', OTHER)))
      .thenRefused('FRAMEWORK_NOT_FOUND');
    given()(first, second)
      .when(saying(refTo('2.0'), '2026-01-31'))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT', { effectiveOn: '2026-01-31', enabledOn: '2026-02-01' });
  });
  it('is refused of what is not published, or not by then', () => {
    given()().when(saying()).thenRefused('FRAMEWORK_NOT_FOUND');
    given()(second).when(saying()).thenRefused('FRAMEWORK_VERSION_NOT_FOUND');
    given(having(elsewhere))(first)
      .when(saying(refTo('1.0', OTHER), '2025-12-31'))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
  });
  it('is refused by what is itself superseded on that day, and possible the day before', () => {
    const third = published({ version: '3.0' });
    const gone: FrameworkEvent = { type: 'FrameworkSuperseded', data: { ...refOf(second.data), by: refOf(third.data) }, effectiveOn: '2026-03-03' };
    const known = given(having(first, second, third, gone));
    known(first, second, third, gone)
      .when(saying(refTo('2.0'), '2026-03-03'))
      .thenRefused('FRAMEWORK_VERSION_SUPERSEDED', { by: CODE, version: '3.0', on: '2026-03-03' });
    known(first, second, third, gone)
      .when(saying(refTo('2.0'), '2026-03-02'))
      .thenRecorded(superseded(second));
  });
  it('is refused in a circle, however long', () =>
    given(having(first, second), ['an-id', ref.versionId])(first, second).when(saying()).thenRefused('SUPERSEDED_IN_A_CIRCLE'));
  it('leaves a version with its last day but one before it', () =>
    expect(having(first, second, superseded(second, '2026-03-02')).versions.get('1.0')).toMatchObject({ from: '2026-01-01', until: '2026-03-02' }));
});
