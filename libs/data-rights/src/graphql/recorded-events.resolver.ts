import {
  actingRole,
  actorIfAny,
  actorOf,
  Arguments,
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  DayRange,
  type Filters,
  type GraphqlContext,
  MomentType,
  narrowed,
  Nested,
  nodeId,
  ORDER_OF_RECORDING,
  type Order,
  OrderBy,
  orders,
  paginate,
  ReadSources,
  ShortText,
} from '@app/graphql-kit';
import type { Actor } from '@app/kernel';
import type { Moment } from '@app/read-model';
import { tellsReasons } from '@app/reason/read';
import { ArgsType, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import sql, { join, type Sql } from 'sql-template-tag';
import { Labels } from '../subject-access/labels.js';
import { RecordedEvent } from './recorded-event.js';

/**
 * Who gave answers about equality is for them to know: of these it is told that they were recorded, and not by whom or of whom. Nor is any id: an event's is a
 * digest of its command's and its stream's, by which whoever has both tries every leader.
 */
const OWN_ALONE = ['EqualityAnswersRecorded', 'EqualityAnswersWithdrawn'];

const RecordedEventConnection = Connection('RecordedEvent', () => RecordedEvent);

const recordedEventOrders = orders('RecordedEvent', [], ORDER_OF_RECORDING);

@ArgsType()
class RecordedEventsArgs extends ConnectionArgs {
  @ShortText({ nullable: true, description: 'Only those of this stream, as a receipt names it: `organisation-` and the organisation’s own id, say.' })
  @IsOptional()
  stream?: string | null;

  @Nested(() => DayRange, { nullable: true, description: 'Only those that were recorded on these days (Europe/London).' })
  recordedOn?: DayRange;

  @OrderBy(recordedEventOrders, 'the place in the log, the latest first')
  orderBy?: Order<'POSITION'>;
}

/** The last place in the log before a day began. */
const before = (day: Sql): Sql => sql`(select es.position_at((${day})::timestamp at time zone 'Europe/London' - interval '1 microsecond'))`;

const filters: Filters<RecordedEventsArgs> = {
  stream: (stream) => sql`event.stream = ${stream} and event.type <> all(${OWN_ALONE})`,
  recordedOn: ({ from, until }) =>
    join(
      [
        sql`true`,
        ...(from === undefined ? [] : [sql`event.position > ${before(sql`${from}::date`)}`]),
        ...(until === undefined ? [] : [sql`event.position <= ${before(sql`${until}::date + 1`)}`]),
      ],
      ' and ',
    ),
};

/** What tells who recorded it, or of whom, or can be reckoned back to that. */
type OfWhom = 'eventId' | 'commandId' | 'correlationId' | 'causationId' | 'corrects' | 'voids';

interface Stored extends Pick<RecordedEvent, OfWhom | 'position' | 'type' | 'schemaVersion' | 'recordedAt' | 'effectiveOn' | 'commandName' | 'reasonCode'> {
  readonly stream: string;
  readonly revision: bigint;
  readonly actor: Actor;
}

const COLUMNS = sql`event.event_id, event.position, event.type, event.schema_version, event.stream, event.revision, event.recorded_at, event.effective_on, event.command_id,
  event.meta->'actor' as actor, event.meta->>'commandName' as command_name, event.meta->>'correlationId' as correlation_id,
  event.meta->>'causationId' as causation_id, event.meta->>'reasonCode' as reason_code, event.meta->>'corrects' as corrects, event.meta->>'voids' as voids`;

/** Who recorded it, and where: as far as that is told. */
const told = (moment: Moment, { type, stream, revision, actor }: Stored) =>
  OWN_ALONE.includes(type)
    ? {
        ...{ stream: null, revision: null, by: null, inNameOf: null, actor: null, account: null, onBehalfOf: null, delegation: null },
        ...{ eventId: null, commandId: null, correlationId: null, causationId: null, corrects: null, voids: null },
      }
    : {
        ...{
          stream,
          revision,
          by: actorOf(moment, actor.id),
          inNameOf: actorIfAny(moment, actor.onBehalfOf ?? null),
          actor: actor.id,
          account: actor.account ?? null,
        },
        ...{ onBehalfOf: actor.onBehalfOf ?? null, delegation: actor.delegation ?? null },
      };

@Resolver(() => MomentType)
export class RecordedEventsResolver {
  constructor(
    private readonly sources: ReadSources,
    private readonly labels: Labels,
  ) {}

  @ResolveField(() => RecordedEventConnection, {
    nullable: true,
    description:
      'The log, the latest first: what was recorded, when, by whom and why, of people and of everything else. For who audits the whole installation; null for anybody else.',
  })
  async recordedEvents(
    @Parent() { moment }: MomentType,
    @Arguments() args: RecordedEventsArgs,
    @Context() { reads, language }: GraphqlContext,
  ): Promise<ConnectionOf<RecordedEvent> | null> {
    const { grants } = await reads.viewer();
    if (!grants.some(({ role, reach }) => this.sources.access.matrix.resource('Moment').read[role]?.[reach]?.includes('log'))) return null;
    const reasons = await tellsReasons(moment, language);
    return paginate<Stored, RecordedEvent>(
      moment,
      {
        name: 'recordedEvents',
        rows: COLUMNS,
        from: sql`es.events as event`,
        where: [sql`event.position <= ${moment.position}`, ...narrowed(filters, args, moment)],
        orderBy: recordedEventOrders.columns(args.orderBy, [{ sql: sql`event.position`, type: 'bigint', descending: true }]),
        node: (event) => ({
          ...event,
          ...told(moment, event),
          id: nodeId('RecordedEvent', String(event.position), moment),
          ...reasons(event.reasonCode ?? undefined),
          label: this.labels.ofType(event.type, language),
          actorKind: event.actor.kind,
          actingRole: actingRole(event.actor),
          role: event.actor.role,
        }),
      },
      args,
    );
  }
}
