import { commandsIn, repeatable, repeatedIn } from '@app/kernel/testing';
import { endOf } from './crosswalk-end.js';
import { crosswalkIdOf } from './framework-id.js';
import type { FrameworkEvent } from './framework.events.js';
import { framework } from './framework.js';
import { publish, PublishFrameworkVersion } from './publish-framework-version.js';
import { stateCrosswalk, StateCrosswalk } from './state-crosswalk.js';
import { supersede, SupersedeFrameworkVersion } from './supersede-framework-version.js';
import { from, having, published, refTo, to, version } from '../testing/specimens.js';
import { withdrawCrosswalk, WithdrawCrosswalk } from './withdraw-crosswalk.js';

const [first, second] = [published(), published({ version: '2.0' })];
const between = { from: from(), to: to() };
const stated: FrameworkEvent = {
  type: 'CrosswalkStated',
  data: {
    crosswalkId: crosswalkIdOf(endOf(between.from), endOf(between.to)),
    from: endOf(between.from),
    to: endOf(between.to),
    strength: 'CLOSE',
    source: 'HEIW',
  },
};

const COMMANDS = [
  repeatable(PublishFrameworkVersion, framework, publish, {
    before: [],
    input: version({
      licence: { status: 'PERMISSION_RECORDED', note: { en: 'Granted.', cy: 'Rhoddwyd.' } },
      permission: 'P/1',
      note: { en: 'One.', cy: 'Un.' },
    }),
    names: ['code', 'version'],
    otherwise: {
      names: { en: 'Other', cyMissing: 'NOT_KNOWN' },
      publisher: 'Another',
      source: 'Elsewhere',
      licence: { status: 'PERMISSION_RECORDED', note: { en: 'Granted again.', cy: 'Rhoddwyd eto.' } },
      permission: 'P/2',
      note: { en: 'Other.', cy: 'Arall.' },
      elements: [{ code: 'other', names: { en: 'Other', cyMissing: 'NOT_KNOWN' } }],
      scale: undefined,
    },
  }),
  repeatable(SupersedeFrameworkVersion, framework, supersede, {
    before: [first, second, published({ version: '3.0' })],
    input: { ...refTo('1.0'), by: refTo('2.0') },
    names: ['frameworkId', 'version'],
    otherwise: { by: refTo('3.0') },
    known: [{ framework: having(first, second, published({ version: '3.0' })), line: [] }],
  }),
  repeatable(StateCrosswalk, framework, stateCrosswalk, {
    before: [first, second],
    input: { ...between, strength: 'CLOSE', source: 'HEIW' },
    names: ['from', 'to'],
    otherwise: { strength: 'EXACT', source: 'Social Care Wales' },
    known: [having(first, second)],
  }),
  repeatable(WithdrawCrosswalk, framework, withdrawCrosswalk, { before: [first, second, stated], input: between, names: ['from', 'to'], otherwise: {} }),
];

describe('a framework’s command that is repeated', () => {
  it.each(COMMANDS)('$command drops nothing of what it says', ({ check }) => check());
  it('is each of them', () => expect(repeatedIn(import.meta.dirname)).toEqual(commandsIn(import.meta.dirname)));
});
