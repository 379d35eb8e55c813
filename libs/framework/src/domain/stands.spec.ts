import { recorded } from '@app/kernel/testing';
import { from, having, published, to } from '../testing/specimens.js';
import { endOf } from './crosswalk-end.js';
import { crosswalkIdOf } from './framework-id.js';
import type { FrameworkEvent } from './framework.events.js';
import { refOf } from './framework.js';
import { standsInFramework } from './stands.js';

const OTHER = 'another-framework';
const [first, second] = [published(), published({ version: '2.0' }, '2026-02-01')];
const elsewhere = published({ code: OTHER });
const superseded = (by = second, effectiveOn = '2026-03-01'): FrameworkEvent => ({
  type: 'FrameworkSuperseded',
  data: { ...refOf(first.data), by: refOf(by.data) },
  effectiveOn,
});
const between = (element = 'attending', there = to()) => {
  const [start, end] = [endOf(from(element)), endOf(there)];
  return { crosswalkId: crosswalkIdOf(start, end), from: start, to: end };
};
const stated = (ends = between(), effectiveOn = '2026-03-01'): FrameworkEvent => ({
  type: 'CrosswalkStated',
  data: { ...ends, strength: 'CLOSE', source: 'HEIW' },
  effectiveOn,
});
const withdrawn = (effectiveOn = '2026-03-01'): FrameworkEvent => ({ type: 'CrosswalkWithdrawn', data: between(), effectiveOn });

/** Whether the last of them may stand after the others. */
function stands(...events: readonly FrameworkEvent[]): boolean {
  const [last] = recorded(events.slice(-1));
  return last !== undefined && standsInFramework(having(...events.slice(0, -1)), last);
}

describe('a fact of a framework, once an earlier one was corrected or voided', () => {
  it('that publishes a version stands where there is none of that name', () => {
    expect(stands(second, first)).toBe(true);
    expect(stands(first, first)).toBe(false);
  });
  it('that supersedes stands on both versions, where they are of the framework, and on their days', () => {
    expect(stands(first, second, superseded())).toBe(true);
    expect(stands(first, superseded())).toBe(false);
    expect(stands(second, superseded())).toBe(false);
    expect(stands(first, second, superseded(second, '2026-01-31'))).toBe(false);
    expect(stands(first, superseded(elsewhere, '2026-01-01'))).toBe(true);
    expect(stands(first, superseded(elsewhere, '2025-12-31'))).toBe(false);
    expect(stands(first, second, superseded(), superseded(elsewhere))).toBe(false);
  });
  it('that states a crosswalk stands on the elements that are of the framework, and on their versions’ days', () => {
    expect(stands(first, second, stated())).toBe(true);
    expect(stands(first, stated())).toBe(false);
    expect(stands(second, stated())).toBe(false);
    expect(stands(first, published({ version: '2.0', elements: [{ code: 'other', names: { en: 'Other', cy: 'Arall' } }] }), stated())).toBe(false);
    expect(stands(first, second, stated(between(), '2026-01-31'))).toBe(false);
    expect(stands(first, stated(between('attending', to('helping', '1.0', OTHER)), '2026-01-01'))).toBe(true);
    expect(stands(first, second, stated(between(), '2026-03-02'), stated())).toBe(false);
  });
  it('that withdraws one stands on its statement', () => {
    expect(stands(first, second, stated(), withdrawn())).toBe(true);
    expect(stands(first, second, withdrawn())).toBe(false);
    expect(stands(first, second, stated(), withdrawn(), withdrawn())).toBe(false);
    expect(stands(first, second, stated(between(), '2026-03-02'), withdrawn())).toBe(false);
  });
});
