import { Command, type Decided, onRecord, sameContent } from '@app/kernel';
import type { ReasonCodeEvent, ReasonCodeRegistered, ReasonCodeRenamed, ReasonName } from './reason-code.events.js';
import { givenName, type ReasonCode, reasonCodeIdOf } from './reason-code.js';
import { refuse } from './refusals.js';

export class RenameReasonCode extends Command<{ readonly code: string; readonly name: ReasonName }> {}

export function rename({ input: { code, name } }: RenameReasonCode, state: ReasonCode): Decided<ReasonCodeEvent> {
  const known = givenName(code, state);
  if (!known) throw refuse('REASON_CODE_NOT_FOUND');
  if (sameContent(known, name)) return onRecord<ReasonCodeRegistered | ReasonCodeRenamed>(['ReasonCodeRegistered', 'ReasonCodeRenamed']);
  return [{ type: 'ReasonCodeRenamed', data: { reasonCodeId: reasonCodeIdOf(code), code, name } }];
}
