import type { TaskKind, TasksAsked } from '@app/feature';
import type { Access, Viewer } from '@app/identity';
import type { CalendarDate } from '@app/kernel';
import type { Language } from '@app/localisation';
import sql, { join, raw, type Sql } from 'sql-template-tag';
import { nameIn } from '../names.js';
import { SOON_DAYS, type Urgency } from './task.types.js';

/** A task as it is read. */
export interface TaskRow {
  readonly kind: string;
  readonly key: string;
  readonly since: CalendarDate;
  readonly due: CalendarDate | null;
  readonly urgency: Urgency;
  readonly name: string | null;
  readonly mutations: readonly string[];
}

export interface Asked extends TasksAsked {
  readonly access: Access;
  readonly language: Language;
}

/** What there is where nothing ever waits. */
const NOTHING = sql`select null::text as kind, null::int as place, null::uuid as key, null::date as since, null::date as due, null::text as name, '{}'::text[] as mutations where false`;

/**
 * Whatever waits for somebody, as one query of the columns of `TaskRow` and `place`, the kind's place among all. No kind is read whose mutations they may send
 * about nothing.
 */
export function openTasks(kinds: Readonly<Record<string, TaskKind>>, asked: Asked): Sql {
  const queries = Object.entries(kinds).flatMap(([name, kind], place) => openOf(name, kind, place, asked) ?? []);
  const { today } = asked.moment.snapshot;
  const urgency = sql`case when due is null then 'NONE' when due < ${today}::date then 'OVERDUE' when due <= ${today}::date + ${SOON_DAYS}::int then 'SOON' else 'LATER' end`;
  return sql`select *, ${urgency} as urgency from (${queries.length === 0 ? NOTHING : join(queries, ' union all ')}) as open`;
}

function openOf(name: string, kind: TaskKind, place: number, { access, language, ...asked }: Asked): Sql | undefined {
  const { moment, viewer, self } = asked;
  if (kind.byAPerson && viewer.actor.kind !== 'person') return undefined;
  const named: Sql[] = [];
  const ways = kind.settledBy.flatMap(({ mutation, command, fields, when }) => {
    // The conditions stand beside the kind's query and not in it, where a table's own name would be another's.
    const outside = Object.entries(fields).map(([field, column]) => [field, raw(`task.named_${named.push(column)}`)] as const);
    const permitted = access.permitting(moment.snapshot, viewer, kind.whose, command, Object.fromEntries(outside));
    const useful = when ? sql`${permitted} and ${raw(`task.named_${named.push(when)}`)}` : permitted;
    return permitted ? [{ permitted, mutation: sql`case when ${useful} then ${mutation}::text end` }] : [];
  });
  if (ways.length === 0 && !tells(kind, viewer)) return undefined;
  const columns = named.map((column, index) => sql`${column} as ${raw(`named_${index + 1}`)}`);
  const text = kind.name ? nameIn(language, { cy: sql`null`, ...kind.name }) : sql`null`;
  const notBy = sql`array[${join([...(kind.notBy ?? []).map((id) => sql`(${id})::text`), sql`null`])}]::text[]`;
  return sql`
    select ${name}::text as kind, ${place}::int as place, task.key, task.since, task.due, task.name, way.mutations
    from (
      select ${join([sql`(${kind.id})::uuid as key, (${kind.since})::date as since, (${kind.due ?? raw('null')})::date as due, (${text})::text as name, ${notBy} as not_by`, ...columns])}
      from ${kind.from(asked)}
    ) as task
    cross join lateral (select array_remove(array[${join([...ways.map(({ mutation }) => mutation), sql`null`])}]::text[], null) as mutations) as way
    where not task.not_by && ${[...self]}::text[] and ${
      ways.length === 0
        ? sql`true`
        : kind.otherwise
          ? sql`(${join(
              ways.map(({ permitted }) => permitted),
              ' or ',
            )})`
          : sql`way.mutations <> '{}'`
    }`;
}

/** Whether a kind has nothing to settle, and tells its reader something about themselves. */
function tells({ settledBy, whose }: TaskKind, { grants }: Viewer): boolean {
  return settledBy.length === 0 && grants.some(({ role, delegated }) => whose.includes(role) && !delegated);
}
