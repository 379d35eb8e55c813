import type { Question, QuestionNation } from '@app/equality/commands';
import type { CalendarDate } from '@app/kernel';
import { type Nation, organisationIdOf, type Sector } from '@app/organisation/commands';
import { type HoursRule, programmeIdOf } from '@app/programme/commands';
import { questionSetIdOf } from '../load/ids.js';
import type { Pack } from '../packs/pack.js';

/** An employer, as the generator needs to know it. */
export interface KnownOrganisation {
  readonly organisationId: string;
  /** In English. */
  readonly name: string;
  readonly sector: Sector;
  readonly nation: Nation;
  /** The day from which it is registered. */
  readonly since: CalendarDate;
}

/** A programme, as the generator needs to know it. */
export interface KnownProgramme {
  readonly programmeId: string;
  readonly nation: Nation;
  readonly provider: string;
  readonly months?: number;
  readonly hours?: HoursRule;
  readonly cohortSize?: number;
  readonly award?: string;
  /** The day from which it is published. */
  readonly since: CalendarDate;
}

/** A set of questions about equality, as the generator needs to know it. */
export interface KnownQuestionSet {
  readonly questionSetId: string;
  readonly nation: QuestionNation;
  readonly questions: readonly Question[];
  /** The day from which it is published. */
  readonly since: CalendarDate;
}

export interface Catalogue {
  readonly programmes: readonly KnownProgramme[];
  readonly organisations: readonly KnownOrganisation[];
  readonly questionSets: readonly KnownQuestionSet[];
}

/** What packs define, as it stands once they are loaded. */
export function catalogueOf(packs: readonly Pack[]): Catalogue {
  return {
    programmes: packs.flatMap(({ programmes }) =>
      programmes.map(({ code, validFrom, at: _place, provenance: _source, name: _name, level: _level, ...known }) => ({
        ...known,
        programmeId: programmeIdOf(code),
        since: validFrom,
      })),
    ),
    organisations: packs.flatMap(({ organisations }) =>
      organisations.map(({ code, name, sector, nation, validFrom }) => ({
        organisationId: organisationIdOf(code),
        name: name.en,
        sector,
        nation,
        since: validFrom,
      })),
    ),
    questionSets: packs.flatMap(({ questionSets }) =>
      questionSets.map(({ code, nation, questions, provenance, validFrom }) => ({
        questionSetId: questionSetIdOf(code, provenance.version),
        nation,
        questions,
        since: validFrom,
      })),
    ),
  };
}
