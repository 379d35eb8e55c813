import { getNamedType, isObjectType } from 'graphql';
import { apiSchema } from '../access/support/schema.js';

// Two exact counts of people, of two moments, tell who crossed between them; and so does one beside a masked figure. So each number of the schema is listed here:
// what it counts, and who is told it exactly. docs/figures.md has the same walk for readers.

/** Counts of people, or what such a count can be reckoned from. */
const OF_PEOPLE: Readonly<Record<string, string>> = {
  'Cohort.placesHeld': 'exact for who fills the cohort or sees that it fills; `fill` for everybody',
  'Cohort.placesFree': 'as `placesHeld`, since capacity is known',
  'Cohort.waitingCount': 'as `placesHeld`; nothing for anybody else',
  'Figure.count': 'published, masked and rounded; exact only in a reading on record',
  'Figure.percent': 'of published counts',
  'Funnel.applications': 'exact for who leads the programme; nothing for anybody else',
  'Funnel.applicants': 'as `applications`',
  'Funnel.offered': 'as `applications`',
  'Funnel.enrolled': 'as `applications`',
  'Funnel.completed': 'as `applications`',
  'Funnel.droppedOut': 'as `applications`',
  'Sight.count': 'who may see one person, for that person and auditors: who is responsible for them, of whom no figures are published',
};

/** Numbers that count no people, or are of one person whom their reader may see. */
const OF_NONE: readonly RegExp[] = [
  /^(Assignment|AssignmentStep|LeaderStep)\.wtePercent$/,
  /\.(attendanceMinutes|reflectionMinutes|minutes|months|keepMonths|offerDays|cpdHours)$/,
  /^(Cohort\.capacity|Programme\.cohortSize)$/,
  /^FigurePublication\.(masked|roundTo)$/,
  /^Limits\./,
  // The place of a level on a scale.
  /^FrameworkLevel\.rank$/,
  // What a refusal’s message says: a limit, or what its sender gave.
  /^RefusalDetail\.number$/,
  // The version of an event's form.
  /^RecordedEvent\.schemaVersion$/,
  /^Moment\.(lag|stampedAheadSeconds)$/,
  /^(ScanMatch\.matches|ErasureRemainder\.rows|SubjectAccessDocument\.bytes)$/,
  /^(Enrolment\.applications|EnrolmentStep\.application)$/,
];

/** Of a list: no more than who pages through it counts, whatever it is narrowed by, and nothing for who sees no row of it (`test/access/past-and-lists`, `matrix`). */
const OF_ROWS_SEEN = /Connection\.totalCount$/;

describe('a number in the schema', () => {
  const schema = apiSchema();
  const numbers = Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type))
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ name: `${type.name}.${field.name}`, of: getNamedType(field.type).name })))
    .filter(({ of }) => of === 'Int' || of === 'Float')
    .map(({ name }) => name);

  it('counts no people, or it is listed to whom it is told exactly', () => {
    expect(numbers.filter((name) => !(name in OF_PEOPLE) && !OF_ROWS_SEEN.test(name) && !OF_NONE.some((known) => known.test(name)))).toEqual([]);
  });
  it('that is listed is in the schema', () => {
    expect(Object.keys(OF_PEOPLE).filter((name) => !numbers.includes(name))).toEqual([]);
    expect(OF_NONE.filter((known) => !numbers.some((name) => known.test(name))).map(String)).toEqual([]);
  });
});
