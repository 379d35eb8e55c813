import { Command, type Decided, onRecord, present, type Provenance, sameContent } from '@app/kernel';
import type { ReasonCodeEvent, ReasonCodeRegistered, ReasonCodeRenamed, ReasonCodeRetired, ReasonName } from './reason-code.events.js';
import { firstName, givenName, isReasonCode, type ReasonCode, reasonCodeIdOf } from './reason-code.js';
import { refuse } from './refusals.js';

export class RegisterReasonCode extends Command<{ readonly code: string; readonly name: ReasonName; readonly provenance?: Provenance | undefined }> {}

export function register({ input: { code, name, provenance } }: RegisterReasonCode, state: ReasonCode): Decided<ReasonCodeEvent> {
  if (!isReasonCode(code)) throw refuse('REASON_CODE_MALFORMED');
  const known = givenName(code, state);
  // Renamed since, it was registered all the same, and keeps its name.
  const names = [known, firstName(code, state)];
  if (names.some((one) => one && sameContent(one, name)))
    return onRecord<ReasonCodeRegistered | ReasonCodeRenamed>(['ReasonCodeRegistered', 'ReasonCodeRenamed']);
  // A list that is loaded does not bring back what was retired: somebody does, by registering it themselves.
  if (state.status === 'retired' && provenance) return onRecord<ReasonCodeRetired>('ReasonCodeRetired');
  if (known) throw refuse('REASON_CODE_REGISTERED');
  return [{ type: 'ReasonCodeRegistered', data: present({ reasonCodeId: reasonCodeIdOf(code), code, name, provenance }) }];
}
