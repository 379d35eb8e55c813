import { type Log, LOG } from '@app/event-store';
import { ReadModel } from '@app/read-model';
import { Inject, Injectable } from '@nestjs/common';
import sql from 'sql-template-tag';
import type { GrantDelegation } from '../domain/grant-delegation.js';
import { DelegationRow } from '../read-model/delegation.row.js';

/** How long is waited until the read model tells what is recorded by now; then it is gone by what it tells. */
const WAIT_MS = 2_000;

/** Finds delegations by what they say: each has a stream of its own, by an id that tells nothing of it. */
@Injectable()
export class StandingDelegations {
  constructor(
    private readonly readModel: ReadModel,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Another one that says what is to be granted, and was not ended: its id. @throws ReadModelNotReady, DatabaseUnavailable, StoreUnavailable */
  async like({ input, meta }: GrantDelegation): Promise<string | undefined> {
    const { delegationId, principalId, deputyId, roles, authority, startsOn = meta.effectiveOn, endsOn } = input;
    await this.readModel.waitFor(await this.log.recordedSoFar(WAIT_MS), WAIT_MS);
    const snapshot = await this.readModel.snapshot('writing');
    try {
      const [found] = await snapshot.present.query<{ id: string }>(sql`
        select delegation.id from ${snapshot.present.everyone(DelegationRow)}
        where delegation.id <> ${delegationId}::uuid and delegation.principal_id = ${principalId}::uuid and delegation.deputy_id = ${deputyId}::uuid
          and delegation.authority = ${authority} and delegation.starts_on = ${startsOn}::date and delegation.ends_on = ${endsOn}::date
          and delegation.roles @> ${JSON.stringify(roles)}::jsonb and delegation.roles <@ ${JSON.stringify(roles)}::jsonb and delegation.ended_on is null
        order by delegation.id limit 1`);
      return found?.id;
    } finally {
      await snapshot.release();
    }
  }
}
