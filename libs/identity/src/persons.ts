import { type Actor, idsOf, type Self } from '@app/kernel';

/**
 * Who could be one person with whom: every account and record that was ever linked, and every two records that it was ever said of that they are of
 * one person, whether that still holds or not. Rules about oneself and about two people go by it; it gives nobody a right.
 */
export abstract class Persons {
  /** Every id that could be of the same person as one of these: of what is recorded when this is asked, nothing less. Those asked about are among them. */
  abstract couldBe(ids: readonly string[]): Promise<Self>;

  /** The same for who reads: while the store is away, of what is known of it. */
  lastKnownToBe(ids: readonly string[]): Promise<Self> {
    return this.couldBe(ids);
  }

  /** The accounts that somebody signs in by now as one of some records, by their opaque ids. */
  abstract accountsOf(recordIds: readonly string[]): Promise<Self>;

  /**
   * By which ids those acted who had a part in any merge of a record that was ever in force: who proposed it and who confirmed it, and the same of the records
   * that it was merged with, and so on.
   */
  abstract mergersOf(recordId: string): Promise<readonly string[]>;

  /**
   * Has no two decisions about who is who, or that go by what other streams say of somebody, be taken at the same time in any process: what one is told stands until what it
   * decides is recorded. Not to be asked for within such work: it would wait for itself.
   */
  abstract inTurn<T>(work: () => Promise<T>): Promise<T>;

  /** Whoever acts, and in whose name. What is no person has one id, and no other. */
  async of(actor: Actor): Promise<Self> {
    return actor.kind === 'person' ? this.couldBe(idsOf(actor)) : new Set(idsOf(actor));
  }

  /** The same for who reads: see `lastKnownToBe`. */
  async lastKnownOf(actor: Actor): Promise<Self> {
    return actor.kind === 'person' ? this.lastKnownToBe(idsOf(actor)) : new Set(idsOf(actor));
  }
}

/** Where nothing was ever linked with anything. */
export class NoPersons extends Persons {
  couldBe(ids: readonly string[]): Promise<Self> {
    return Promise.resolve(new Set(ids));
  }

  accountsOf(): Promise<Self> {
    return Promise.resolve(new Set());
  }

  mergersOf(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }
}
