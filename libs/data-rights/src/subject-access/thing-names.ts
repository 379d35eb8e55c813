import { EnrolmentRow } from '@app/enrolment/read';
import type { SealedValue } from '@app/kernel';
import { AssignmentRow } from '@app/leader/read';
import type { Language, LocalText } from '@app/localisation';
import { OrganisationRow } from '@app/organisation/read';
import { CohortRow, ProgrammeRow, SessionRow } from '@app/programme/read';
import { type Moment, ReadModel, type RowClass } from '@app/read-model';
import { Injectable } from '@nestjs/common';
import sql, { empty, type Sql } from 'sql-template-tag';
import type { Named } from './draft.js';

interface Source {
  readonly rows: RowClass;
  readonly en: Sql;
  readonly cy: Sql;
  /** What else its name stands in. */
  readonly with?: (present: Moment) => Sql;
}

const NONE = sql`null::text`;
const SOURCES: Readonly<Record<Named, Source>> = {
  Programme: { rows: ProgrammeRow, en: sql`programme.name_en`, cy: sql`programme.name_cy` },
  Organisation: { rows: OrganisationRow, en: sql`organisation.name_en`, cy: sql`organisation.name_cy` },
  Cohort: { rows: CohortRow, en: sql`cohort.name`, cy: NONE },
  Enrolment: {
    rows: EnrolmentRow,
    en: sql`cohort.name`,
    cy: NONE,
    with: (present) => sql`join ${present.everyone(CohortRow)} on cohort.id = enrolment.cohort_id`,
  },
  Session: { rows: SessionRow, en: sql`session.title`, cy: NONE },
};

/** What things are called, as it is now. */
@Injectable()
export class ThingNames {
  constructor(private readonly readModel: ReadModel) {}

  /** @returns the names by id; what has none here is absent */
  async of(things: readonly { readonly of: Named; readonly id: string }[], language: Language): Promise<ReadonlyMap<string, LocalText>> {
    const names = new Map<string, LocalText>();
    if (things.length === 0) return names;
    const snapshot = await this.readModel.snapshot();
    try {
      for (const named of Object.keys(SOURCES) as Named[]) {
        const ids = [...new Set(things.flatMap(({ of, id }) => (of === named ? [id] : [])))];
        if (ids.length > 0) for (const { id, en, cy } of await read(snapshot.present, SOURCES[named], ids)) names.set(id, shown({ en, cy }, language));
      }
      return names;
    } finally {
      await snapshot.release();
    }
  }

  /** The titles of posts, as they are now, sealed. @returns by id; what is on no record is absent */
  async posts(ids: readonly string[]): Promise<ReadonlyMap<string, SealedValue<string>>> {
    if (ids.length === 0) return new Map();
    const snapshot = await this.readModel.snapshot();
    try {
      const { present } = snapshot;
      const rows = await present.query<{ id: string; post: SealedValue<string> }>(
        sql`select assignment.id, assignment.post from ${present.everyone(AssignmentRow)} where assignment.id = any(${[...new Set(ids)]}::uuid[])`,
      );
      return new Map(rows.map(({ id, post }) => [id, post]));
    } finally {
      await snapshot.release();
    }
  }
}

function read(present: Moment, { rows, en, cy, with: joined }: Source, ids: readonly string[]): Promise<{ id: string; en: string; cy: string | null }[]> {
  const name = present.nameOf(rows);
  return present.query(
    sql`select ${name}.id, ${en} as en, ${cy} as cy from ${present.everyone(rows)} ${joined?.(present) ?? empty} where ${name}.id = any(${[...ids]}::uuid[])`,
  );
}

const shown = ({ en, cy }: { readonly en: string; readonly cy: string | null }, language: Language): LocalText =>
  language === 'cy' && cy !== null ? { value: cy, language: 'cy' } : { value: en, language: 'en' };
