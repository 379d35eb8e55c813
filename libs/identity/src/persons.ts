import { type Actor, idsOf, type Self } from '@app/kernel';

/**
 * Who could be one person with whom: every account and record that was ever linked, and every two records that it was ever said of that they are of
 * one person, whether that still holds or not. Rules about oneself and about two people go by it; it gives nobody a right.
 */
export abstract class Persons {
  /** Every id that could be of the same person as one of these: of what is recorded when this is asked, nothing less. Those asked about are among them. */
  abstract couldBe(ids: readonly string[]): Promise<Self>;

  /** Whoever acts, and in whose name. What is no person has one id, and no other. */
  async of(actor: Actor): Promise<Self> {
    return actor.kind === 'person' ? this.couldBe(idsOf(actor)) : new Set(idsOf(actor));
  }
}

/** Where nothing was ever linked with anything. */
export class NoPersons extends Persons {
  couldBe(ids: readonly string[]): Promise<Self> {
    return Promise.resolve(new Set(ids));
  }
}
