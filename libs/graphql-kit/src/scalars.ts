import { type CalendarDate, type Instant, LAST_POSITION, type Position } from '@app/kernel';
import type { ValueNode } from 'graphql';
import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';

const date = /^\d{4}-\d{2}-\d{2}$/;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:\d{2})$/i;

function textOf(node: ValueNode): unknown {
  return node.kind === Kind.STRING || node.kind === Kind.INT ? node.value : undefined;
}

/** Whether a text is a day that exists, written YYYY-MM-DD. */
export function isDay(value: string): boolean {
  const moment = new Date(`${value}T00:00:00Z`);
  // 30 February rolls over into March, and the year 0 is not one that PostgreSQL keeps.
  return date.test(value) && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(value) && value >= '0001-01-01';
}

function parseDate(value: unknown): CalendarDate {
  if (typeof value === 'string' && isDay(value)) return value;
  throw new GraphQLError('A Date is a day that exists, written YYYY-MM-DD, such as "2026-03-02".');
}

function parseInstant(value: unknown): Instant {
  if (typeof value === 'string' && instant.test(value) && isDay(value.slice(0, 10))) {
    const moment = new Date(value);
    const inUtc = Number.isNaN(moment.getTime()) ? '' : moment.toISOString();
    // An offset can lead out of the years that the calendar has: into the year 0, or past 9999.
    if (isDay(inUtc.slice(0, inUtc.indexOf('T')))) return inUtc;
  }
  throw new GraphQLError(
    'A DateTime is a moment that exists, in the years 1 to 9999, with its offset (RFC 3339), such as "2026-03-02T09:00:00Z" or "2026-06-02T10:00:00+01:00".',
  );
}

function parsePosition(value: unknown): Position {
  if ((typeof value === 'string' && /^\d{1,19}$/.test(value)) || (Number.isSafeInteger(value) && Number(value) >= 0)) {
    const position = BigInt(value as string | number);
    if (position <= LAST_POSITION) return position;
  }
  throw new GraphQLError('A Position is a whole number from 0, written as a string of digits, such as "1024".');
}

/** A calendar date in Europe/London, `YYYY-MM-DD`, as it is in the code. */
export const DateScalar = new GraphQLScalarType<CalendarDate>({
  name: 'Date',
  description: 'A calendar date in Europe/London, written YYYY-MM-DD.',
  serialize: String,
  parseValue: parseDate,
  parseLiteral: (node) => parseDate(textOf(node)),
});

/** A moment in UTC with milliseconds, as it is in the code; any offset is accepted. */
export const DateTimeScalar = new GraphQLScalarType<Instant>({
  name: 'DateTime',
  description: 'A moment in time (RFC 3339). Any offset is accepted; answers are in UTC with milliseconds, such as 2026-03-02T09:00:00.000Z.',
  serialize: String,
  parseValue: parseInstant,
  parseLiteral: (node) => parseInstant(textOf(node)),
});

/** A place in the log: `bigint` in the code, a string of digits in JSON, whose numbers end at 2^53. */
export const PositionScalar = new GraphQLScalarType<Position, string>({
  name: 'Position',
  description: 'A place in the log of everything recorded: 1 is the first event, 0 stands before it. A string of digits, since it can outgrow a JSON number.',
  serialize: String,
  parseValue: parsePosition,
  parseLiteral: (node) => parsePosition(textOf(node)),
});
