// $1 ids of the person's records; $2 whether those count; $3 values as rows may hold them; $4 words in small letters; $5 types of events in which titles of things stand
const MATCHED = `cross join lateral (select scanned_row::text as line) as text_of
  cross join lateral (select lower(text_of.line) as small) as small_of
  cross join lateral (select $2 and exists (select from unnest($1::text[]) as known (text) where strpos(text_of.line, known.text) > 0) as theirs,
    exists (select from unnest($3::text[]) as known (text) where strpos(text_of.line, known.text) > 0 or strpos(small_of.small, known.text) > 0) as named) as found`;

/** What was sealed is letters without a meaning. */
const BOXES = `regexp_replace(text, '"box": *"[^"]*"', '', 'g')`;
const isWord = (text: string) =>
  `(strpos(${text}, looked_for.word) > 0 and ${BOXES.replace('text', text)} ~ ('(^|[^[:alpha:]])' || looked_for.word || '([^[:alpha:]]|$)'))`;
const inTitles = `(to_jsonb(scanned_row)->>'type' = any($5::text[]))`;

/** How many rows of a stretch of a table there are, and how many of them are the person's, or hold what they were known by. */
export const counted = (from: string, stretch: string): string => `
  select count(*)::int as rows, count(*) filter (where found.theirs)::int as theirs, count(*) filter (where found.named and not found.theirs)::int as named
  from only ${from} as scanned_row ${MATCHED} where ${stretch} and $4::text[] is not null and $5::text[] is not null`;

/** In how many rows of a stretch each word stands, by its place among the words. */
export const worded = (from: string, stretch: string): string => `
  select looked_for.place::int, count(*)::int as rows
  from only ${from} as scanned_row ${MATCHED} cross join unnest($4::text[]) with ordinality as looked_for (word, place)
  where ${stretch} and not found.theirs and ${isWord('small_of.small')} and ${inTitles} is not true group by looked_for.place`;

/** The columns in which something stands, with the places in the log of the first rows where the table has such. */
export const placed = (from: string): string => `
  select cell.key as "column", count(distinct scanned_row.ctid)::int as rows,
    (array_agg(distinct (to_jsonb(scanned_row)->>'position')::bigint) filter (where to_jsonb(scanned_row) ? 'position'))[1:20]::text[] as positions
  from only ${from} as scanned_row ${MATCHED} cross join lateral jsonb_each_text(to_jsonb(scanned_row)) as cell (key, value)
  where ($2 and exists (select from unnest($1::text[]) as known (text) where strpos(cell.value, known.text) > 0))
    or exists (select from unnest($3::text[]) as known (text) where strpos(cell.value, known.text) > 0 or strpos(lower(cell.value), known.text) > 0)
    or (${inTitles} is not true and exists (select from unnest($4::text[]) as looked_for (word) where ${isWord('lower(cell.value)')}))
  group by cell.key order by cell.key`;

/** In how many rows of a table anything of it stands. */
export const matched = (from: string): string => `
  select count(*)::int as rows from only ${from} as scanned_row ${MATCHED}
  where found.theirs or found.named or (${inTitles} is not true and exists (select from unnest($4::text[]) as looked_for (word) where ${isWord('small_of.small')}))`;
