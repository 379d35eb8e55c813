import type { BilingualName, CalendarDate, Provenance } from '@app/kernel';
import type { Question, QuestionNation } from '@app/equality/commands';
import type { VersionInput } from '@app/framework/commands';
import type { LinkKind, Nation, Sector } from '@app/organisation/commands';
import type { ReasonName } from '@app/reason/commands';
import type { DeliveryLanguage, HoursRule, Level, ProgrammeNation } from '@app/programme/commands';

/** What every record of a valid pack says, be it by itself or through what it inherits. */
export interface Sourced {
  /** `<file>:<line>`, for messages about it. */
  readonly at: string;
  readonly provenance: Provenance;
  /** The day from which it holds. */
  readonly validFrom: CalendarDate;
}

export interface OrganisationRecord extends Sourced {
  readonly code: string;
  readonly name: BilingualName;
  readonly sector: Sector;
  readonly nation: Nation;
  /** Code of the organisation that it is accountable to. */
  readonly parent?: string;
}

/** Codes of the two organisations. */
export interface LinkRecord extends Sourced {
  readonly from: string;
  readonly to: string;
  readonly kind: LinkKind;
}

export interface ProgrammeRecord extends Sourced {
  readonly code: string;
  readonly name: BilingualName;
  readonly nation: ProgrammeNation;
  readonly level: Level;
  readonly provider: string;
  readonly months?: number;
  readonly hours?: HoursRule;
  readonly cohortSize?: number;
  readonly award?: string;
}

export interface CohortRecord extends Sourced {
  readonly code: string;
  /** Code of its programme. */
  readonly programme: string;
  readonly name: string;
  readonly capacity: number;
  readonly startsOn: CalendarDate;
  readonly endsOn: CalendarDate;
  readonly deliveryLanguage: DeliveryLanguage;
  /** Code of the organisation that delivers it. */
  readonly organisation?: string;
  readonly offerDays: number;
  readonly automaticPromotion: boolean;
}

/** An edition of a nation's equality questions: the record's version is the edition's. */
export interface QuestionSetRecord extends Sourced {
  readonly code: string;
  readonly title: BilingualName;
  readonly nation: QuestionNation;
  readonly questions: readonly Question[];
}

export interface ReasonCodeRecord extends Sourced {
  readonly code: string;
  readonly name: ReasonName;
}

/** A version of a framework, by its publisher, source and version as every record has them. */
export interface FrameworkRecord extends Sourced {
  readonly published: VersionInput;
}

/** A pack that was read and found valid. */
export interface Pack {
  readonly name: string;
  readonly version: string;
  readonly title: BilingualName;
  readonly date: CalendarDate;
  readonly organisations: readonly OrganisationRecord[];
  readonly links: readonly LinkRecord[];
  readonly programmes: readonly ProgrammeRecord[];
  readonly cohorts: readonly CohortRecord[];
  readonly questionSets: readonly QuestionSetRecord[];
  readonly frameworks: readonly FrameworkRecord[];
  readonly reasonCodes: readonly ReasonCodeRecord[];
}
