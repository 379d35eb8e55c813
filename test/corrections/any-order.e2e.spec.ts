import fc from 'fast-check';
import { Journeys, OPENED } from '../support/journey.js';
import { type Recorded, startSystem, type System } from '../support/system.js';

const reasonCode = 'RECORDED_IN_ERROR';
/** Each costs some seconds; `PROPERTY_RUNS` tries as many as there is time for. */
const numRuns = Number(process.env['PROPERTY_RUNS'] ?? 3);

let system: System;
let journeys: Journeys;
beforeAll(async () => {
  system = await startSystem();
  journeys = await Journeys.prepare(system, { hours: { attendanceMinutes: 60, reflectionMinutes: 30 } });
});
afterAll(() => system.stop());

const eventOf = ({ receipt }: Recorded): string => receipt.eventIds[0] ?? '';

/** What somebody records in an enrolment, on a day of a year, and what may be recorded wrongly instead. */
interface Step {
  readonly mutation: string;
  readonly on: string;
  readonly input?: object;
  readonly session?: 0 | 1;
  readonly wrongly?: object;
}
const STEPS: readonly Step[] = [
  { mutation: 'screenApplicant', on: '2025-01-20', input: { eligible: true }, wrongly: { effectiveOn: '2025-01-18' } },
  { mutation: 'shortlistApplicant', on: '2025-01-27', wrongly: { effectiveOn: '2025-01-21' } },
  { mutation: 'offerPlace', on: '2025-02-03' },
  { mutation: 'acceptOffer', on: '2025-02-10', wrongly: { effectiveOn: '2025-02-05' } },
  { mutation: 'enrolLeader', on: '2025-03-03', wrongly: { effectiveOn: '2025-02-20' } },
  { mutation: 'recordAttendance', on: '2025-03-03', input: { minutes: 45 }, session: 0, wrongly: { minutes: 40 } },
  { mutation: 'recordStudyHours', on: '2025-03-10', input: { minutes: 40 }, wrongly: { minutes: 35, effectiveOn: '2025-03-12' } },
  { mutation: 'recordAttendance', on: '2025-04-07', input: { minutes: 30 }, session: 1, wrongly: { minutes: 25 } },
  { mutation: 'interruptEnrolment', on: '2025-05-05', wrongly: { effectiveOn: '2025-05-09' } },
  { mutation: 'resumeEnrolment', on: '2025-06-02', wrongly: { effectiveOn: '2025-05-20' } },
  { mutation: 'completeProgramme', on: '2025-09-01', wrongly: { effectiveOn: '2025-09-03' } },
  { mutation: 'grantAward', on: '2025-09-08', wrongly: { effectiveOn: '2025-10-01' } },
];
const DAYS = [
  '2025-01-19',
  '2025-01-22',
  '2025-02-07',
  '2025-02-25',
  '2025-03-11',
  '2025-04-08',
  '2025-05-07',
  '2025-05-25',
  '2025-09-02',
  '2025-09-20',
  '2025-12-01',
];

const SHOWN = 'status statusSince attendanceMinutes reflectionMinutes completedOn award respondBy endorsed everOffered everEnrolled';
/** Everything that a reader sees of an enrolment, on every day on which something could be otherwise. */
async function seen(enrolmentId: string): Promise<object> {
  const days = DAYS.map((day, index) => `day${index}: at(asOf: "${day}") { enrolments(first: 20) { nodes { id ${SHOWN} } } }`);
  const { data, errors } = await system.ask<Record<string, { enrolments: { nodes: { id: string }[] } }>>(`{ ${days.join(' ')} }`);
  expect(errors).toBeUndefined();
  return Object.values(data).map(({ enrolments }) => ({ ...enrolments.nodes.find(({ id }) => id === enrolmentId), id: undefined }));
}

