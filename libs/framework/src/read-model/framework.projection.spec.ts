import { projecting } from '@app/read-model/testing';
import type { FrameworkEvent } from '../domain/framework.events.js';
import { endOf } from '../domain/crosswalk-end.js';
import { crosswalkIdOf, frameworkElementIdOf } from '../domain/framework-id.js';
import { refOf } from '../domain/framework.js';
import { from, published, to } from '../testing/specimens.js';
import { crosswalkProjection, frameworkElementProjection, frameworkLevelProjection } from './framework-content.projection.js';
import type { CrosswalkRow, FrameworkElementRow, FrameworkLevelRow } from './framework-content.row.js';
import { frameworkProjection, frameworkVersionProjection } from './framework.projection.js';
import type { FrameworkRow, FrameworkVersionRow } from './framework.row.js';

const first = published();
const second = published({ version: '2.0', names: { en: 'Behaviours', cy: 'Ymddygiadau' }, scale: undefined }, '2026-06-01');
const [{ frameworkId, versionId }, later] = [first.data, second.data.versionId];
const superseded: FrameworkEvent = { type: 'FrameworkSuperseded', data: { ...refOf(first.data), by: refOf(second.data) }, effectiveOn: '2026-07-01' };
const days = ['2025-12-31', '2026-01-01', '2026-05-31', '2026-06-01', '2026-06-30', '2026-07-01'];

describe('the table of frameworks', () => {
  it('says what the version says that was published last by the day asked about, in whatever order they were recorded', () => {
    for (const events of [
      [first, second],
      [second, first],
    ]) {
      const table = projecting<FrameworkEvent, FrameworkRow>(frameworkProjection).given(...events);
      const names = days.map((asOf) => table.row(frameworkId, { asOf })?.nameInWelsh);
      expect(names).toEqual([undefined, 'Compassionate behaviours', 'Compassionate behaviours', 'Ymddygiadau', 'Ymddygiadau', 'Ymddygiadau']);
    }
  });
});

describe('the table of versions', () => {
  const table = projecting<FrameworkEvent, FrameworkVersionRow>(frameworkVersionProjection).given(first, second, superseded);

  it('has which were in force on a day: both, until the one takes the other’s place', () => {
    const inForce = (id: string) => days.map((asOf) => table.row(id, { asOf })?.supersededById === null);
    expect(inForce(versionId)).toEqual([false, true, true, true, true, false]);
    expect(inForce(later)).toEqual([false, false, false, true, true, true]);
  });
  it('has what took its place, and when, once that has come', () => {
    expect(table.row(versionId, { asOf: '2026-06-30' })).toMatchObject({ supersededFrom: null, supersededById: null });
    expect(table.row(versionId, { asOf: '2026-07-01' })).toMatchObject({ usableFrom: '2026-01-01', supersededFrom: '2026-07-01', supersededById: later });
  });
});

describe('the tables of what is in a version', () => {
  it('have its elements in order, each under what it is a part of, for good', () => {
    const table = projecting<FrameworkEvent, FrameworkElementRow>(frameworkElementProjection).given(first, second, superseded);
    const id = (code: string) => frameworkElementIdOf(versionId, code);
    const row = (code: string, asOf = '2090-01-01') => table.row(id(code), { asOf });
    expect(row('listening')).toEqual(expect.objectContaining({ versionId, parentId: id('attending'), ordinal: 1, nameCy: null, welshMissing: 'NOT_FOUND' }));
    expect(row('helping')).toEqual(expect.objectContaining({ parentId: null, ordinal: 2, nameCy: 'Helpu', welshMissing: null }));
    expect(row('helping', '2025-12-31')).toBeUndefined();
  });
  it('have its levels in the order of the scale, with and without a rank', () => {
    const table = projecting<FrameworkEvent, FrameworkLevelRow>(frameworkLevelProjection).given(first, second);
    const row = (of: string, code: string) => table.row(`${of}:${code}`, { asOf: '2090-01-01' });
    expect(row(versionId, 'seldom')).toEqual(expect.objectContaining({ ordinal: 0, rank: 1 }));
    expect(row(versionId, 'no-chance')).toEqual(expect.objectContaining({ ordinal: 2, rank: null }));
    expect(row(later, 'role-models')).toEqual(expect.objectContaining({ rank: 4 }));
  });
  it('have crosswalks from the day on which they are stated until they are withdrawn', () => {
    const [start, end] = [endOf(from()), endOf(to())];
    const ends = { crosswalkId: crosswalkIdOf(start, end), from: start, to: end };
    const table = projecting<FrameworkEvent, CrosswalkRow>(crosswalkProjection).given(
      { type: 'CrosswalkStated', data: { ...ends, strength: 'CLOSE', source: 'HEIW' }, effectiveOn: '2026-06-01' },
      { type: 'CrosswalkStated', data: { ...ends, strength: 'EXACT', source: 'HEIW' }, effectiveOn: '2026-06-30' },
      { type: 'CrosswalkWithdrawn', data: ends, effectiveOn: '2026-07-01' },
    );
    const strengths = days.map((asOf) => table.row(ends.crosswalkId, { asOf })?.strength);
    expect(strengths).toEqual([undefined, undefined, undefined, 'CLOSE', 'EXACT', undefined]);
    expect(table.row(ends.crosswalkId, { asOf: '2026-06-01' })).toMatchObject({
      fromId: frameworkElementIdOf(versionId, 'attending'),
      toId: frameworkElementIdOf(later, 'helping'),
    });
  });
});
