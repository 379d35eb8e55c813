import { present } from '@app/kernel';
import type { DisclosureProfile, Reached, Selection } from '@app/privacy';
import { Lattice } from '@app/privacy';
import type { FigureScope, PublishedCategoryFigure, PublishedCharacteristic, PublishedFigure, PublishedReach } from '../domain/figures.events.js';
import { NOT_KNOWN } from '../domain/publish-question-set.js';
import type { Counted } from './counting.js';

/** What one publication holds at most, in characters of JSON: an event is no larger than 1 MiB. What is left out is masked. */
const MOST_CHARACTERS = 700_000;

/** Whom figures are published about, the widest first; see `LISTED`. */
function* scopes({ groups }: Counted): Generator<readonly [scope: FigureScope, selection: Selection]> {
  const distinct = (values: readonly (string | undefined)[]): string[] => [...new Set(values.filter((value) => value !== undefined))].sort();
  const organisations = distinct(groups.flatMap(({ at }) => at[0]?.slice(1) ?? []));
  const programmes = distinct(groups.map(({ at }) => at[1]?.[0]));
  yield [{}, []];
  for (const nation of distinct(groups.map(({ at }) => at[0]?.[0]))) yield [{ nation }, [nation]];
  for (const programmeId of programmes) yield [{ programmeId }, [undefined, programmeId]];
  for (const organisationId of organisations) yield [{ organisationId }, [organisationId]];
  const pairs = distinct(groups.flatMap(({ at: [path = [], programme = []] }) => path.slice(1).map((step) => `${step} ${programme[0] ?? ''}`)));
  for (const pair of pairs) {
    const [organisationId = '', programmeId = ''] = pair.split(' ');
    yield [{ organisationId, programmeId }, [organisationId, programmeId]];
  }
}

/** Everything that is published of these counts, masked and rounded. */
export function tabulate(
  counted: Counted,
  characteristics: readonly PublishedCharacteristic[],
  profile: DisclosureProfile,
): { readonly figures: readonly PublishedFigure[]; readonly categoryFigures: readonly PublishedCategoryFigure[] } {
  const lattice = new Lattice(counted.groups, profile);
  const divisions = characteristics.map(({ code, categories }) => {
    const mayBeEmpty = new Set([categories.indexOf(NOT_KNOWN)]);
    return { code, categories, reached: lattice.divided(counted.cells.get(code) ?? [], categories.length, mayBeEmpty) };
  });
  const figures: PublishedFigure[] = [];
  const categoryFigures: PublishedCategoryFigure[] = [];
  let room = MOST_CHARACTERS;
  for (const [scope, selection] of scopes(counted)) {
    const all = told(lattice.reached(selection)).map((reach) => ({ ...scope, ...reach }));
    const divided = divisions.flatMap(({ code: characteristic, categories, reached }) =>
      reached(selection).flatMap((reach, index) =>
        told(reach).map((of): PublishedCategoryFigure => ({ ...scope, characteristic, category: categories[index] ?? NOT_KNOWN, ...of })),
      ),
    );
    room -= JSON.stringify([all, divided]).length;
    if (room < 0) break;
    figures.push(...all);
    categoryFigures.push(...divided);
  }
  return { figures, categoryFigures };
}

/** Nothing where all of it is masked. */
function told([applied, offered, completed]: Reached): readonly PublishedReach[] {
  const reach = present({ applied, offered, completed });
  return Object.keys(reach).length > 0 ? [reach] : [];
}
