import type { BilingualName } from '@app/kernel';
import type { Language } from '@app/localisation';
import { percentOf } from '@app/privacy';
import type { PublishedReach } from '../domain/figures.events.js';
import type { CategoryFiguresType, FigureType } from './figures.types.js';
import { textIn } from './question-set.resolver.js';

/** A count as it is told, with its share of another; undefined is masked. */
export function figure(count: number | undefined, whole: number | undefined): FigureType {
  const percent = count === undefined || whole === undefined ? undefined : percentOf(count, whole);
  return { count: count ?? null, percent: percent ?? null, masked: count === undefined };
}

/** What is told of each category, in the order in which they are shown. */
export function divided(
  categories: readonly string[],
  all: PublishedReach,
  reachOf: (category: string) => PublishedReach,
  names: ReadonlyMap<string, BilingualName> | undefined,
  language: Language,
): CategoryFiguresType[] {
  return categories.map((category) => {
    const { applied, offered, completed } = reachOf(category);
    return {
      category,
      text: textIn(language, names?.get(category) ?? { en: category }),
      applied: figure(applied, all.applied),
      offered: figure(offered, all.offered),
      completed: figure(completed, all.completed),
    };
  });
}
