import type { Given } from '@app/read-model/testing';
import { projecting } from '@app/read-model/testing';
import fc from 'fast-check';
import { upcastReads } from '../domain/earlier-reads.js';
import type { PersonalReadEvent } from '../domain/personal-read.events.js';
import { personalReadId, personalReadProjection } from './personal-read.projection.js';
import type { PersonalReadRow } from './personal-read.row.js';

const WINDOW = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
const ids = [1, 2, 3].map((digit) => `00000000-0000-4000-8000-00000000000${digit}`);
const minute = (minutes: number) => `2026-03-02T09:${String(minutes).padStart(2, '0')}:00.000Z`;

const alike = fc
  .record({
    fields: fc.uniqueArray(fc.constantFrom('A.a', 'A.b', 'B.c'), { minLength: 1 }),
    from: fc.integer({ min: 0, max: 59 }),
    to: fc.integer({ min: 0, max: 59 }),
    leaderIds: fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1 }),
  })
  .map(({ fields, from, to, leaderIds }) => ({ fields, since: minute(Math.min(from, to)), until: minute(Math.max(from, to)), leaderIds }));

describe('the table of reads', () => {
  const table = projecting<PersonalReadEvent, PersonalReadRow>(personalReadProjection);
  const said = (reads: readonly object[]): Given<PersonalReadEvent> =>
    ({ type: 'PersonalDataRead', data: { readerId: 'reader', roles: ['auditor'], windowId: WINDOW, reads } }) as Given<PersonalReadEvent>;

  it('puts together what is said of one person in one hour, in whatever order, however often and in however many events', () => {
    fc.assert(
      fc.property(fc.array(fc.array(alike, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (events) => {
        const rows = (given: readonly (readonly object[])[]) => table.given(...given.map(said)).rows();
        const all = events.flat();
        const byId = (one: PersonalReadRow, other: PersonalReadRow) => (one.id < other.id ? -1 : 1);
        const expected = [...rows(events)].sort(byId);
        expect([...rows([...events].reverse())].sort(byId)).toEqual(expected);
        expect([...rows([...events, ...events])].sort(byId)).toEqual(expected);
        expect([...rows([all])].sort(byId)).toEqual(expected);
        for (const leaderId of ids) {
          const ofOne = all.filter((one) => one.leaderIds.includes(leaderId));
          const row = expected.find(({ id }) => id === personalReadId(WINDOW, leaderId));
          expect(row && { fields: row.fields, since: row.since, until: row.until }).toEqual(
            ofOne.length === 0
              ? undefined
              : {
                  fields: [...new Set(ofOne.flatMap(({ fields }) => fields))].sort(),
                  since: ofOne.map(({ since }) => since).sort()[0],
                  until: ofOne
                    .map(({ until }) => until)
                    .sort()
                    .at(-1),
                },
          );
        }
      }),
      { numRuns: 50 },
    );
  });

  it('has what an earlier release recorded as it was told, each event for itself', () => {
    const [one = '', other = ''] = ids;
    const earlier = (minutes: number): Given<PersonalReadEvent> => {
      const [since, until] = [minute(minutes), minute(minutes + 1)];
      const reads = [
        { leaderId: one, fields: ['A.a'] },
        { leaderId: other, fields: ['A.b'] },
      ];
      return {
        type: 'PersonalDataRead',
        data: upcastReads({ readerId: 'reader', roles: ['auditor'], since, until, reads }),
      } as unknown as Given<PersonalReadEvent>;
    };
    const told = table.given(earlier(1), earlier(2)).rows();
    expect(told.map(({ leaderId, fields, since, until }) => [leaderId, fields, since, until]).sort()).toEqual([
      [one, ['A.a'], minute(1), minute(2)],
      [one, ['A.a'], minute(2), minute(3)],
      [other, ['A.b'], minute(1), minute(2)],
      [other, ['A.b'], minute(2), minute(3)],
    ]);
  });
});
