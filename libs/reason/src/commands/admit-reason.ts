import type { Admission, Streams } from '@app/event-store';
import { givenName, isReasonCode, reasonCode, reasonCodeIdOf } from '../domain/reason-code.js';
import { refuse } from '../domain/refusals.js';
import { reasonCodeStream } from '../events.js';

/**
 * Lets nothing be recorded for a reason that is not on the list. It asks the code's own stream, so that what was registered a moment ago
 * counts, and what was retired no more.
 * @throws Refused REASON_CODE_UNKNOWN, which does not repeat what was given
 */
export const admitReason: Admission = async (streams: Streams, { reasonCode: code }) => {
  if (code === undefined) return;
  const known = isReasonCode(code) && givenName(code, await streams.load(reasonCodeStream(reasonCodeIdOf(code)), reasonCode));
  if (!known) throw refuse('REASON_CODE_UNKNOWN');
};
