import { aPerson, type CalendarDate, Command, seal, type Self } from '@app/kernel';
import type { Authority, DelegatedRole, DelegationEvent } from './delegation.events.js';
import type { Delegation } from './delegation.js';
import type { Person } from './person.js';
import { refuse } from './refusals.js';

/** Has somebody act in another's name for a time: by that person, or by an administrator while that person is away. */
export class GrantDelegation extends Command<{
  readonly delegationId: string;
  readonly principalId: string;
  readonly deputyId: string;
  readonly roles: readonly DelegatedRole[];
  readonly authority: Authority;
  /** The day from which the command holds where absent. */
  readonly startsOn?: CalendarDate | undefined;
  /** The last day. */
  readonly endsOn: CalendarDate;
  readonly reason?: string | undefined;
}> {}

interface Known {
  readonly principal: Person;
  readonly deputy: Person;
  /** Whoever grants it. */
  readonly self: Self;
  /** One that says the same and was not ended. */
  readonly alike: string | undefined;
}

export function grant({ input, meta }: GrantDelegation, state: Delegation, known: Known): readonly DelegationEvent[] {
  const { delegationId, principalId, deputyId, authority, startsOn = meta.effectiveOn, endsOn, reason } = input;
  const roles = [...new Set(input.roles)];
  if (meta.actor.onBehalfOf !== undefined) throw refuse('DELEGATION_NOT_PASSED_ON');
  if (state.status !== 'none') throw refuse('DELEGATION_ALREADY_GRANTED');
  if (known.principal.status !== 'registered') throw refuse('PRINCIPAL_NOT_FOUND');
  if (known.deputy.status !== 'registered') throw refuse('DEPUTY_NOT_FOUND');
  if (deputyId === principalId) throw refuse('OWN_DEPUTY');
  if (roles.length === 0) throw refuse('DELEGATION_WITHOUT_ROLE');
  if (endsOn < startsOn) throw refuse('DELEGATION_ENDS_BEFORE_IT_STARTS', { startsOn, endsOn });
  if (endsOn < meta.today) throw refuse('DELEGATION_OVER_ALREADY', { endsOn });
  if (known.alike !== undefined) throw refuse('DELEGATION_IN_FORCE', { delegationId: known.alike });
  if (meta.actor.id !== principalId) {
    if (!reason) throw refuse('DELEGATION_REASON_REQUIRED');
    aPerson(meta.actor);
    // In another's place nobody gives that one's rights to themselves.
    if (known.self.has(deputyId)) throw refuse('DELEGATION_TO_ONESELF');
  }
  return [
    {
      type: 'DelegationGranted',
      data: {
        ...{ delegationId, principalId, deputyId, roles, authority, startsOn, endsOn },
        ...(reason && { reason: seal({ subject: principalId, purpose: 'account' }, reason) }),
      },
    },
  ];
}
