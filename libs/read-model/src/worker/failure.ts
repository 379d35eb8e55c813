import { CannotApply } from '../fold/cannot-apply.js';

/** Rows that folded well and that the database refuses to build a table of, such as a text too long for its index. */
export class CannotBuild extends Error {
  constructor(
    readonly table: string,
    cause: unknown,
  ) {
    super(`${table} cannot be built: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'CannotBuild';
  }
}

/** Whether trying again would end the same. */
export function isFinal(error: unknown): error is CannotApply | CannotBuild {
  return error instanceof CannotApply || error instanceof CannotBuild;
}

/** Classes of SQLSTATE that a row itself is to blame for: data, integrity, limits, and what the tables do not have. */
const OF_THE_DATA = /^(22|23|42|54)/;

/** Whether the database refuses what it was given, rather than being unable to serve. */
export function isOfTheData(error: unknown): boolean {
  return error instanceof Error && (!('code' in error) || (typeof error.code === 'string' && OF_THE_DATA.test(error.code)));
}
