import { Codec, type LoggedEvent } from '@app/event-store';
import type { CalendarDate, Event, Instant, Logged, Position, SealedValue, StreamOf } from '@app/kernel';
import type { Bilingual, Label, Language } from '@app/localisation';
import { shownIn } from '@app/localisation';
import type { Moment } from '@app/read-model';
import { Injectable } from '@nestjs/common';
import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import sql, { type Sql } from 'sql-template-tag';
import { actingRole, type ActingRole, ActingRoleEnum, actorIfAny, actorOf, ActorType } from './actor.js';
import { ConnectionArgs, type ConnectionOf } from './connection/connection.js';
import { among, DayRange, type Filters, narrowed, onDays } from './connection/filters.js';
import { type Order, OrderBy, orders } from './connection/order.js';
import { paginateEach } from './connection/paginate.js';
import { Nested, ShortText } from './input/fields.js';
import { LocalText } from './labels.js';
import { loader } from './loader.js';
import { type At, nodeId } from './node.js';
import { pinOf } from './pin.js';
import { type Personal, type PersonalText, withheldText } from './personal.js';
import { DateScalar, DateTimeScalar, PositionScalar } from './scalars.js';

/** By which a list of events (es.events as `event`) is sorted. */
export const ORDER_OF_RECORDING = {
  POSITION: {
    description: 'The place in the log: the order of recording.',
    en: 'Order of recording',
    cy: 'Trefn cofnodi',
    column: () => ({ sql: sql`event.position`, type: 'bigint' as const }),
  },
};
const stepOrders = orders('TimelineStep', [], ORDER_OF_RECORDING);

@ArgsType()
export class TimelineArgs extends ConnectionArgs {
  @ShortText({ nullable: true, upTo: 50, description: 'Only steps of these types, such as `PlaceOffered`; up to 50.' })
  types?: string[];

  @Nested(() => DayRange, { nullable: true, description: 'Only what holds from these days.' })
  effectiveOn?: DayRange;

  @OrderBy(stepOrders, 'the order of recording')
  orderBy?: Order<'POSITION'>;
}

const filters: Filters<TimelineArgs> = { types: among(sql`event.type`), effectiveOn: onDays(sql`event.effective_on`) };

/** The columns of an event (es.events as `event`), as the codec takes it. */
export const STORED_EVENT = sql`event.event_id as id, event.stream, event.revision, event.position, event.type, event.schema_version, event.recorded_at, event.effective_on, event.meta,
  event.data, event.leaf`;

/** What every event tells of itself where it is answered; why, each feature says for itself. */
@ObjectType({ isAbstract: true })
export abstract class Step {
  @Field(() => ID, { description: 'The event’s id, as in a receipt.' })
  eventId: string;

  @Field(() => String, { description: 'What happened: the event’s type, such as `PlaceOffered`. docs/event-catalogue.md lists them.' })
  type: string;

  @Field(() => LocalText, { description: 'What happened, as it is called: to show in place of the type.' })
  label: LocalText;

  @Field(() => DateScalar, { description: 'The day from which it holds.' })
  effectiveOn: CalendarDate;

  @Field(() => DateTimeScalar, { description: 'When it was recorded.' })
  recordedAt: Instant;

  @Field(() => PositionScalar, { description: 'Its place in the log.' })
  position: Position;

  @Field(() => ActorType, { description: 'Who recorded it.' })
  by: At<ActorType>;

  @Field(() => ActorType, { nullable: true, description: 'In whose name, where it was not their own.' })
  inNameOf: At<ActorType> | null;

  @Field(() => ActingRoleEnum, { description: 'In which role they did.' })
  actingRole: ActingRole;

  @Field(() => ID, { nullable: true, description: 'The id of the earlier event that this one corrects: it is as if this had been recorded there and then.' })
  corrects: string | null;

  @Field(() => ID, { nullable: true, description: 'The id of the earlier event that this one declares never to have held.' })
  voids: string | null;

  @Field(() => ID, { nullable: true, description: 'The id of the later event that corrects or voids this one, where one does: then this no longer holds.' })
  replacedBy: string | null;
}

/** A step of a timeline. */
@ObjectType({ isAbstract: true })
export abstract class TimelineStep extends Step {
  @Field(() => ID, { description: 'Who recorded it, by an identifier that leads nowhere.', deprecationReason: 'Since 0.2: ask for `by`.' })
  actor: string;

  @Field(() => String, { description: 'In what role, as a text.', deprecationReason: 'Since 0.2: ask for `actingRole`.' })
  role: string;

  @Field(() => ID, {
    nullable: true,
    description: 'In whose name, where it was not the actor’s own, by an identifier that leads nowhere.',
    deprecationReason: 'Since 0.2: ask for `inNameOf`.',
  })
  onBehalfOf: string | null;
}

/** What every feature calls it that something it recorded never held. */
export const VOIDED: Bilingual = { en: 'Declared never to have held', cy: 'Datganwyd na fu erioed yn ddilys' };

/** An event as a timeline shows it, or what voids one that it shows, of which nothing but that is told. */
type Shown<E extends Event> = (Logged<E> | Logged<Event<'FactVoided', Readonly<Record<never, never>>>>) & { readonly replacedBy?: string | undefined };

