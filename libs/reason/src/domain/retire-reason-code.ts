import { Command } from '@app/kernel';
import type { ReasonCodeEvent } from './reason-code.events.js';
import { givenName, type ReasonCode, reasonCodeIdOf } from './reason-code.js';
import { refuse } from './refusals.js';

export class RetireReasonCode extends Command<{ readonly code: string }> {}

export function retire({ input: { code } }: RetireReasonCode, state: ReasonCode): readonly ReasonCodeEvent[] {
  if (state.status === 'retired') return [];
  if (!givenName(code, state)) throw refuse('REASON_CODE_NOT_FOUND');
  return [{ type: 'ReasonCodeRetired', data: { reasonCodeId: reasonCodeIdOf(code), code } }];
}
