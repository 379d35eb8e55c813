import { Streams } from '@app/event-store';
import { type Delegated, Delegations, NotAuthenticated, type Role } from '@app/identity';
import { Clock, isSelf } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import type { DelegatedRole } from '../domain/delegation.events.js';
import { delegation } from '../domain/delegation.js';
import { delegationStream } from '../events.js';
import { currentRecord } from '../identities/current-record.js';
import { RecordedPersons } from '../identities/recorded-persons.js';

const ROLES: Readonly<Record<DelegatedRole, Role>> = {
  LEADER: 'leader',
  LINE_MANAGER: 'line-manager',
  PROGRAMME_LEAD: 'programme-lead',
  PANEL_MEMBER: 'panel-member',
};

/**
 * Delegations as they are recorded, asked of their own streams at every request: one that has ended counts no more from then on. While the store is away,
 * as they were last known.
 */
@Injectable()
export class RecordedDelegations extends Delegations {
  constructor(
    private readonly streams: Streams,
    private readonly clock: Clock,
    private readonly persons: RecordedPersons,
  ) {
    super();
  }

  async inForce(delegationId: string, deputyId: string): Promise<Delegated> {
    const load: Streams['load'] = (stream, fold) => this.streams.lastKnown(stream, fold);
    const state = await load(delegationStream(delegationId), delegation);
    // Another's is answered as one that is not there.
    if (state.status === 'none' || (await currentRecord(load, state.deputyId))?.id !== deputyId) throw new NotAuthenticated('DELEGATION_UNKNOWN');
    const { roles, authority, startsOn, endsOn, granterIds } = state;
    const principal = await currentRecord(load, state.principalId);
    if (state.status === 'ended' || !principal) throw new NotAuthenticated('DELEGATION_ENDED');
    const today = this.clock.today();
    if (today < startsOn) throw new NotAuthenticated('DELEGATION_NOT_YET', { startsOn });
    if (today > endsOn) throw new NotAuthenticated('DELEGATION_EXPIRED', { endsOn });
    // In another's place nobody gives that one's rights to themselves: who granted it may have been linked with the deputy since.
    if (!granterIds.includes(state.principalId) && isSelf(await this.persons.lastKnownToBe([deputyId, state.deputyId]), granterIds))
      throw new NotAuthenticated('DELEGATION_TO_ONESELF');
    return { id: delegationId, principalId: principal.id, roles: roles.map((role) => ROLES[role]), mayAct: authority === 'ACTING' };
  }
}
