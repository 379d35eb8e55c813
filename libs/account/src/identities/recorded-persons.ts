import { ADVISORY_LOCKS, Database, OneAtATime } from '@app/database';
import { Codec, type Log, LOG, type LoggedEvent, StoreUnavailable, Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import { idsOf, type Position, type SealedValue, type Self, unreachable } from '@app/kernel';
import type { LeaderMergeProposed, LeadersMerged } from '@app/leader/events';
import { KeyLocked, Opener } from '@app/privacy';
import { Inject, Injectable } from '@nestjs/common';
import type { IdentityEvent, IdentityLinked } from '../domain/identity.events.js';
import { Mergers } from '../domain/mergers.js';
import { PersonGraph } from '../domain/person-graph.js';
import { AccountIds } from './account-ids.js';
import { currentRecord } from './current-record.js';

/** How long is waited until the log has what the store has recorded. */
const WAIT_MS = 5_000;
const PAGE = 1_000;

type Linking = IdentityEvent | LeaderMergeProposed | LeadersMerged;

interface Known {
  readonly graph: PersonGraph;
  readonly mergers: Mergers;
  /** Links that stand, with whose they are and by which account; none where that can be read no more. */
  readonly standing: Map<string, { readonly record: string; readonly account: string | undefined }>;
  /** The position up to which this was read. */
  at: Position;
}

const nothing = (): Known => ({ graph: new PersonGraph(), mergers: new Mergers(), standing: new Map(), at: 0n });

/**
 * Who could be one person with whom, by every link and every merge in the log. A process reads on whenever it is asked, up to what is recorded by then: a
 * table of the read model might be behind, and a link that was recorded a second ago counts.
 */
@Injectable()
export class RecordedPersons extends Persons {
  #known = nothing();
  #reading: Promise<unknown> = Promise.resolve();
  readonly #turns: OneAtATime;

  constructor(
    private readonly database: Database,
    @Inject(LOG) private readonly log: Log,
    private readonly codec: Codec,
    private readonly opener: Opener,
    private readonly accounts: AccountIds,
    private readonly streams: Streams,
  ) {
    super();
    this.#turns = new OneAtATime(database, 'persons', ADVISORY_LOCKS.persons);
  }

  /** @throws DatabaseUnavailable; whatever the work throws */
  inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#turns.run(work);
  }

  /** @throws as `couldBe` */
  async mergersOf(recordId: string): Promise<readonly string[]> {
    return (await this.#upToNow()).mergers.of(recordId);
  }

  /** @throws DatabaseUnavailable, StoreUnavailable; KeyLocked where a link cannot be opened now */
  async couldBe(ids: readonly string[]): Promise<Self> {
    return (await this.#upToNow()).graph.couldBe(ids);
  }

  /** The same for who reads, as `Streams.lastKnown`: while the store is away, of what is known of it. @throws DatabaseUnavailable, KeyLocked */
  override lastKnownToBe(ids: readonly string[]): Promise<Self> {
    return this.couldBe(ids).catch(async (error: unknown) => {
      if (!(error instanceof StoreUnavailable)) throw error;
      return (await this.#upTo(() => this.log.head())).graph.couldBe(ids);
    });
  }

  /** @throws as `couldBe` */
  async accountsOf(recordIds: readonly string[]): Promise<Self> {
    const { standing } = await this.#upToNow();
    const asked = new Set(recordIds);
    return new Set([...standing.values()].flatMap(({ record, account }) => (account !== undefined && asked.has(record) ? [account] : [])));
  }

  /** The links that somebody signs in by now, by whichever of their records. @throws as `couldBe` */
  async linksOf(leaderId: string): Promise<readonly string[]> {
    const { graph, standing } = await this.#upToNow();
    const load: Streams['load'] = (stream, fold) => this.streams.load(stream, fold);
    const could = graph.couldBe([leaderId]);
    const person = (await currentRecord(load, leaderId))?.id;
    const links: string[] = [];
    for (const [identityId, { record }] of standing) {
      if (could.has(record) && (await currentRecord(load, record))?.id === person) links.push(identityId);
    }
    return links;
  }

  #upToNow(): Promise<Known> {
    return this.#upTo(() => this.log.recordedSoFar(WAIT_MS));
  }

  /** One reads on after the other, so that each has what was recorded before it asked. */
  #upTo(end: () => Promise<Position>): Promise<Known> {
    const turn = this.#reading.then(async () => this.#readOn(await end()));
    this.#reading = turn.catch(() => undefined);
    return turn;
  }

  async #readOn(head: Position): Promise<Known> {
    // Another history than before: a backup was restored, or the mirror was made anew.
    if (head < this.#known.at) this.#known = nothing();
    const known = this.#known;
    while (known.at < head) {
      const { rows } = await this.database.query<{ id: string; position: Position }>(
        `select event_id as id, position from es.events
          where type in ('IdentityLinked', 'IdentityUnlinked', 'LeaderMergeProposed', 'LeadersMerged') and position > $1 and position <= $2
          order by position limit ${PAGE}`,
        [known.at, head],
      );
      const found = await this.log.byId(rows.map(({ id }) => id));
      await this.#take(
        known,
        rows.flatMap(({ id }) => found.get(id) ?? []),
      );
      known.at = rows.length < PAGE ? head : (rows.at(-1)?.position ?? head);
    }
    return known;
  }

  async #take({ graph, mergers, standing }: Known, stored: readonly LoggedEvent[]): Promise<void> {
    const events = stored.map((event) => this.codec.decode<Linking>(event));
    const accounts = await this.#accountsOf(events.flatMap((event) => (event.type === 'IdentityLinked' ? event.data : [])));
    for (const event of events) {
      switch (event.type) {
        case 'IdentityLinked': {
          const { identityId, leaderId } = event.data;
          const account = accounts.get(identityId);
          if (account !== undefined) graph.join(account, leaderId);
          standing.set(identityId, { record: leaderId, account });
          break;
        }
        case 'IdentityUnlinked':
          standing.delete(event.data.identityId);
          break;
        case 'LeaderMergeProposed':
          graph.say(event.data.leaderId, event.data.mergedId);
          mergers.proposed(event.data, idsOf(event.meta.actor));
          break;
        case 'LeadersMerged':
          graph.join(event.data.leaderId, event.data.mergedId);
          mergers.merged(event.data, idsOf(event.meta.actor));
          break;
        default:
          unreachable(event);
      }
    }
  }

  /** The accounts of links. Older ones name none, and are opened; whose keys are destroyed is told by nothing any more. */
  async #accountsOf(links: readonly IdentityLinked['data'][]): Promise<ReadonlyMap<string, string>> {
    const older = links.filter(({ account }) => account === undefined);
    // The log holds sealed values only.
    const sealed = older.flatMap(({ issuer, subject }) => [issuer as SealedValue<string>, subject as SealedValue<string>]);
    const values = await this.opener.open(sealed);
    const idOf = await this.accounts.make();
    const accounts = new Map(links.flatMap(({ identityId, account }) => (account === undefined ? [] : [[identityId, account] as const])));
    for (const [index, { identityId }] of older.entries()) {
      const [issuer, subject] = [values[index * 2], values[index * 2 + 1]];
      if (issuer?.state === 'locked' || subject?.state === 'locked') throw new KeyLocked(sealed[index * 2]?.key ?? identityId);
      if (issuer?.state === 'open' && subject?.state === 'open') accounts.set(identityId, idOf({ issuer: issuer.value, subject: subject.value }));
    }
    return accounts;
  }
}
