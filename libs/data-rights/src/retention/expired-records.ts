import { Streams } from '@app/event-store';
import { Features, type RetainedRecords } from '@app/feature';
import { type CalendarDate, Clock } from '@app/kernel';
import { Keyring } from '@app/privacy';
import { ReadModel } from '@app/read-model';
import { Injectable } from '@nestjs/common';
import sql, { join } from 'sql-template-tag';
import { hold, type Hold } from '../domain/hold.js';
import type { Expired, RecordType } from '../domain/retention.events.js';
import { holdStream } from '../events.js';
import { RetentionRules } from './rules.js';

/** What the rules come to on a day, for one kind of record. */
export interface Found {
  readonly record: RecordType;
  /** With the keys that are still there; none for people as a whole, who are erased instead. */
  readonly expired: readonly Expired[];
  /** Of whom nothing may be destroyed for now, with the reason. */
  readonly held: readonly { readonly leaderId: string; readonly reason: string }[];
}

/** Finds what is kept no longer, by the rules there are. */
@Injectable()
export class ExpiredRecords {
  constructor(
    private readonly readModel: ReadModel,
    private readonly rules: RetentionRules,
    private readonly keyring: Keyring,
    private readonly streams: Streams,
    private readonly clock: Clock,
    private readonly features: Features,
  ) {}

  /** @throws DatabaseUnavailable, ReadModelNotReady */
  async find(record: RecordType): Promise<Found> {
    const expired: Expired[] = [];
    const held: { leaderId: string; reason: string }[] = [];
    const purposes = this.#kept(record).flatMap((kept) => kept.purposes);
    for (const leaderId of await this.#people(record, this.clock.today())) {
      const keys = (await this.keyring.ofSubject(leaderId)).filter(({ purpose }) => record === 'PERSON' || purposes.includes(purpose));
      // What was destroyed before is not destroyed again.
      if (keys.length === 0) continue;
      const state = await this.holdOf(leaderId);
      if (state.status === 'held') held.push({ leaderId, reason: state.reason });
      else expired.push({ leaderId, keys: record === 'PERSON' ? [] : keys });
    }
    return { record, expired, held };
  }

  holdOf(leaderId: string): Promise<Hold> {
    return this.streams.load(holdStream(leaderId), hold);
  }

  /** The records of a kind: a person as a whole has all of them. */
  #kept(record: RecordType): readonly RetainedRecords[] {
    return this.features.retention.filter((kept) => record === 'PERSON' || kept.record === record);
  }

  /** Those all of whose records of the kind ended so long ago, each by the rule of its own nation. A record of a nation without a rule keeps all. */
  async #people(record: RecordType, today: CalendarDate): Promise<readonly string[]> {
    const rules = this.rules.rules.filter((rule) => rule.record === record);
    if (rules.length === 0) return [];
    const snapshot = await this.readModel.snapshot('writing');
    try {
      const { present } = snapshot;
      const rows = await present.query<{ id: string }>(sql`
        select kept.leader_id as id from (${join(
          this.#kept(record).map((kept) => kept.ended(present)),
          ' union all ',
        )}) as kept (leader_id, nation, ended_on)
        left join unnest(${rules.map(({ nation }) => nation)}::text[], ${rules.map(({ keepMonths }) => keepMonths)}::int[]) as rule (nation, months)
          on rule.nation = kept.nation
        group by kept.leader_id
        having bool_and(coalesce(kept.ended_on + make_interval(months => rule.months) <= ${today}::date, false)) order by 1`);
      return rows.map(({ id }) => id);
    } finally {
      await snapshot.release();
    }
  }
}
