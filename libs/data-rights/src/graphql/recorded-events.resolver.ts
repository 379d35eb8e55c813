import {
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  DateScalar,
  DateTimeScalar,
  type GraphqlContext,
  LocalText,
  MomentType,
  paginate,
  PositionScalar,
  ShortText,
  ReadSources,
} from '@app/graphql-kit';
import type { Actor, CalendarDate, Instant, Position } from '@app/kernel';
import { tellsReasons } from '@app/reason/read';
import { Args, ArgsType, Context, Field, ID, Int, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import sql from 'sql-template-tag';
import { Labels } from '../subject-access/labels.js';

/** Who gave answers about equality is for them to know: of these it is told that they were recorded, and not by whom or of whom. */
const OWN_ALONE = ['EqualityAnswersRecorded', 'EqualityAnswersWithdrawn'];

@ObjectType('RecordedEvent', {
  description:
    'One entry of the log, by what stands around it: what happened, when, by whom, in which role and why. What was recorded with it, the things that it is about tell.',
})
class RecordedEvent {
  @Field(() => ID, { description: 'The event’s id, as in a receipt.' })
  id: string;

  @Field(() => PositionScalar, { description: 'Its place in the log.' })
  position: Position;

  @Field(() => String, { description: 'What happened: the event’s type. docs/event-catalogue.md lists them.' })
  type: string;

  @Field(() => LocalText, { description: 'What happened, as it is called: to show in place of the type.' })
  label: LocalText;

  @Field(() => Int, { description: 'The version of that type’s form in which it is stored.' })
  schemaVersion: number;

  @Field(() => String, {
    nullable: true,
    description:
      'The stream that it stands in, as in a receipt: what it is about, and its id. Null for answers about equality: whose they are is told to nobody.',
  })
  stream: string | null;

  @Field(() => PositionScalar, { nullable: true, description: 'Its place in that stream, from 0.' })
  revision: bigint | null;

  @Field(() => DateTimeScalar, { description: 'When it was recorded.' })
  recordedAt: Instant;

  @Field(() => DateScalar, { description: 'The day from which it holds.' })
  effectiveOn: CalendarDate;

  @Field(() => ID, { nullable: true, description: 'Who recorded it: an opaque identifier. Null for answers about equality.' })
  actor: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The account by which they did, where it was a person who did, and that is known. Null for answers about equality.',
  })
  account: string | null;

  @Field(() => String, { description: 'What recorded it: a `person`, a `service`, or the installation itself, the `system`.' })
  actorKind: string;

  @Field(() => String, { description: 'In what role.' })
  role: string;

  @Field(() => ID, { nullable: true, description: 'In whose name, where it was not the actor’s own.' })
  onBehalfOf: string | null;

  @Field(() => ID, { nullable: true, description: 'The delegation by which they acted, where they did by one.' })
  delegation: string | null;

  @Field(() => String, { description: 'The command that it was recorded for.' })
  commandName: string;

  @Field(() => ID, { description: 'That command’s id.' })
  commandId: string;

  @Field(() => ID, { description: 'What it shares with everything that followed from the same command.' })
  correlationId: string;

  @Field(() => ID, { nullable: true, description: 'The event that it followed from, where it followed from one by itself.' })
  causationId: string | null;

  @Field(() => ID, { nullable: true, description: 'The event that it replaces, where it corrects one.' })
  corrects: string | null;

  @Field(() => ID, { nullable: true, description: 'The event that it declares never to have held, where it does.' })
  voids: string | null;

  @Field(() => String, { nullable: true, description: 'Why, as a code of `at { reasonCodes }`, where one was given; `NOT_REGISTERED` where it is on no list.' })
  reasonCode: string | null;

  @Field(() => LocalText, { nullable: true, description: 'Why, as that reason is called: to show in place of the code.' })
  reason: LocalText | null;
}

const RecordedEventConnection = Connection('RecordedEvent', () => RecordedEvent);

@ArgsType()
class RecordedEventsArgs extends ConnectionArgs {
  @ShortText({ nullable: true, description: 'Only those of this stream, as a receipt names it: `organisation-` and the organisation’s own id, say.' })
  @IsOptional()
  stream?: string | null;
}

type AsStored = 'id' | 'position' | 'type' | 'schemaVersion' | 'recordedAt' | 'effectiveOn' | 'commandName' | 'commandId' | 'correlationId' | 'causationId';

interface Stored extends Pick<RecordedEvent, AsStored | 'corrects' | 'voids' | 'reasonCode'> {
  readonly stream: string;
  readonly revision: bigint;
  readonly actor: Actor;
}

const COLUMNS = sql`event.event_id as id, event.position, event.type, event.schema_version, event.stream, event.revision, event.recorded_at, event.effective_on, event.command_id,
  event.meta->'actor' as actor, event.meta->>'commandName' as command_name, event.meta->>'correlationId' as correlation_id,
  event.meta->>'causationId' as causation_id, event.meta->>'reasonCode' as reason_code, event.meta->>'corrects' as corrects, event.meta->>'voids' as voids`;

/** Who recorded it, and where: as far as that is told. */
const told = ({ type, stream, revision, actor }: Stored) =>
  OWN_ALONE.includes(type)
    ? { stream: null, revision: null, actor: null, account: null, onBehalfOf: null, delegation: null }
    : {
        ...{ stream, revision, actor: actor.id, account: actor.account ?? null },
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
    @Args() args: RecordedEventsArgs,
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
        where: [sql`event.position <= ${moment.position}`, ...(args.stream ? [sql`event.stream = ${args.stream} and event.type <> all(${OWN_ALONE})`] : [])],
        orderBy: [{ sql: sql`event.position`, type: 'bigint', descending: true }],
        node: (event) => ({
          ...event,
          ...told(event),
          ...reasons(event.reasonCode ?? undefined),
          label: this.labels.ofType(event.type, language),
          actorKind: event.actor.kind,
          role: event.actor.role,
        }),
      },
      args,
    );
  }
}
