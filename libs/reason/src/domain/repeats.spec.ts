import { commandsIn, repeatable, repeatedIn } from '@app/kernel/testing';
import type { ReasonCodeRegistered } from './reason-code.events.js';
import { reasonCode, reasonCodeIdOf } from './reason-code.js';
import { register, RegisterReasonCode } from './register-reason-code.js';
import { rename, RenameReasonCode } from './rename-reason-code.js';
import { retire, RetireReasonCode } from './retire-reason-code.js';

const code = 'OWN_REASON';
const name = { en: 'Own', cy: 'Ein hun' };
const other = { en: 'Other', cy: 'Arall' };
const named = { input: { code, name }, names: ['code'] as ['code'], otherwise: { name: other } };
const registered: ReasonCodeRegistered = { type: 'ReasonCodeRegistered', data: { reasonCodeId: reasonCodeIdOf(code), code, name: other } };

const COMMANDS = [
  repeatable(RegisterReasonCode, reasonCode, register, { ...named, before: [] }),
  repeatable(RenameReasonCode, reasonCode, rename, { ...named, before: [registered] }),
  repeatable(RetireReasonCode, reasonCode, retire, { before: [registered], input: { code }, names: ['code'], otherwise: {} }),
];

describe('a reason’s command that is repeated', () => {
  it.each(COMMANDS)('$command drops nothing of what it says', ({ check }) => check());
  it('is each of them', () => expect(repeatedIn(import.meta.dirname)).toEqual(commandsIn(import.meta.dirname)));
});
