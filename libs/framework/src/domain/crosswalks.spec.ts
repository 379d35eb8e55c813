import { deciding, metaFor } from '@app/kernel/testing';
import { from, having, published, to } from '../testing/specimens.js';
import { endOf } from './crosswalk-end.js';
import { crosswalkIdOf } from './framework-id.js';
import type { CrosswalkStated, CrosswalkStrength, FrameworkEvent } from './framework.events.js';
import { framework } from './framework.js';
import { stateCrosswalk, StateCrosswalk } from './state-crosswalk.js';
import { withdrawCrosswalk, WithdrawCrosswalk } from './withdraw-crosswalk.js';

const OTHER = 'another-framework';
const [first, second, elsewhere] = [published(), published({ version: '2.0' }), published({ code: OTHER }, '2026-02-01')];
const ends = { from: from(), to: to() };
const ref = { crosswalkId: crosswalkIdOf(endOf(ends.from), endOf(ends.to)), from: endOf(ends.from), to: endOf(ends.to) };
const stated = (strength: CrosswalkStrength = 'CLOSE', more: Partial<CrosswalkStated> = {}): CrosswalkStated => ({
  type: 'CrosswalkStated',
  data: { ...ref, strength, source: 'HEIW' },
  ...more,
});
const withdrawn = (more: object = {}): FrameworkEvent => ({ type: 'CrosswalkWithdrawn', data: ref, ...more });
const saying = (other: object = {}, effectiveOn = '2026-03-02') =>
  new StateCrosswalk(metaFor({ effectiveOn }), { ...ends, strength: 'CLOSE', source: 'HEIW', ...other });

describe('stating a crosswalk', () => {
  const given = deciding(framework, stateCrosswalk, having(first, second));
  const outward = deciding(framework, stateCrosswalk, having(elsewhere));

  it('records it, from one version to another, or to another framework', () => {
    given(first, second).when(saying()).thenRecorded(stated());
    const there = to('helping', '1.0', OTHER);
    const crosswalkId = crosswalkIdOf(ref.from, endOf(there));
    outward(first)
      .when(saying({ to: there }))
      .thenRecorded({ type: 'CrosswalkStated', data: { crosswalkId, from: ref.from, to: endOf(there), strength: 'CLOSE', source: 'HEIW' } });
  });
  it('records nothing the second time, and anew what is said otherwise', () => {
    given(first, second, stated()).when(saying()).thenNothing();
    given(first, second, stated())
      .when(saying({ strength: 'EXACT' }))
      .thenRecorded(stated('EXACT'));
    given(first, second, stated())
      .when(saying({ source: 'Social Care Wales' }))
      .thenRecorded({ ...stated(), data: { ...stated().data, source: 'Social Care Wales' } });
  });
  it('may be said again once it was withdrawn, and not from an earlier day than anything was said of it', () => {
    given(first, second, stated(), withdrawn()).when(saying()).thenRecorded(stated());
    const since = { effectiveOn: '2026-03-03' };
    given(first, second, stated('EXACT', since)).when(saying()).thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
    given(first, second, stated(), withdrawn(since)).when(saying()).thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
  });
  it('is refused within one version', () => {
    const within = { to: to('helping', '1.0') };
    given(first, second).when(saying(within)).thenRefused('CROSSWALK_WITHIN_VERSION');
  });
  it.each<readonly [code: string, what: string, other: object]>([
    ['FRAMEWORK_VERSION_NOT_FOUND', 'from a version', { from: from('attending', '3.0') }],
    ['FRAMEWORK_VERSION_NOT_FOUND', 'to a version', { to: to('helping', '3.0') }],
    ['FRAMEWORK_ELEMENT_NOT_FOUND', 'from an element', { from: from('loving') }],
    ['FRAMEWORK_ELEMENT_NOT_FOUND', 'to an element', { to: to('loving') }],
  ])('is refused with %s %s that is not there', (code, _what, other) => given(first, second).when(saying(other)).thenRefused(code));
  it('is refused to a framework that is not there, and from one', () => {
    deciding(
      framework,
      stateCrosswalk,
      having(),
    )(first)
      .when(saying({ to: to('helping', '1.0', OTHER) }))
      .thenRefused('FRAMEWORK_NOT_FOUND');
    given().when(saying()).thenRefused('FRAMEWORK_NOT_FOUND');
  });
  it('is refused before either version may be used', () => {
    given(first, second).when(saying({}, '2025-12-31')).thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT');
    outward(first)
      .when(saying({ to: to('helping', '1.0', OTHER) }, '2026-01-31'))
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT', { effectiveOn: '2026-01-31', enabledOn: '2026-02-01' });
  });
});

describe('withdrawing a crosswalk', () => {
  const given = deciding(framework, withdrawCrosswalk);
  const saying = (effectiveOn = '2026-03-02', named = ends) => new WithdrawCrosswalk(metaFor({ effectiveOn }), named);

  it('records it, once', () => {
    given(first, second, stated()).when(saying()).thenRecorded(withdrawn());
    given(first, second, stated(), withdrawn()).when(saying()).thenNothing();
  });
  it('is refused where none is stated, or in the other direction alone', () => {
    given(first, second).when(saying()).thenRefused('CROSSWALK_NOT_FOUND');
    given(first, second, stated())
      .when(saying('2026-03-02', { from: ends.to, to: ends.from }))
      .thenRefused('CROSSWALK_NOT_FOUND');
  });
  it('is refused before it was stated', () =>
    given(first, second, stated('CLOSE', { effectiveOn: '2026-03-03' }))
      .when(saying())
      .thenRefused('EFFECTIVE_BEFORE_ENABLING_FACT'));
});
