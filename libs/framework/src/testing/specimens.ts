import { recorded } from '@app/kernel/testing';
import type { ElementNamed } from '../domain/crosswalk-end.js';
import { frameworkIdOf } from '../domain/framework-id.js';
import type { FrameworkEvent, FrameworkVersionPublished } from '../domain/framework.events.js';
import { type Framework, framework } from '../domain/framework.js';
import { possibleVersion, type VersionInput } from '../domain/possible-version.js';
import type { VersionNamed } from '../domain/supersede-framework-version.js';

export const CODE = 'compassionate-behaviours';

/** A version as somebody asks for it, with what is said otherwise. */
export function version(other: Partial<VersionInput> = {}): VersionInput {
  return {
    code: CODE,
    version: '1.0',
    names: { en: 'Compassionate behaviours', cyMissing: 'NOT_FOUND' },
    publisher: 'Health Education and Improvement Wales',
    source: 'Compassionate behaviours compass, https://example.org/compass',
    licence: { status: 'NAMES_ONLY', note: { en: 'Unconfirmed.', cy: 'Heb ei gadarnhau.' } },
    elements: [
      { code: 'attending', names: { en: 'Attending', cyMissing: 'NOT_FOUND' } },
      { code: 'listening', parentCode: 'attending', names: { en: 'Listening', cyMissing: 'NOT_FOUND' } },
      { code: 'helping', names: { en: 'Helping', cy: 'Helpu' } },
    ],
    scale: [
      { code: 'often', names: { en: 'Often', cy: 'Yn aml' }, rank: 2 },
      { code: 'no-chance', names: { en: 'No chance to demonstrate', cy: 'Dim cyfle i ddangos' } },
      { code: 'seldom', names: { en: 'Seldom', cy: 'Anaml' }, rank: 1 },
    ],
    ...other,
  };
}

/** That it was published, on a day. */
export const published = (other: Partial<VersionInput> = {}, effectiveOn = '2026-01-01'): FrameworkVersionPublished => ({
  type: 'FrameworkVersionPublished',
  data: possibleVersion(version(other)),
  effectiveOn,
});

/** A framework to which all that has happened. */
export const having = (...events: readonly FrameworkEvent[]): Framework => recorded(events).reduce(framework.evolve, framework.initialState);

export const refTo = (called: string, code = CODE): VersionNamed => ({ frameworkId: frameworkIdOf(code), version: called });

/** An element of the first version, and one of the second. */
export const from = (element = 'attending', called = '1.0', code = CODE): ElementNamed => ({ ...refTo(called, code), element });
export const to = (element = 'helping', called = '2.0', code = CODE): ElementNamed => ({ ...refTo(called, code), element });
