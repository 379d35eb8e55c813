import { NotAuthenticated } from './not-authenticated.js';
import type { Delegated } from './principal.js';

/** In whose name somebody may act, as far as that has been recorded. */
export abstract class Delegations {
  /**
   * What a delegation gives its deputy now. Asked at every request that names one.
   * @param delegationId a UUID, or anything else that names none
   * @throws NotAuthenticated DELEGATION_UNKNOWN, also for one that is somebody else's; DELEGATION_NOT_YET, DELEGATION_EXPIRED, DELEGATION_ENDED; DELEGATION_TO_ONESELF for one
   * that its deputy granted in the principal's place
   */
  abstract inForce(delegationId: string, deputyId: string): Promise<Delegated>;
}

/** Where nobody acts for anybody. */
export class NoDelegations extends Delegations {
  inForce(): Promise<never> {
    return Promise.reject(new NotAuthenticated('DELEGATION_UNKNOWN'));
  }
}
