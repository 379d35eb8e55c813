// Stored for ever. Never rename or reinterpret; add an optional field, or a new type and an upcaster.
import type { BilingualName, Event, Provenance } from '@app/kernel';

export const PROGRAMME_NATIONS = ['ENGLAND', 'SCOTLAND', 'WALES'] as const;
export type ProgrammeNation = (typeof PROGRAMME_NATIONS)[number];

export const LEVELS = [
  'NEW_LEADER',
  'FIRST_FORMAL_ROLE',
  'MID',
  'MID_TO_SENIOR',
  'SENIOR',
  'ASPIRING_EXECUTIVE',
  'ASPIRING_CHIEF_EXECUTIVE',
  'ASPIRING_BOARD',
  'CLINICAL',
  'GRADUATE',
] as const;
export type Level = (typeof LEVELS)[number];

/** Whole minutes that must be recorded before completion. */
export interface HoursRule {
  readonly attendanceMinutes: number;
  readonly reflectionMinutes: number;
}

interface Particulars {
  readonly programmeId: string;
  /** A stable short name, such as `leading-for-the-future`. */
  readonly code: string;
  readonly name: BilingualName;
  readonly nation: ProgrammeNation;
  readonly level: Level;
  readonly provider: string;
  readonly months?: number;
  /** Absent where no rule is known: completion then asks for no hours. */
  readonly hours?: HoursRule;
  /** The usual number of places in a cohort. */
  readonly cohortSize?: number;
  /** The award that completion leads to. */
  readonly award?: string;
  readonly provenance?: Provenance;
}

export type ProgrammePublished = Event<'ProgrammePublished', Particulars>;
export type ProgrammeRevised = Event<'ProgrammeRevised', Particulars>;

/** Who runs it, from a day on; there may be several. */
export type ProgrammeLeadAppointed = Event<'ProgrammeLeadAppointed', { programmeId: string; personId: string }>;
/** It takes effect on the first day without. */
export type ProgrammeLeadStoodDown = Event<'ProgrammeLeadStoodDown', { programmeId: string; personId: string }>;

export type ProgrammeEvent = ProgrammePublished | ProgrammeRevised | ProgrammeLeadAppointed | ProgrammeLeadStoodDown;
