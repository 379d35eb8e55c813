import { Codec, type LoggedEvent } from '@app/event-store';
import { Features } from '@app/feature';
import {
  among,
  Arguments,
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  DayRange,
  either,
  type Filters,
  type GraphqlContext,
  loader,
  LocalText,
  narrowed,
  Nested,
  Node,
  NodeSources,
  onDays,
  ORDER_OF_RECORDING,
  type Order,
  OrderBy,
  orders,
  paginateEach,
  ReadSources,
  type Seen,
  stepOf,
  STORED_EVENT,
} from '@app/graphql-kit';
import { replacedBy } from '@app/kernel';
import { viewerOf } from '@app/identity';
import { LeaderRow } from '@app/leader/read';
import type { Language } from '@app/localisation';
import type { Moment } from '@app/read-model';
import { tellsReasons } from '@app/reason/read';
import { ArgsType, Context, Field, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql, { type Sql } from 'sql-template-tag';
import { AMENDMENTS } from '../log/amendments.js';
import { recordsOf } from '../own-records.js';
import { Labels } from '../subject-access/labels.js';
import { CorrectedFact, CorrectedField, Correction } from './correction.js';

const CorrectionConnection = Connection('Correction', () => Correction);

const correctionOrders = orders('Correction', [], ORDER_OF_RECORDING);

@ArgsType()
class CorrectionsArgs extends ConnectionArgs {
  @Nested(() => DayRange, { nullable: true, description: 'Only what was corrected on these days (Europe/London).' })
  recordedOn?: DayRange;

  @Field(() => Boolean, { nullable: true, description: 'Only what was declared never to have held; with false, only what was corrected.' })
  voided?: boolean | null;

  @OrderBy(correctionOrders, 'the latest first')
  orderBy?: Order<'POSITION'>;
}

const filters: Filters<CorrectionsArgs> = {
  recordedOn: onDays(sql`(event.recorded_at at time zone 'Europe/London')::date`),
  voided: either(sql`(event.meta->>'voids') is not null`),
};

type Stored = LoggedEvent & { readonly replacedBy: string | null };

@Resolver(() => LeaderRow)
export class CorrectionsResolver {
  constructor(
    private readonly features: Features,
    private readonly codec: Codec,
    private readonly sources: ReadSources,
  ) {}

  @ResolveField(() => CorrectionConnection, {
    description:
      'What was recorded of them wrongly and corrected since, or declared never to have held, the latest first: of their record, their posts and their enrolments. For whom their history is shown to, but for what only they are told of; withheld from anybody else.',
  })
  async corrections(
    @Parent() { moment, key, seesHistory }: Seen<LeaderRow> & { readonly seesHistory: boolean },
    @Arguments() args: CorrectionsArgs,
    @Context() { language }: GraphqlContext,
  ): Promise<ConnectionOf<Correction>> {
    const reasons = await tellsReasons(moment, language);
    const { events: labels } = this.features.labels;
    const later = sql`(select later.event_id from es.events as later where later.stream = event.stream and later.position <= ${moment.position}
      and coalesce(later.meta->>'voids', later.meta->>'corrects') = event.event_id::text)`;
    const page = paginateEach<Stored, Correction>(
      moment,
      { sql: sql`event.leader_id`, type: 'text' },
      {
        name: 'leader.corrections',
        rows: sql`${STORED_EVENT}, ${later} as replaced_by`,
        from: AMENDMENTS,
        // One of a newer release is shown to nobody.
        where: [this.#told(moment), sql`event.position <= ${moment.position}`, among(sql`event.type`)(Object.keys(labels)), ...narrowed(filters, args, moment)],
        orderBy: correctionOrders.columns(args.orderBy, [{ sql: sql`event.position`, type: 'bigint', descending: true }]),
        node: ({ replacedBy: by, ...event }) => ({
          ...stepOf(moment, { ...this.codec.decode(event), replacedBy: by ?? undefined }, labels, language),
          ...reasons(event.meta.reasonCode),
          moment,
          event,
        }),
        withheld: !seesHistory,
      },
      args,
    );
    return page(key);
  }

  /** Of what no role is shown everywhere, such as what somebody needs, only the person is told here that there is any. */
  #told({ snapshot: { restriction } }: Moment): Sql {
    const { matrix } = this.sources.access;
    const isShown = (of: string) => Object.values(matrix.resource(of).read).some((reaches) => 'national' in reaches || 'public' in reaches);
    const confided = this.features.amending.filter(({ of }) => !isShown(of)).map(({ category }) => category);
    const viewer = viewerOf(restriction);
    return sql`(event.leader_id = any(${viewer ? [...recordsOf(viewer)] : []}::text[]) or split_part(event.stream, '-', 1) <> all(${confided}::text[]))`;
  }
}

@Resolver(() => Correction)
export class CorrectionResolver {
  constructor(
    private readonly sources: ReadSources,
    private readonly nodes: NodeSources,
    private readonly codec: Codec,
    private readonly labels: Labels,
  ) {}

  @ResolveField(() => CorrectedFact, { description: 'What was on record before.' })
  async was(@Parent() correction: Correction, @Context() { language }: GraphqlContext): Promise<CorrectedFact> {
    const { type, effectiveOn } = await this.#before(correction);
    return { type, label: this.labels.ofType(type, language), effectiveOn };
  }

  @ResolveField(() => [CorrectedField], {
    description:
      'What else than its day is said otherwise, as far as it is no text about the person, which only the thing itself shows; nothing where it was voided.',
  })
  async changes(@Parent() correction: Correction, @Context() { language }: GraphqlContext): Promise<readonly CorrectedField[]> {
    const { event } = correction;
    if (event.meta.voids !== undefined) return [];
    const [before, after] = [this.#said(await this.#before(correction)), this.#said(event)];
    const said = (type: string, field: string, value: Plain | undefined) => (value === undefined ? null : this.#value(type, field, value, language));
    return [...new Set([...before.fields.keys(), ...after.fields.keys()])].flatMap((field) => {
      const [was, is] = [before.fields.get(field), after.fields.get(field)];
      if (was === is) return [];
      return { name: this.labels.ofField(after.type, field, language), before: said(before.type, field, was), after: said(after.type, field, is) };
    });
  }

  @ResolveField(() => Node, { nullable: true, description: 'What it was recorded of, such as an enrolment, where that may be seen.' })
  about(@Parent() { moment, event: { stream } }: Correction, @Context() context: GraphqlContext): Promise<object | null> | null {
    const [category = ''] = stream.split('-', 1);
    const type = category.charAt(0).toUpperCase() + category.slice(1);
    return this.nodes.get(type) ? this.nodes.find(moment, type, stream.slice(category.length + 1), context) : null;
  }

  async #before({ moment, event }: Correction): Promise<LoggedEvent> {
    const id = replacedBy(event.meta) ?? '';
    const found = await loader<string, LoggedEvent | undefined>(moment, 'corrected', async (ids) => {
      const events = await this.sources.log.byId([...ids]);
      return ids.map((one) => events.get(one));
    }).load(id);
    if (!found) throw new Error(`event ${event.id} replaces event ${id}, which is not in the log`);
    return found;
  }

  /** What of an event's content is neither sealed nor somebody's or something's id. */
  #said(stored: LoggedEvent): { readonly type: string; readonly fields: ReadonlyMap<string, Plain> } {
    const { type, data } = this.codec.decode(stored);
    return { type, fields: new Map(Object.entries(data).filter((entry): entry is [string, Plain] => isPlain(entry[1]))) };
  }

  #value(type: string, field: string, value: Plain, language: Language): LocalText {
    const text = String(value);
    return this.labels.ofCode(type, field, text, language) ?? { value: text, language };
  }
}

type Plain = string | number | boolean;

const ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const isPlain = (value: unknown): value is Plain => typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && !ID.test(value));
