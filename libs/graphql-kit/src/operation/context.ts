import type { Principal } from '@app/identity';
import type { Actor, Clock } from '@app/kernel';
import type { Language } from '@app/localisation';
import type { OperationReads } from './reads.js';

/** What every resolver of one operation shares: `@Context() context: GraphqlContext`. */
export interface GraphqlContext {
  readonly actor: Actor;
  /** The actor, with what is claimed of them. */
  readonly principal: Principal;
  readonly language: Language;
  readonly clock: Clock;
  /** A UUID, in the logs and in `x-request-id`. */
  readonly requestId: string;
  readonly traceparent?: string;
  readonly reads: OperationReads;
}