/** The words that somebody gave with a step, as the log holds them: opened, and noted as read, where they are asked for. */
export interface Worded {
  readonly moment: Moment;
  readonly words: SealedValue<string> | 'withheld' | undefined;
}

/** For the field that answers with these words. @throws Refused READS_UNRECORDED */
export function textOf(personal: Personal, { moment, words }: Worded): PersonalText | null | Promise<PersonalText | null> {
  return words === 'withheld' ? withheldText : personal.openNow(moment, words);
}

/** An event's id as it is answered at a moment: its own, unless something of the moment was fixed. */
export function eventIdAt(moment: Moment, id: string): string {
  return pinOf(moment) === '' ? id : nodeId('Event', id, moment);
}

/** An event as such a step. @param labels what events are called, by their types @param language the reader's */
export function stepOf<Type extends string>(
  moment: Moment,
  event: Logged & { readonly type: Type; readonly replacedBy?: string | undefined },
  labels: Readonly<Record<Exclude<Type, 'FactVoided'>, Label>>,
  language: Language,
): TimelineStep {
  const { id, type, effectiveOn, recordedAt, position, meta, replacedBy } = event;
  const { actor, corrects, voids } = meta;
  const idAt = (of: string | undefined) => (of === undefined ? null : eventIdAt(moment, of));
  const label = shownIn(language, type === 'FactVoided' ? VOIDED : labels[type as Exclude<Type, 'FactVoided'>]);
  const onBehalfOf = actor.onBehalfOf ?? null;
  const acting = { by: actorOf(moment, actor.id), inNameOf: actorIfAny(moment, onBehalfOf), actingRole: actingRole(actor) };
  return {
    eventId: eventIdAt(moment, id),
    type,
    label,
    effectiveOn,
    recordedAt,
    position,
    ...acting,
    ...{ actor: actor.id, role: actor.role, onBehalfOf },
    corrects: idAt(corrects),
    voids: idAt(voids),
    replacedBy: idAt(replacedBy),
  };
}

/**
 * To whom a timeline shows what: the group of readers of each event type, or nobody (`null`). A new event does not compile until
 * somebody says to whom; one of a newer release is shown to nobody.
 */
export type ShownTo<E extends Event, Group extends string> = Readonly<Record<E['type'], Group | null>>;

/** Streams as they stood at a moment, from the log itself: every step has its actor and reason, and any past moment is a prefix. */
@Injectable()
export class Timelines {
  constructor(private readonly codec: Codec) {}

  /**
   * A page of those events of a stream that are shown to its reader, with what voids any of them, in the order of recording; the streams of a page with two queries.
   * @param sees of which groups the reader is: where of none, the whole is withheld
   * @param from what stands after FROM as `event`, where a timeline has more than its stream: a query that has the stream as `parent.key`
   */
  async page<E extends Event, Group extends string>(
    moment: Moment,
    stream: StreamOf<E>,
    args: TimelineArgs,
    shownTo: ShownTo<NoInfer<E>, Group>,
    sees: Readonly<Record<NoInfer<Group>, boolean>>,
    from?: Sql,
  ): Promise<ConnectionOf<Shown<E>>> {
    const types = Object.entries<Group | null>(shownTo).flatMap(([type, group]) => (group !== null && sees[group] ? [type] : []));
    const parent = { sql: from ? sql`parent.key` : sql`event.stream`, type: 'text' } as const;
    const list = {
      name: `timeline ${stream.slice(0, stream.indexOf('-'))}`,
      rows: STORED_EVENT,
      from: from ?? sql`es.events as event`,
      where: [sql`event.position <= ${moment.position}`, shown(types), ...narrowed(filters, args, moment)],
      orderBy: stepOrders.columns(args.orderBy, [{ sql: sql`event.position`, type: 'bigint' }]),
      node: (event: LoggedEvent) => this.codec.decode<E>(event) as Logged<E>,
      withheld: types.length === 0,
    };
    const [page, replaced] = await Promise.all([paginateEach<LoggedEvent, Shown<E>>(moment, parent, list, args)(stream), replacedIn(moment, stream)]);
    return page.map((event) => ({ ...event, replacedBy: replaced.get(event.id) }));
  }
}

/** What is of these types, or says of one of them that it never held. */
const shown = (types: readonly string[]): Sql =>
  sql`(${among(sql`event.type`)(types)} or (event.type = 'FactVoided' and ${among(sql`event.data ->> 'eventType'`)(types)}))`;

/** By what the events of a stream were corrected or voided, by their ids; of all streams that are asked for together with one query. */
function replacedIn(moment: Moment, stream: string): Promise<ReadonlyMap<string, string>> {
  return loader<string, ReadonlyMap<string, string>>(moment, 'replaced', async (streams) => {
    const rows = await moment.query<{ readonly stream: string; readonly replaced: string; readonly by: string }>(
      sql`select stream, coalesce(meta ->> 'voids', meta ->> 'corrects') as replaced, event_id as by from es.events
        where stream = any(${[...streams]}::text[]) and position <= ${moment.position} and (meta ->> 'voids' is not null or meta ->> 'corrects' is not null)`,
    );
    return streams.map((one) => new Map(rows.filter((row) => row.stream === one).map(({ replaced, by }) => [replaced, by])));
  }).load(stream);
}
