import type { BilingualName } from '@app/kernel';
import type { Moment } from '@app/read-model';
import sql from 'sql-template-tag';
import type { PublishedCharacteristic } from '../domain/figures.events.js';
import { NOT_KNOWN } from '../domain/publish-question-set.js';
import { QuestionSetRow } from '../read-model/question-set.row.js';

const notKnown: BilingualName = { en: 'Not known', cy: 'Ddim yn hysbys' };

/** What people are divided by, and what its categories are called: as all editions have it, and those who are not known the last. */
export type Characteristics = ReadonlyMap<string, ReadonlyMap<string, BilingualName>>;

/** There are as many of these as question sets were ever published: a handful for each nation. */
export async function characteristicsOf(moment: Moment): Promise<Characteristics> {
  const sets = await moment.query<Pick<QuestionSetRow, 'questions'>>(
    sql`select question_set.questions from ${moment.from(QuestionSetRow)} order by question_set.code, question_set.edition`,
  );
  const known = new Map<string, Map<string, BilingualName>>();
  for (const { code, categories } of sets.flatMap(({ questions }) => questions)) {
    const of = known.get(code) ?? new Map<string, BilingualName>();
    for (const category of categories) if (!of.get(category.code)?.cy) of.set(category.code, category.text);
    known.set(code, of);
  }
  return new Map([...known].map(([code, categories]) => [code, new Map([...categories, [NOT_KNOWN, notKnown]])]));
}

export const publishedOf = (characteristics: Characteristics): readonly PublishedCharacteristic[] =>
  [...characteristics].map(([code, categories]) => ({ code, categories: [...categories.keys()] }));
