import type { EventStore, Log } from '../port.js';

/** What the contract is run against: a store and its log, with nothing in them. */
export interface StoreUnderTest {
  readonly store: EventStore;
  readonly log: Log;
  /** Cuts every connection to the store, as a network would; new ones succeed. */
  breakConnections(): Promise<void>;
  close(): Promise<void>;
}

export type MakeStore = () => Promise<StoreUnderTest>;

/** How long a log may take to show what its store answered for. */
export const VISIBLE_WITHIN_MS = 15_000;
