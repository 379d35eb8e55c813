import { CAPACITY } from '../load/journeys.js';

/** What must not be found. Each answers with the rows that show it; `judge.acknowledged` holds what the writers were told. */
export interface Question {
  readonly forbidden: string;
  readonly sql: string;
}

const LAST_EVENT = 'a.event_ids[cardinality(a.event_ids)]';

/** Of the log and what was acknowledged. */
export const ofTheLog: readonly Question[] = [
  {
    forbidden: 'positions with holes, or a head that is not the last of them',
    sql: `select * from (select count(*), min(position) as first, max(position) as last, (select position from es.log_head) as head from es.events) l
      where (count, first, last) is distinct from (head, 1, head)`,
  },
  {
    forbidden: 'a stream whose revisions are not 0, 1, 2 … in the order of the log',
    sql: `select * from (select stream, revision, position, row_number() over (partition by stream order by position) - 1 as expected from es.events) e
      where revision <> expected`,
  },
  {
    forbidden: 'time that runs backwards along the log',
    sql: `select * from (select position, recorded_at, lag(recorded_at) over (order by position) as before from es.events) e where recorded_at < before`,
  },
  { forbidden: 'an event id twice', sql: 'select event_id from es.events group by event_id having count(*) > 1' },
  {
    forbidden: 'an acknowledged event that is lost, or does not stand where its receipt says',
    sql: `select a.writer, a.n, a.command_id, a.stream, a.revision, e.position, e.stream as found_in, e.revision as found_at
      from judge.acknowledged a cross join lateral unnest(a.event_ids) with ordinality i(event_id, k) left join es.events e on e.event_id = i.event_id
      where a.outcome = 'recorded' and (e.stream, e.command_id, e.revision) is distinct from (a.stream, a.command_id, a.revision - cardinality(a.event_ids) + i.k)`,
  },
  {
    forbidden: 'a receipt whose token stands for something else',
    sql: `select a.writer, a.n, a.token, e.position, e.event_id from judge.acknowledged a join es.events e on e.event_id = ${LAST_EVENT}
      where a.outcome = 'recorded' and a.token not in ('log:' || e.position, 'event:' || e.event_id)`,
  },
  {
    forbidden: 'a writer’s events in another order than they were acknowledged in',
    sql: `select * from (
        select a.writer, a.n, e.position, lag(e.position) over (partition by a.writer order by a.n) as before
        from judge.acknowledged a join es.events e on e.event_id = ${LAST_EVENT} where a.outcome = 'recorded'
      ) w where position <= before`,
  },
  {
    forbidden: 'a command recorded twice, in several streams, or by halves',
    sql: `select c.* from (
        select command_id, count(*) as events, count(distinct stream) as streams, max(revision) - min(revision) + 1 as span from es.events group by command_id
      ) c left join judge.acknowledged a on a.command_id = c.command_id and a.outcome = 'recorded'
      where streams > 1 or span <> events or events <> cardinality(a.event_ids)`,
  },
  {
    forbidden: 'people’s commands in the log that nobody was told were recorded, or the other way round',
    sql: `select l.command_id as in_the_log, a.command_id as acknowledged
      from (select distinct command_id from es.events where meta->'actor'->>'kind' <> 'system') l
      full join (select command_id from judge.acknowledged where outcome = 'recorded') a on a.command_id = l.command_id
      where l.command_id is null or a.command_id is null`,
  },
];

const GIVEN = `type in ('PlaceHeld', 'PlacePromoted')`;
const PLACED = `'PlaceOffered', 'OfferAccepted', 'LeaderEnrolled', 'EnrolmentInterrupted', 'EnrolmentResumed'`;
const ENDED = `'OfferDeclined', 'OfferLapsed', 'EnrolmentWithdrawn', 'EnrolmentDeferred', 'EnrolmentTransferred', 'EnrolmentClosedWithCohort'`;
const last = (types: string) =>
  `select distinct on (data->>'enrolmentId') data->>'enrolmentId' as enrolment, type from es.events where type in (${types}) order by 1, position desc`;

/** Of what process managers did: the cohort and the enrolment say the same of each place, so every reaction took effect once. */
export const ofTheReactions: readonly Question[] = [
  {
    forbidden: 'a place that was not answered by exactly one offer, or had back',
    sql: `select g.position, g.event_id, count(r.position) as answers
      from (select position, event_id from es.events where ${GIVEN} and data->>'continues' is null) g
      left join es.events r on r.type in ('PlaceOffered', 'PlaceReleased') and (r.meta->>'causationId')::uuid = g.event_id
      group by g.position, g.event_id having count(r.position) <> 1`,
  },
  {
    forbidden: 'more places given than there are',
    sql: `select * from (
        select position, data->>'cohortId' as cohort, sum(case when ${GIVEN} then 1 else -1 end) over (partition by data->>'cohortId' order by position) as held
        from es.events where ${GIVEN} or type = 'PlaceReleased'
      ) p where held > ${CAPACITY} or held < 0`,
  },
  {
    forbidden: 'a place that the cohort gives and the enrolment does not have, or the other way round',
    sql: `select c.enrolment as given, e.enrolment as had
      from (select enrolment from (${last(`'PlaceHeld', 'PlacePromoted', 'PlaceReleased'`)}) c where ${GIVEN}) c
      full join (select enrolment from (${last(`${PLACED}, ${ENDED}`)}) e where type in (${PLACED})) e using (enrolment)
      where c.enrolment is null or e.enrolment is null`,
  },
  {
    forbidden: 'someone on the cohort’s waiting list who does not wait, or the other way round',
    sql: `select c.enrolment as queued, e.enrolment as waiting
      from (select enrolment from (${last(`'PlaceQueued', 'PlaceHeld', 'PlacePromoted', 'QueueLeft'`)}) c where type = 'PlaceQueued') c
      full join (select enrolment from (${last(`'WaitlistJoined', ${PLACED}, ${ENDED}`)}) e where type = 'WaitlistJoined') e using (enrolment)
      where c.enrolment is null or e.enrolment is null`,
  },
];

/** Of the mirror: `judge.native` holds what the EventStoreDB server has, in its own order. */
export const ofTheMirror: readonly Question[] = [
  {
    forbidden: 'an event of the server that the log does not have at its place in the order, or the other way round',
    sql: `select n.position as native, e.position, n.event_id as native_id, e.event_id from judge.native n full join es.events e using (position)
      where (n.event_id, n.stream, n.revision, n.type) is distinct from (e.event_id, e.stream::text, e.revision, e.type::text)`,
  },
  { forbidden: 'an event id twice in the server', sql: 'select event_id from judge.native group by event_id having count(*) > 1' },
];
