import type { Streams } from '@app/event-store';

/** What is to be known of sessions’ attendance registers, which are kept elsewhere: whoever keeps them provides this. */
export abstract class Registers {
  /** Whether anything is recorded in a session’s register, absence included. */
  abstract isMarked(streams: Streams, session: { readonly cohortId: string; readonly sessionId: string }): Promise<boolean>;
}
