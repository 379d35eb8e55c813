import pg from 'pg';

const { builtins } = pg.types;
// Array types, which node-postgres knows but does not name.
const TEXT_ARRAY: number = 1009;
const INT8_ARRAY = 1016;
const DATE_ARRAY = 1182;
const TIMESTAMPTZ_ARRAY = 1185;

type Parser = (text: string) => unknown;

const parseText: Parser = (text) => text;
const parseInt8: Parser = (text) => BigInt(text);

/** PostgreSQL's ISO text in UTC (`2026-03-02 09:00:00.12+00`) as an instant; any other zone takes the slow way. */
function parseInstant(text: string): string {
  if (!text.endsWith('+00')) return new Date(text).toISOString();
  const fraction = text.slice(20, -3).padEnd(3, '0').slice(0, 3);
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction}Z`;
}

function parseArray(parseItem: Parser): Parser {
  const parseTexts = pg.types.getTypeParser(TEXT_ARRAY, 'text') as Parser;
  return (text) => (parseTexts(text) as (string | null)[]).map((item) => (item === null ? null : parseItem(item)));
}

const parsers = new Map<number, Parser>([
  [builtins.INT8, parseInt8],
  [builtins.DATE, parseText],
  [builtins.TIMESTAMPTZ, parseInstant],
  [INT8_ARRAY, parseArray(parseInt8)],
  [DATE_ARRAY, parseArray(parseText)],
  [TIMESTAMPTZ_ARRAY, parseArray(parseInstant)],
]);

/**
 * How values arrive from PostgreSQL: `int8` as bigint, `date` as `YYYY-MM-DD`, `timestamptz` as `YYYY-MM-DDTHH:MM:SS.sssZ`
 * (finer fractions are cut), all else as node-postgres has it. Given to each client, so that no other user of the package is affected.
 */
export const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : parsers.get(oid)) ?? (pg.types.getTypeParser(oid, format ?? 'text') as Parser),
};
