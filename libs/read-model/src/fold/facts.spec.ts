import { inForce, type Position } from '@app/kernel';
import fc from 'fast-check';
import { tablesOf } from '../definition/table.js';
import { logged, specifiedId } from '../testing/index.js';
import { personProjection, type SpecimenEvent } from '../testing/specimen.js';
import { type Entry, entriesOf, Places } from './facts.js';

const PEOPLE = ['ann', 'bob'];

describe('the facts of a key', () => {
  const person = fc.constantFrom(...PEOPLE);
  const step = fc.record({ person, replaces: fc.option(fc.nat()), voids: fc.boolean() });

  it('are at every moment those that the kernel says are in force, in its order', () => {
    const [table] = tablesOf([personProjection]);
    if (!table) throw new Error('there is no table');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const events = logged<SpecimenEvent>(
          steps.map(({ person: who, replaces, voids }, index) => {
            const replaced = index === 0 || replaces === null ? undefined : specifiedId(1 + (replaces % index));
            return { type: 'TitleGiven', data: { person: who, title: 'Dr' }, ...(replaced !== undefined && { [voids ? 'voids' : 'corrects']: replaced }) };
          }),
        );
        const places = new Places();
        const journal: Entry[] = [];
        for (const [index, event] of events.entries()) {
          journal.push(...entriesOf(table, event, places.stand(event)));
          const known = inForce(events.slice(0, index + 1));
          for (const who of PEOPLE) {
            const last = new Map<Position, Entry>(journal.filter(({ key }) => key === who).map((entry) => [entry.place, entry]));
            const facts = [...last.values()].filter(({ fact }) => fact !== undefined).sort((one, other) => Number(one.place - other.place));
            const expected = known.filter(({ fact }) => fact.data.person === who).map(({ first, fact }) => [first.position, fact.id]);
            expect(facts.map(({ place, fact }) => [place, fact?.id])).toEqual(expected);
          }
        }
      }),
    );
  });
});