describe('an enrolment whose facts were corrected and voided', () => {
  it('is what it would be had they been recorded right, in whichever order that was done', async () => {
    const journey = async (mistakes: readonly boolean[], extras: readonly number[], order: readonly number[]): Promise<object> => {
      const cohortId = await journeys.openCohort();
      const sessions = [await journeys.session(cohortId, 60, '2025-03-03'), await journeys.session(cohortId, 60, '2025-04-07')];
      const enrolmentId = await journeys.applied(cohortId);
      const repairs: { readonly mutation: string; readonly input: object }[] = [];
      const extra: string[] = [];
      for (const [index, { mutation, on, input = {}, session, wrongly }] of STEPS.entries()) {
        const right = { enrolmentId, ...(session !== undefined && { sessionId: sessions[session] }), effectiveOn: on, ...input };
        const isWrong = mistakes[index] === true && wrongly !== undefined;
        // What is completed is so by the hours on record by then.
        if (mutation === 'completeProgramme') for (const eventId of extra) await system.record('voidFact', { eventId, reasonCode });
        const recorded = await system.record(mutation, isWrong ? { ...right, ...wrongly } : right);
        if (isWrong) repairs.push({ mutation, input: { ...right, corrects: eventOf(recorded) } });
        if (mutation === 'offerPlace') await system.settled();
        if (!extras.includes(index)) continue;
        // While they take part, something that never was can be recorded too.
        const never = await system.mutate('recordStudyHours', { enrolmentId, minutes: 7, effectiveOn: on });
        if (never.__typename === 'Recorded') extra.push(eventOf(never));
      }
      // What builds on something has to go first, so whoever repairs tries again after the others.
      for (let left = order.flatMap((place) => repairs[place % repairs.length] ?? []).concat(repairs), rounds = 0; left.length > 0; rounds++) {
        expect(rounds).toBeLessThan(20);
        const again: typeof repairs = [];
        const done = new Set<object>();
        for (const repair of new Set(left)) {
          const outcome = await system.mutate(repair.mutation, { ...repair.input, reasonCode });
          if (outcome.__typename === 'Recorded') done.add(repair);
          else {
            expect(['LATER_FACT_STANDS_ON_IT', 'EFFECTIVE_BEFORE_ENABLING_FACT', 'HOURS_SHORT', 'ENROLMENT_INTERRUPTED']).toContain(outcome.code);
            again.push(repair);
          }
        }
        left = again;
      }
      await system.settled();
      return seen(enrolmentId);
    };
    const clean = await journey([], [], []);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { minLength: STEPS.length, maxLength: STEPS.length }),
        fc.uniqueArray(fc.integer({ min: 4, max: 8 }), { maxLength: 3 }),
        fc.array(fc.nat({ max: 20 }), { maxLength: 10 }),
        async (mistakes, extras, order) => expect(await journey(mistakes, extras, order)).toEqual(clean),
      ),
      { numRuns, endOnFailure: true },
    );
  });
});

describe('a cohort in which endings were voided', () => {
  const HAS_PLACE = ['OFFERED', 'ACCEPTED', 'ENROLLED', 'IN_PROGRESS', 'INTERRUPTED'];
  const MOVES = ['offer', 'enrol', 'decline', 'withdraw', 'void'] as const;

  it('gives no more than it has, and leaves nobody with a place that is not theirs or without one that is', async () => {
    const move = fc.record({ who: fc.nat({ max: 3 }), what: fc.constantFrom(...MOVES), settles: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2 }), fc.array(move, { minLength: 6, maxLength: 14 }), async (capacity, moves) => {
        const cohortId = await journeys.openCohort({ capacity });
        const people = [];
        for (let person = 0; person < 4; person++) people.push(await journeys.shortlisted(cohortId));
        const endings: string[] = [];
        for (const { who, what, settles } of moves) {
          const enrolmentId = people[who] ?? '';
          const effectiveOn = '2025-03-10';
          if (what === 'offer') await system.mutate('offerPlace', { enrolmentId, effectiveOn: OPENED > effectiveOn ? OPENED : effectiveOn });
          if (what === 'enrol') for (const step of ['acceptOffer', 'enrolLeader']) await system.mutate(step, { enrolmentId, effectiveOn });
          if (what === 'decline' || what === 'withdraw') {
            const ended = await system.mutate(what === 'decline' ? 'declineOffer' : 'withdrawEnrolment', { enrolmentId, effectiveOn });
            if (ended.__typename === 'Recorded') endings.push(eventOf(ended));
          }
          if (what === 'void' && endings.length > 0) await system.mutate('voidFact', { eventId: endings.pop(), reasonCode });
          if (settles) await system.settled();
        }
        await system.settled();
        const lead = await journeys.lead();
        const { data, errors } = await lead.ask<{
          node: { placesHeld: number; waitingList: { nodes: { id: string }[] }; enrolments: { nodes: { id: string; status: string }[] } };
        }>(
          'query ($id: ID!) { node(id: $id) { ... on Cohort { placesHeld waitingList(first: 10) { nodes { id } } enrolments(first: 10) { nodes { id status } } } } }',
          {
            id: cohortId,
          },
        );
        expect(errors).toBeUndefined();
        const { placesHeld, waitingList, enrolments } = data.node;
        const standing = (statuses: readonly string[]) => enrolments.nodes.filter(({ status }) => statuses.includes(status)).map(({ id }) => id);
        expect(placesHeld).toBeLessThanOrEqual(capacity);
        expect(standing(HAS_PLACE)).toHaveLength(placesHeld);
        expect(waitingList.nodes.map(({ id }) => id).sort()).toEqual(standing(['WAITLISTED']).sort());
        if (waitingList.nodes.length > 0) expect(placesHeld).toBe(capacity);
        expect(new Set(enrolments.nodes.map(({ id }) => id)).size).toBe(4);
      }),
      { numRuns: numRuns * 2, endOnFailure: true },
    );
  });
});
