import type { Instant } from '@app/kernel';
import { type Moment, ReadModel } from '@app/read-model';
import { Injectable } from '@nestjs/common';
import sql, { type Sql } from 'sql-template-tag';
import { PersonalReadRow } from '../read-model/personal-read.row.js';

const MOST = 10_000;

/** Finds what waits no longer: its hour is over, and the read model tells all of it. */
@Injectable()
export class ShownReads {
  constructor(private readonly readModel: ReadModel) {}

  /** @returns the ids of rows, and the last reads that they tell @throws DatabaseUnavailable */
  async at(now: Instant): Promise<readonly { readonly id: string; readonly until: Instant }[]> {
    const snapshot = await this.readModel.snapshot();
    try {
      return await snapshot.present.query<{ id: string; until: Instant }>(sql`
        select r.id, r.until from audit.read_of_one r join audit.read_window w on w.id = r.window_id
        join ${snapshot.present.everyone(PersonalReadRow)} on personal_read.id = r.id
        where w.hour + interval '1 hour' <= ${now}::timestamptz and personal_read.since <= r.since and personal_read.until >= r.until
          and personal_read.fields @> r.fields limit ${MOST}`);
    } finally {
      await snapshot.release();
    }
  }
}

/** Where an id is in both, the table has at least what was told of it, and what waits has at least what was not: together they are all. */
export const readsSoFar = (moment: Moment): Sql => sql`(
  select personal_read.* from ${moment.everyone(PersonalReadRow)} where not exists (select from audit.read_of_one r where r.id = personal_read.id)
  union all
  select r.id, r.leader_id, w.reader #>> '{actor,id}', w.reader #>> '{actor,onBehalfOf}', array(select jsonb_array_elements_text(w.reader->'roles')),
    w.reader->>'purpose', least(r.since, personal_read.since), greatest(r.until, personal_read.until),
    array(select distinct unnest(r.fields || personal_read.fields) order by 1), personal_read.records_said, personal_read.known_from
  from audit.read_of_one r join audit.read_window w on w.id = r.window_id left join ${moment.everyone(PersonalReadRow)} on personal_read.id = r.id
) as personal_read`;
