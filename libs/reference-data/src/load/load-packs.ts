import { createHash, randomUUID } from 'node:crypto';
import { NotNow } from '@app/event-store';
import { type Actor, type CalendarDate, type Command, type CommandMeta, type Instant, present, type Receipt, Refused } from '@app/kernel';
import { PublishQuestionSet } from '@app/equality/commands';
import { PublishFrameworkVersion } from '@app/framework/commands';
import { RegisterReasonCode, RenameReasonCode } from '@app/reason/commands';
import { LinkOrganisations, organisationIdOf, RegisterOrganisation, RenameOrganisation, ReparentOrganisation } from '@app/organisation/commands';
import { OpenCohort, programmeIdOf, PublishProgramme, ReviseProgramme } from '@app/programme/commands';
import type {
  CohortRecord,
  FrameworkRecord,
  LinkRecord,
  OrganisationRecord,
  Pack,
  ProgrammeRecord,
  QuestionSetRecord,
  ReasonCodeRecord,
  Sourced,
} from '../packs/pack.js';
import { RecordRefused } from '../packs/record-refused.js';
import { cohortIdOf, linkIdOf, loadCommandId, loadCorrelationId, questionSetIdOf } from './ids.js';
import { sideBySide } from './side-by-side.js';

/** Executes a command as anyone else's would be. */
export type Execute = (command: Command) => Promise<Receipt>;

export interface LoadOptions {
  readonly execute: Execute;
  readonly now: Instant;
  readonly today: CalendarDate;
  /** After each record: how many are done, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** How many records of each kind stand, whether they were recorded now or before. */
export interface LoadReport {
  readonly organisations: number;
  readonly links: number;
  readonly programmes: number;
  readonly cohorts: number;
  readonly questionSets: number;
  readonly frameworks: number;
  readonly reasonCodes: number;
}

const ACTOR: Actor = { kind: 'service', id: 'reference-data', role: 'loader' };
/** Enough to fill the store's batches; more would only wait there. */
const SIDE_BY_SIDE = 16;

/**
 * Records what valid packs say, by commands: parents before children, then what refers to them. Loading the same again
 * records nothing; a record whose content changed since is renamed, moved or revised. What the installation renamed, revised, closed or retired
 * stays as it is where a pack goes on to say what it was at first.
 * @throws Refused where a feature refuses a record for good, naming its place in the pack
 */
export async function loadPacks(packs: readonly Pack[], options: LoadOptions): Promise<LoadReport> {
  const of = <R>(list: (pack: Pack) => readonly R[]) => packs.flatMap((pack) => list(pack).map((record) => ({ pack, record })));
  const organisations = of(({ organisations }) => organisations);
  const links = of(({ links }) => links);
  const programmes = of(({ programmes }) => programmes);
  const cohorts = of(({ cohorts }) => cohorts);
  const reasonCodes = of(({ reasonCodes }) => reasonCodes);
  const questionSets = of(({ questionSets }) => questionSets);
  const frameworks = of(({ frameworks }) => frameworks);

  const total = [organisations, links, programmes, cohorts, questionSets, frameworks, reasonCodes].reduce((sum, { length }) => sum + length, 0);
  let done = 0;
  const each = async <R extends Sourced>(records: readonly { pack: Pack; record: R }[], load: (loading: Loading<R>) => Promise<void>) => {
    await sideBySide(SIDE_BY_SIDE, records, async ({ pack, record }) => {
      await load(new Loading(pack, record, options));
      options.onProgress?.(++done, total);
    });
  };
  for (const level of byDepth(organisations)) await each(level, organisation);
  // The links of one organisation stand in its stream: side by side they would only wait for each other.
  await each(links, link);
  await each(programmes, programme);
  await each(cohorts, cohort);
  await each(questionSets, questionSet);
  // The versions of one framework stand in its stream, too few to matter.
  await each(frameworks, framework);
  await each(reasonCodes, reasonCode);
  return {
    organisations: organisations.length,
    links: links.length,
    programmes: programmes.length,
    cohorts: cohorts.length,
    questionSets: questionSets.length,
    frameworks: frameworks.length,
    reasonCodes: reasonCodes.length,
  };
}

type Otherwise = Readonly<Record<string, () => Promise<void>>>;

/** What an installation closed stays as it was: a later edition says nothing more of it. */
const UNLESS_CLOSED: Otherwise = { ORGANISATION_CLOSED: () => Promise.resolve() };

/** One record on its way into the log. */
class Loading<R extends Sourced> {
  private readonly contentHash: string;

  constructor(
    readonly pack: Pack,
    readonly record: R,
    private readonly options: LoadOptions,
  ) {
    const { at: _place, ...content } = record;
    // Records are built field by field by their reader, so the same content has the same text.
    this.contentHash = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  }

  /** Executes; `otherwise` says what to do about the refusals that are expected. */
  async execute(
    key: string,
    make: (meta: CommandMeta) => Command,
    otherwise: Otherwise = {},
    effectiveOn: CalendarDate = this.record.validFrom,
  ): Promise<void> {
    const meta = this.meta(key, effectiveOn);
    try {
      await this.options.execute(make(meta)).catch((error: unknown) => {
        // Its id can be foreseen. Whoever used it first has told nothing by that: under one that nobody knows, what is on record already is not recorded again.
        if (error instanceof Refused && error.code === 'COMMAND_ID_REUSED') return this.options.execute(make({ ...meta, commandId: randomUUID() }));
        throw error;
      });
    } catch (error) {
      // What the store takes from nobody for now is no fault of the record.
      if (!(error instanceof Refused) || error instanceof NotNow) throw error;
      const answer = otherwise[error.code];
      if (!answer) throw new RecordRefused(this.record.at, error);
      await answer();
    }
  }

