import { Command, type Decided, onRecord, present, type Provenance, sameContent } from '@app/kernel';
import type { ReasonCodeEvent, ReasonCodeRegistered, ReasonCodeRenamed, ReasonName } from './reason-code.events.js';
import { givenName, isReasonCode, type ReasonCode, reasonCodeIdOf } from './reason-code.js';
import { refuse } from './refusals.js';

export class RegisterReasonCode extends Command<{ readonly code: string; readonly name: ReasonName; readonly provenance?: Provenance | undefined }> {}

export function register({ input: { code, name, provenance } }: RegisterReasonCode, state: ReasonCode): Decided<ReasonCodeEvent> {
  if (!isReasonCode(code)) throw refuse('REASON_CODE_MALFORMED');
  const known = givenName(code, state);
  if (known && sameContent(known, name)) return onRecord<ReasonCodeRegistered | ReasonCodeRenamed>(['ReasonCodeRegistered', 'ReasonCodeRenamed']);
  if (known) throw refuse('REASON_CODE_REGISTERED');
  return [{ type: 'ReasonCodeRegistered', data: present({ reasonCodeId: reasonCodeIdOf(code), code, name, provenance }) }];
}
