import { DatabaseUnavailable } from '@app/database';
import { AppendOutcomeUnknown, StoreUnavailable, StreamConflict } from '@app/event-store';

/** Another worker moved this manager's checkpoint: this one no longer leads. */
export class LeadershipLost extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'LeadershipLost';
  }
}

const PASSING = [DatabaseUnavailable, StoreUnavailable, AppendOutcomeUnknown, StreamConflict, LeadershipLost];

/** Whether an error says nothing about what was being done, which the next attempt may finish. */
export function passing(error: unknown): boolean {
  return PASSING.some((type) => error instanceof type);
}
