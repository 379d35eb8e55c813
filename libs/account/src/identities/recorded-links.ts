import { DatabaseUnavailable } from '@app/database';
import { LOG, type Log, StoreUnavailable, Streams } from '@app/event-store';
import { IdentityLinks, type LinkedPerson } from '@app/identity';
import type { Position } from '@app/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { currentRecord } from './current-record.js';
import { IdentityRegister } from './identity-register.js';

const KEPT = 10_000;
/** What is remembered of a link is asked for again after this, even if nothing was recorded. */
const KEPT_FOR_MS = 60_000;

interface Known {
  /** How far the log had come before this was asked. */
  readonly at: Position;
  /** As `performance.now()`. */
  readonly until: number;
  readonly person: LinkedPerson | undefined;
}

/** Also where the database is the store. */
const isOfTheDatabase = (error: unknown): boolean =>
  error instanceof DatabaseUnavailable || (error instanceof StoreUnavailable && isOfTheDatabase(error.cause));

/**
 * Links as they are recorded. What was found is remembered until anything is recorded anywhere, for a minute at most, and not at all while
 * that might be missed: who was unlinked, or erased, is nobody at their next request, in every process. While the store is away, what is mirrored of
 * it counts, for as long as the installation says.
 */
@Injectable()
export class RecordedLinks extends IdentityLinks {
  readonly #known = new LRUCache<string, Known>({ max: KEPT });

  constructor(
    private readonly register: IdentityRegister,
    private readonly streams: Streams,
    @Inject(LOG) private readonly log: Pick<Log, 'heard'>,
  ) {
    super();
  }

  async personOf(issuer: string, subject: string): Promise<LinkedPerson | undefined> {
    const name = JSON.stringify([issuer, subject]);
    const at = this.log.heard;
    const known = this.#known.get(name);
    if (known && known.at === at && performance.now() < known.until) return known.person;
    try {
      const person = await this.#find(issuer, subject);
      if (at !== undefined) this.#known.set(name, { at, until: performance.now() + KEPT_FOR_MS, person });
      return person;
    } catch (error) {
      // Without the database nothing is answered: that is for what reads it to say, of whoever was known.
      if (known && isOfTheDatabase(error)) return known.person;
      throw error;
    }
  }

  /** Asks again at the next request of anybody: in the process that recorded something, before it hears of that. */
  forget(): void {
    this.#known.clear();
  }

  async #find(issuer: string, subject: string): Promise<LinkedPerson | undefined> {
    const holder = await this.register.find(issuer, subject);
    return holder && currentRecord((stream, fold) => this.streams.lastKnown(stream, fold), holder.leaderId);
  }
}
