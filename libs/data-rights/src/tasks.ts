import { settles, type TaskKind, when } from '@app/feature';
import { uuidArray } from '@app/database';
import { erasedLeader, LeaderRow } from '@app/leader/read';
import sql from 'sql-template-tag';
import { DecideErasure } from './domain/decide-erasure.js';
import { ExtendSubjectAccess } from './domain/extend-subject-access.js';
import { RequestErasureScan } from './domain/request-erasure-scan.js';
import { DAYS_TO_ANSWER } from './domain/request-subject-access.js';
import { AMENDMENTS } from './log/amendments.js';
import { recordsOf } from './own-records.js';
import { ErasureRequestRow } from './read-model/erasure-request.row.js';
import { SubjectAccessRequestRow } from './read-model/subject-access-request.row.js';

/** So long somebody is told of what others corrected of what is recorded about them. */
const TOLD_FOR_DAYS = 28;

const erasure = { whose: ['administrator'], thing: 'ErasureRequest', id: sql`erasure_request.id` } as const;

/** What of people's rights waits for somebody. */
export const dataRightsTasks = {
  DECIDE_ERASURE: {
    ...erasure,
    description:
      'An erasure that was asked for: for another person than who asked, and than whom it is about. It is due within a month, as the answer to any right is.',
    en: 'Erasure to decide',
    cy: 'Dileu i’w benderfynu',
    title: { en: 'Approve or refuse an erasure', cy: 'Cymeradwyo neu wrthod dileu' },
    since: sql`erasure_request.requested_on`,
    due: sql`erasure_request.requested_on + ${DAYS_TO_ANSWER}::int`,
    settledBy: [settles(DecideErasure)],
    notBy: [sql`erasure_request.leader_id`, sql`erasure_request.requester_id`],
    byAPerson: true,
    from: ({ moment }) => sql`${moment.from(ErasureRequestRow)} where erasure_request.status = 'REQUESTED'`,
  },
  REMOVE_REMAINDER: {
    ...erasure,
    description: 'An erasure whose search still found something that the person was known by: it is removed there, and searched for again.',
    en: 'Erasure to finish',
    cy: 'Dileu i’w orffen',
    title: { en: 'Remove what an erasure still found, and search again', cy: 'Tynnu’r hyn y daeth dileu o hyd iddo, a chwilio eto' },
    // It was searched as soon as it was decided.
    since: sql`erasure_request.decided_on`,
    settledBy: [settles(RequestErasureScan)],
    from: ({ moment }) => sql`${moment.from(ErasureRequestRow)} where erasure_request.status = 'VALUES_REMAIN'`,
  },
  ANSWER_SUBJECT_ACCESS: {
    description:
      'A request for everything that is held about somebody else. The person fetches the answer, or an operator makes it to be handed over; a mutation only gives it more time, once.',
    en: 'Request for what is held',
    cy: 'Cais am yr hyn a gedwir',
    title: { en: 'Answer a request for what is held about somebody', cy: 'Ateb cais am yr hyn a gedwir am rywun' },
    whose: ['administrator'],
    thing: 'SubjectAccessRequest',
    id: sql`subject_access_request.id`,
    since: sql`subject_access_request.received_on`,
    due: sql`subject_access_request.due_on`,
    settledBy: [when(sql`subject_access_request.extended_from is null`, settles(ExtendSubjectAccess))],
    otherwise: true,
    notBy: [sql`subject_access_request.leader_id`],
    from: ({ moment }) =>
      sql`${moment.from(SubjectAccessRequestRow)} where subject_access_request.status = 'OPEN' and not ${erasedLeader(moment, sql`subject_access_request.leader_id`)}`,
  },
  SEE_CORRECTIONS: {
    description:
      'That somebody else corrected or voided something that is recorded of the person, within the last 28 days: `Leader.corrections` says what. There is nothing to settle; it goes by itself.',
    en: 'Your record was corrected',
    cy: 'Cywirwyd eich cofnod',
    title: { en: 'See what was corrected of what is recorded about you', cy: 'Gweld beth a gywirwyd o’r hyn sydd wedi’i gofnodi amdanoch' },
    whose: ['leader'],
    thing: 'Leader',
    id: sql`leader.id`,
    since: sql`corrected.recorded_on`,
    settledBy: [],
    from: ({ moment, viewer, self }) => sql`
      ${moment.from(LeaderRow)} cross join lateral (
        select max((event.recorded_at at time zone 'Europe/London')::date) as recorded_on from ${AMENDMENTS}
        where event.leader_id = leader.id::text and event.meta->>'causationId' is null and event.meta->'actor'->>'id' <> all(${[...self]}::text[])
      ) as corrected
      where leader.id = any(${uuidArray(recordsOf(viewer))}::uuid[]) and corrected.recorded_on > ${moment.asOf}::date - ${TOLD_FOR_DAYS}::int`,
  },
} as const satisfies Readonly<Record<string, TaskKind>>;
