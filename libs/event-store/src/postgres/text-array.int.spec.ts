import type { TestDatabase } from '@app/database/testing';
import { testDatabase } from '@app/database/testing';
import { textArray } from './text-array.js';

describe('an array of texts', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await testDatabase();
  });
  afterAll(() => test.drop());

  it.each([[[]], [['']], [['{"a":"b\\\\c,\\"d\\""}', 'NULL', 'ŵ €😀\n', ' ', '{}']], [Array.from({ length: 500 }, (_, index) => 'ŷ'.repeat(index))]])(
    'arrives as it was sent: %j',
    async (texts: string[]) => {
      const { rows } = await test.database.query<{ texts: string[]; count: number }>('select $1::text[] as texts, cardinality($1::text[]) as count', [
        textArray(texts),
      ]);
      expect(rows).toEqual([{ texts, count: texts.length }]);
    },
  );
});
