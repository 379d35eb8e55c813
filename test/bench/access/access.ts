import { isDeepStrictEqual } from 'node:util';
import { ReadModel } from '@app/read-model';
import type { Restriction } from '@app/read-model';
import { access, TrackerModule } from '@app/tracker';
import { NestFactory } from '@nestjs/core';
import sql from 'sql-template-tag';
import { readPage } from '../../access/support/page.js';
import { showing } from '../progress.js';
import type { Figure } from '../rounds.js';
import { alternating, rate } from '../rounds.js';
import type { Run } from '../run.js';

const PROGRAMMES = 8;
const PAGES = 40;
const BUDGET_MS = 30_000;

/** Pages of cohorts as a talent partner sees them whose scope is every tree of organisations, beside the same statements without the matrix. */
export async function benchAccess(run: Run): Promise<Figure> {
  const tracker = await NestFactory.createApplicationContext(TrackerModule.forRoot(await run.readModel()), { logger: ['error', 'warn'] });
  try {
    const readModel = tracker.get(ReadModel);
    const [programmes, restriction] = [await fullest(readModel), await everyTree(readModel)];
    const pages = (restricted?: Restriction) => async () => {
      for (let page = 0; page < PAGES; page++) await readPage(readModel, programmes[page % programmes.length] ?? '', restricted);
    };
    let enrolments = 0;
    for (const programme of programmes) {
      const [seen, all] = [await readPage(readModel, programme, restriction), await readPage(readModel, programme)];
      if (!isDeepStrictEqual(seen, all)) throw new Error('the talent partner of every organisation does not see the whole page');
      enrolments += all.enrolments;
    }
    const measured = await showing('access: a page with and without the matrix', (tell) =>
      alternating({ ours: () => rate(PAGES, pages(restriction)), anchor: () => rate(PAGES, pages()), least: 5, most: 25, budgetMs: BUDGET_MS, tell }),
    );
    return {
      id: 'access/matrix',
      unit: 'pages/s',
      goal: 0.85,
      ...measured,
      notes: [
        `ours: a programme's cohorts, their enrolments (${Math.round(enrolments / programmes.length)} a page) and the people, one page after the other, as a talent partner whose scope names every tree of organisations: rows by a condition, columns by another.`,
        'anchor: the same statements on the tables themselves.',
      ],
    };
  } finally {
    await tracker.close();
  }
}

async function fullest(readModel: ReadModel): Promise<readonly string[]> {
  const snapshot = await readModel.snapshot();
  try {
    const rows = await snapshot.present.query<{ programmeId: string }>(
      sql`select programme_id from enrolment group by programme_id order by count(*) desc, programme_id limit ${PROGRAMMES}`,
    );
    return rows.map(({ programmeId }) => programmeId);
  } finally {
    await snapshot.release();
  }
}

async function everyTree(readModel: ReadModel): Promise<Restriction> {
  const snapshot = await readModel.snapshot();
  try {
    const roots = await snapshot.present.query<{ code: string }>(sql`select nation || ':' || code as code from organisation where parent_id is null`);
    const claims = [{ role: 'talent-partner' as const, scope: { organisations: roots.map(({ code }) => code) } }];
    return access.restriction(
      await access.viewer(snapshot, { actor: { kind: 'person', id: '00000000-0000-4000-8000-000000000000', role: 'talent-partner' }, claims }),
    );
  } finally {
    await snapshot.release();
  }
}
