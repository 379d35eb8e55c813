import { Command, seal, type Self } from '@app/kernel';
import type { Identities } from './identities.js';
import type { Ending, IdentityEvent } from './identity.events.js';
import { refuse, type Refusal } from './refusals.js';

/** Ends that an identity is somebody's, from the next request on. */
export class UnlinkIdentity extends Command<
  {
    readonly identityId: string;
    readonly reason?: string | undefined;
    /** `REQUESTED` where absent. */
    readonly cause?: Ending | undefined;
  },
  Refusal<'IDENTITY_NOT_FOUND'>
> {}

/** @param links of whoever it is linked to, that stand now */
export function unlink({ input }: UnlinkIdentity, state: Identities, self: Self, links: readonly string[]): readonly IdentityEvent[] {
  const { identityId, reason, cause = 'REQUESTED' } = input;
  const linked = state.get(identityId);
  if (!linked) throw refuse('IDENTITY_NOT_FOUND');
  const { leaderId } = linked;
  if (self.has(leaderId) && links.every((id) => id === identityId)) throw refuse('LAST_IDENTITY');
  return [
    {
      type: 'IdentityUnlinked',
      data: { identityId, leaderId, cause, ...(reason && { reason: seal({ subject: leaderId, purpose: 'account' }, reason) }) },
    },
  ];
}