  /** A change of what is on record holds from the record's own date; where that is before the fact itself, from the pack's. */
  async revise(key: string, make: (meta: CommandMeta) => Command, otherwise: Otherwise = {}): Promise<void> {
    const fromPackDate = () => this.execute(`${key}/from-pack-date`, make, otherwise, this.pack.date);
    await this.execute(key, make, { ...otherwise, EFFECTIVE_BEFORE_ENABLING_FACT: fromPackDate });
  }

  private meta(key: string, effectiveOn: CalendarDate): CommandMeta {
    return {
      commandId: loadCommandId(this.pack.name, key, this.contentHash),
      actor: ACTOR,
      effectiveOn,
      now: this.options.now,
      today: this.options.today,
      correlationId: loadCorrelationId(this.pack.name, this.pack.version),
    };
  }
}

async function organisation(loading: Loading<OrganisationRecord>): Promise<void> {
  const { code, name, sector, nation, parent, provenance } = loading.record;
  const organisationId = organisationIdOf(code);
  const parentId = parent === undefined ? undefined : organisationIdOf(parent);
  await loading.execute(
    `organisations/${code}/register`,
    (meta) => new RegisterOrganisation(meta, present({ organisationId, code, name, sector, nation, parentId, provenance })),
    {
      ORGANISATION_ALREADY_REGISTERED: async () => {
        await loading.revise(`organisations/${code}/rename`, (meta) => new RenameOrganisation(meta, { organisationId, name }), UNLESS_CLOSED);
        await loading.revise(`organisations/${code}/reparent`, (meta) => new ReparentOrganisation(meta, present({ organisationId, parentId })), UNLESS_CLOSED);
      },
    },
  );
}

async function link(loading: Loading<LinkRecord>): Promise<void> {
  const { from, to, kind } = loading.record;
  const input = { linkId: linkIdOf(from, to, kind), organisationId: organisationIdOf(from), toOrganisationId: organisationIdOf(to), kind };
  await loading.execute(`links/${from}/${to}/${kind}`, (meta) => new LinkOrganisations(meta, input), UNLESS_CLOSED);
}

async function programme(loading: Loading<ProgrammeRecord>): Promise<void> {
  const { at: _place, validFrom: _from, ...particulars } = loading.record;
  const input = { programmeId: programmeIdOf(particulars.code), ...particulars };
  await loading.execute(`programmes/${particulars.code}/publish`, (meta) => new PublishProgramme(meta, input), {
    PROGRAMME_ALREADY_PUBLISHED: () => loading.revise(`programmes/${particulars.code}/revise`, (meta) => new ReviseProgramme(meta, input)),
  });
}

async function cohort(loading: Loading<CohortRecord>): Promise<void> {
  const {
    code,
    programme: programmeCode,
    organisation: deliverer,
    name,
    capacity,
    startsOn,
    endsOn,
    deliveryLanguage,
    offerDays,
    automaticPromotion,
  } = loading.record;
  const input = present({
    cohortId: cohortIdOf(code),
    programmeId: programmeIdOf(programmeCode),
    ...{ name, capacity, startsOn, endsOn, deliveryLanguage, offerDays, automaticPromotion },
    organisationId: deliverer === undefined ? undefined : organisationIdOf(deliverer),
  });
  await loading.execute(`cohorts/${code}/open`, (meta) => new OpenCohort(meta, input));
}

async function questionSet(loading: Loading<QuestionSetRecord>): Promise<void> {
  const { code, title, nation, questions, provenance } = loading.record;
  const edition = provenance.version;
  const input = { questionSetId: questionSetIdOf(code, edition), code, edition, title, nation, questions, provenance };
  await loading.execute(`question-sets/${code}/${edition}/publish`, (meta) => new PublishQuestionSet(meta, input));
}

async function framework(loading: Loading<FrameworkRecord>): Promise<void> {
  const { published } = loading.record;
  await loading.execute(`frameworks/${published.code}/${published.version}/publish`, (meta) => new PublishFrameworkVersion(meta, published));
}

async function reasonCode(loading: Loading<ReasonCodeRecord>): Promise<void> {
  const { code, name, provenance } = loading.record;
  await loading.execute(`reason-codes/${code}/register`, (meta) => new RegisterReasonCode(meta, { code, name, provenance }), {
    REASON_CODE_REGISTERED: () => loading.revise(`reason-codes/${code}/rename`, (meta) => new RenameReasonCode(meta, { code, name })),
  });
}

/** Those without a parent among the records first, then their children, and so on. */
function byDepth<R extends { readonly record: OrganisationRecord }>(records: readonly R[]): R[][] {
  const byCode = new Map(records.map(({ record }) => [record.code, record]));
  const levels: R[][] = [];
  for (const each of records) {
    let depth = 0;
    for (let above = each.record.parent; above !== undefined && depth < records.length; above = byCode.get(above)?.parent) if (byCode.has(above)) depth++;
    (levels[depth] ??= []).push(each);
  }
  return levels.filter((level) => level.length > 0);
}
