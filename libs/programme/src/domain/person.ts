/** Somebody who is to hold an office, as a decision needs to know them. */
export interface Person {
  readonly status: 'none' | 'registered';
}
