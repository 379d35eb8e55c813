import type { System } from '../../support/system.js';
import type { Mixed } from './mixed-journey.js';

const ENROLMENT = `id status statusSince applications endorsed everOffered everEnrolled respondBy attendanceMinutes reflectionMinutes cpdHours completedOn award
  reason { state value } leader { id name { value } } assignment { id post { value } } organisation { id nameEn } cohort { id } continues { id } continuedBy { id }`;

const PAGES = `fragment Everything on Moment {
    asOf position recordedAt
    organisations(first: 20) { nodes { id code nameEn nameCy nation sector closed parent { id } } }
    programmes(first: 10) { nodes { id code nameEn level provider attendanceMinutes reflectionMinutes award } }
    cohorts(first: 10) { nodes {
      id name capacity startsOn endsOn cancelled placesHeld placesFree waitingCount waitingList(first: 100) { nodes { id status } }
      funnel { applications applicants offered enrolled completed droppedOut }
      sessions(first: 5) { nodes { id title heldOn minutes } }
    } }
    funnel { applications applicants offered enrolled completed droppedOut }
  }`;
const FRAMEWORKS = `fragment Frameworks on Moment { frameworks(first: 3) { nodes { id code nameEn publisher versions(first: 3) { nodes {
    id version inForce usableFrom supersededFrom supersededBy { id } licenceNote { value } scaleOwner scale { code nameEn rank }
    elements(first: 3) { nodes { id code nameEn welshMissing parent { id } } } crosswalks(first: 3) { nodes { id strength source from { id } to { id } } }
  } } } } }`;
const ENROLMENTS = `fragment Enrolments on Moment { position enrolments(first: 100) { nodes { ${ENROLMENT} } pageInfo { endCursor hasNextPage } } }`;
const STEPS = 'timeline(first: 100) { nodes { eventId type position recordedAt effectiveOn actor role reasonCode corrects text { state value } } }';

/** Documents that ask for all that can be read, at moments of both times. */
const documents: readonly (readonly [name: string, query: string])[] = [
  ['now', `${PAGES} query { at { ...Everything } }`],
  ['enrolments now', `${ENROLMENTS} query { at { ...Enrolments } }`],
  ['frameworks on two days', `${FRAMEWORKS} query { spring: at(asOf: "2025-03-10") { ...Frameworks } winter: at(asOf: "2025-12-31") { ...Frameworks } }`],
  ['two days of one year', `${PAGES} query { spring: at(asOf: "2025-03-10") { ...Everything } winter: at(asOf: "2025-12-31") { ...Everything } }`],
  ['enrolments on two days', `${ENROLMENTS} query { spring: at(asOf: "2025-03-10") { ...Enrolments } winter: at(asOf: "2025-12-31") { ...Enrolments } }`],
  ['a day ahead', `${PAGES} query { at(asOf: "2030-01-01") { ...Everything } }`],
  ['half-way', `${PAGES} query ($halfWay: Position!) { at(position: $halfWay) { ...Everything } }`],
  ['enrolments half-way', `${ENROLMENTS} query ($halfWay: Position!) { at(position: $halfWay) { ...Enrolments } }`],
  ['known then, of a day', `${ENROLMENTS} query ($halfWayAt: DateTime!) { at(asOf: "2025-03-10", knownAt: $halfWayAt) { ...Enrolments } }`],
  ['then beside now', `${ENROLMENTS} query ($halfWay: Position!) { now: at { ...Enrolments } then: at(position: $halfWay) { ...Enrolments } }`],
  ['before everything', `${PAGES} query { at(position: "0") { ...Everything } }`],
  ['a story', `query ($storied: ID!) { node(id: $storied) { ... on Enrolment { ${ENROLMENT} ${STEPS} } } }`],
  [
    'a register',
    'query ($session: ID!) { node(id: $session) { ... on Session { title heldOn minutes register(first: 100) { nodes { minutes enrolment { id status } } } } } }',
  ],
  [
    'the directory',
    '{ at { leaders(first: 100) { nodes { id name { state value } legalName { value } preferredLanguage enrolments(first: 5) { nodes { status } } } } } }',
  ],
  [
    'figures and answers',
    '{ at { figures { publishedOn countedAt funnel(characteristic: "sex") { applied { count } categories { category applied { count } } } } unmaskedReadings(first: 5) { nodes { id readAt grant { id until } } } questionSets(first: 10) { nodes { id questions { code } } } equalityAnswers { answeredOn answers { question option } } } }',
  ],
];

/** @returns every document's data by its name; throws at the first error, and where an answer says nothing */
export async function askEverything(system: System, { halfWay, halfWayAt, storied, session, lead }: Mixed): Promise<Record<string, unknown>> {
  const variables = { halfWay, halfWayAt, storied, session };
  const asking = await system.as({ actor: { kind: 'person', id: lead, role: 'leader' }, claims: [{ role: 'administrator', scope: 'national' }] });
  const answers: Record<string, unknown> = {};
  for (const [name, query] of documents) {
    const given = Object.fromEntries(Object.entries(variables).filter(([variable]) => query.includes(`$${variable}:`)));
    const { data, errors } = await asking.ask(query, given);
    if (errors) throw new Error(`${name}: ${JSON.stringify(errors)}`);
    answers[name] = data;
  }
  return answers;
}
