import { Streams } from '@app/event-store';
import { type Actor, Clock, type CommandMeta, Refused } from '@app/kernel';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { randomUUID } from 'node:crypto';
import { OrderRetention, retention, type Retention } from '../domain/apply-retention.js';
import { RequestErasure } from '../domain/request-erasure.js';
import { type Expired, RECORD_TYPES, type RecordType } from '../domain/retention.events.js';
import { retentionStream } from '../events.js';
import { ExpiredRecords, type Found } from './expired-records.js';
import { RetentionRules } from './rules.js';

/** People in one order. */
const MOST_PEOPLE = 200;
/** An erasure of theirs is asked for already, or done, or is asked for of the record that theirs was merged into. */
const DONE_BEFORE = ['ERASURE_ALREADY_REQUESTED', 'ERASURE_UNDER_WAY', 'LEADER_ERASED', 'LEADER_MERGED'];

/** What applying the rules led to. */
export interface Ran {
  /** Orders that were given; a projector carries them out. */
  readonly runs: readonly string[];
  /** Erasures that were asked for, to be decided by somebody. */
  readonly erasures: number;
}

/** Applies the retention rules. */
@Injectable()
export class RetentionRun {
  constructor(
    readonly rules: RetentionRules,
    private readonly records: ExpiredRecords,
    private readonly streams: Streams,
    private readonly bus: CommandBus,
    private readonly clock: Clock,
  ) {}

  /** What would be destroyed today, and what is held. */
  async find(): Promise<readonly Found[]> {
    const found: Found[] = [];
    for (const record of RECORD_TYPES) found.push(await this.records.find(record));
    return found;
  }

  /** @param actor who applies them */
  async apply(found: readonly Found[], actor: Actor): Promise<Ran> {
    const runs: string[] = [];
    let erasures = 0;
    for (const { record, expired } of found) {
      if (record === 'PERSON') erasures += await this.#propose(expired, actor);
      else for (let from = 0; from < expired.length; from += MOST_PEOPLE) runs.push(await this.#order(record, expired.slice(from, from + MOST_PEOPLE), actor));
    }
    return { runs, erasures };
  }

  /** How far an order has come. */
  async statusOf(runId: string): Promise<Retention['status']> {
    return (await this.streams.load(retentionStream(runId), retention)).status;
  }

  async #order(record: RecordType, expired: readonly Expired[], actor: Actor): Promise<string> {
    const runId = randomUUID();
    const rules = this.rules.rules.filter((rule) => rule.record === record);
    await this.bus.execute(new OrderRetention(this.#meta(actor), { runId, record, rules, expired }));
    return runId;
  }

  /** Whoever is kept no longer as a whole is erased the way in which everybody is: by somebody's decision. */
  async #propose(expired: readonly Expired[], actor: Actor): Promise<number> {
    let asked = 0;
    for (const { leaderId } of expired) {
      try {
        await this.bus.execute(new RequestErasure(this.#meta(actor), { leaderId, ground: 'RETENTION_ENDED', retentionAppliedBy: actor.id }));
        asked++;
      } catch (error) {
        if (!(error instanceof Refused && DONE_BEFORE.includes(error.code))) throw error;
      }
    }
    return asked;
  }

  #meta(actor: Actor): CommandMeta {
    const [commandId, today] = [randomUUID(), this.clock.today()];
    return { commandId, actor, effectiveOn: today, now: this.clock.instant(), today, correlationId: commandId };
  }
}
