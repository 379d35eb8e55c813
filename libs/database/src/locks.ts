/**
 * Every advisory lock of the product, in one place, so that no two jobs take the same number. Numbers in SQL functions of released
 * migrations are fixed; `schema` is the first of two, with a read model's own number.
 */
export const ADVISORY_LOCKS = {
  embeddedUser: 7_199,
  migration: 7_200,
  /** In `es.append_batch`. */
  append: 7_201,
  projector: 7_202,
  rebuild: 7_203,
  /** In the function that makes data keys: shared there, exclusive by whoever erases. */
  erasure: 7_204,
  processManagers: 7_205,
  openedTables: 7_206,
  recreateOpened: 7_207,
  mirror: 7_208,
  persons: 7_209,
  /** The first of two, with a hash of the id of what is named. */
  named: 7_211,
  /** The first of two, with that of the fence behind which a copy works. */
  copy: 7_210,
  schema: 7_301,
} as const;
