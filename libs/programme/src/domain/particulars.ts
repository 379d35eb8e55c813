import { type BilingualName, present, type Provenance, sameContent } from '@app/kernel';
import type { HoursRule, Level, ProgrammeNation } from './programme.events.js';
import type { Particulars } from './programme.js';
import { refuse } from './refusals.js';

/** Everything that is said of a programme, as it is asked for. */
export interface ParticularsInput {
  readonly programmeId: string;
  readonly code: string;
  readonly name: BilingualName;
  readonly nation: ProgrammeNation;
  readonly level: Level;
  readonly provider: string;
  readonly months?: number | undefined;
  readonly hours?: HoursRule | undefined;
  readonly cohortSize?: number | undefined;
  readonly award?: string | undefined;
  readonly provenance?: Provenance | undefined;
}

export const CAPACITY = { least: 1, most: 500 } as const;
/** Far beyond any programme: what keeps a figure given in the wrong unit out. */
const MOST_MONTHS = 120;
const MOST_MINUTES = 10_000 * 60;

export const isWithin = (value: number, least: number, most: number): boolean => Number.isInteger(value) && value >= least && value <= most;

/** The particulars as they are recorded, where they are possible. */
export function possible(input: ParticularsInput): Particulars {
  const data = { ...present(input), name: present(input.name) };
  const { months, hours, cohortSize } = data;
  if (months !== undefined && !isWithin(months, 1, MOST_MONTHS)) throw refuse('MONTHS_OUT_OF_RANGE', { months, most: MOST_MONTHS });
  if (cohortSize !== undefined && !isWithin(cohortSize, CAPACITY.least, CAPACITY.most)) throw refuse('COHORT_SIZE_OUT_OF_RANGE', { cohortSize, ...CAPACITY });
  if (hours && ![hours.attendanceMinutes, hours.reflectionMinutes].every((minutes) => isWithin(minutes, 0, MOST_MINUTES))) throw refuse('HOURS_OUT_OF_RANGE');
  return data;
}

/** Whether both say the same. Where a record was read is no part of that: a newer edition of a pack says the same. */
export function sameParticulars(one: Particulars, other: Particulars): boolean {
  return sameContent({ ...one, provenance: undefined }, { ...other, provenance: undefined });
}
