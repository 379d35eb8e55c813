import { Command, type Decided, onRecord } from '@app/kernel';
import type { ReasonCodeEvent, ReasonCodeRetired } from './reason-code.events.js';
import { givenName, type ReasonCode, reasonCodeIdOf } from './reason-code.js';
import { refuse } from './refusals.js';

export class RetireReasonCode extends Command<{ readonly code: string }> {}

export function retire({ input: { code } }: RetireReasonCode, state: ReasonCode): Decided<ReasonCodeEvent> {
  if (state.status === 'retired') return onRecord<ReasonCodeRetired>('ReasonCodeRetired');
  if (!givenName(code, state)) throw refuse('REASON_CODE_NOT_FOUND');
  return [{ type: 'ReasonCodeRetired', data: { reasonCodeId: reasonCodeIdOf(code), code } }];
}
