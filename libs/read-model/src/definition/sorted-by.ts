/** A column that a table is sorted by, by the rules of some collations. */
export interface Sorting {
  readonly property: string;
  readonly collations: readonly string[];
}

const declared = new Map<unknown, Sorting[]>();

/**
 * Beside `@Column('text')`: an index by each of these collations of PostgreSQL's, such as `cy-x-icu`, so that a list sorted by the rules of a
 * language reads no more than its page.
 */
export function SortedBy(...collations: readonly string[]): PropertyDecorator {
  return ({ constructor }, property) => {
    declared.set(constructor, [...(declared.get(constructor) ?? []), { property: String(property), collations }]);
  };
}

/** What a row class declares by `SortedBy`. */
export function sortingsOf(rowClass: unknown): readonly Sorting[] {
  return declared.get(rowClass) ?? [];
}
