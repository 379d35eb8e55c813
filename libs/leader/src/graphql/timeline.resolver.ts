import { Codec, type Log, LOG } from '@app/event-store';
import { Arguments, DateScalar, DateTimeScalar, loader, Personal, PersonalText, PositionScalar, type Seen, Whole, withheldText } from '@app/graphql-kit';
import type { CalendarDate, Instant, Logged, Position, SealedValue } from '@app/kernel';
import { Inject } from '@nestjs/common';
import { ArgsType, Field, ID, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { LeaderEvent } from '../domain/leader.events.js';
import { leaderStream } from '../events.js';
import { LeaderRow } from '../read-model/leader.row.js';

const USUAL_STEPS = 100;
/** Far beyond any record. */
const MOST_STEPS = 500;

@ArgsType()
class LeaderTimelineArgs {
  @Whole(1, MOST_STEPS, { defaultValue: USUAL_STEPS, description: 'So many from the beginning: 1 to 500.' })
  first: number;
}

@ObjectType('LeaderStep', { description: 'One thing that happened to a leader’s record, as it was recorded: what, when, by whom, why. It tells no name.' })
class LeaderStep {
  @Field(() => ID, { description: 'The event’s id.' })
  id: string;

  @Field(() => String, { description: 'What happened: the event’s type, such as `ParticipationWithdrawn`. docs/event-catalogue.md lists them.' })
  type: string;

  @Field(() => DateScalar, { description: 'The day from which it holds.' })
  effectiveOn: CalendarDate;

  @Field(() => DateTimeScalar, { description: 'When it was recorded.' })
  recordedAt: Instant;

  @Field(() => PositionScalar, { description: 'Its place in the log.' })
  position: Position;

  @Field(() => ID, { description: 'Who recorded it: an opaque identifier.' })
  actor: string;

  @Field(() => String, { description: 'In what role.' })
  role: string;

  @Field(() => ID, { nullable: true, description: 'In whose name, where it was not the actor’s own.' })
  onBehalfOf: string | null;

  @Field(() => String, { nullable: true, description: 'Why, as a code, where one was given.' })
  reasonCode: string | null;

  @Field(() => PersonalText, { nullable: true, description: 'Why, in words, where that was given and may be seen.' })
  text: Promise<PersonalText | null>;
}

/** What of a record's history its reader may see. */
interface Sees {
  readonly seesHistory: boolean;
  readonly seesFormerNames: boolean;
}

/** From the log itself, so that every step has its actor and reason, and any past moment is a prefix. */
@Resolver(() => LeaderRow)
export class LeaderTimelineResolver {
  constructor(
    @Inject(LOG) private readonly log: Log,
    private readonly codec: Codec,
    private readonly personal: Personal,
  ) {}

  @ResolveField(() => [LeaderStep], {
    description: 'Everything that was recorded of their record, in the order of recording, as far as it may be seen. Posts and enrolments have their own.',
  })
  async timeline(
    @Parent() { moment, key, seesHistory, seesFormerNames }: Seen<LeaderRow> & Sees,
    @Arguments() { first }: LeaderTimelineArgs,
  ): Promise<LeaderStep[]> {
    if (!seesHistory) return [];
    const events = await loader<string, readonly Logged<LeaderEvent>[]>(moment, `leader.timeline ${first}`, async (streams) => {
      const stored = await this.log.readStreams(streams, { upTo: moment.position, limit: first });
      return streams.map((one) => (stored.get(one) ?? []).map((event) => this.codec.decode<LeaderEvent>(event) as Logged<LeaderEvent>));
    }).load(leaderStream(key));
    return events.map(({ id, type, effectiveOn, recordedAt, position, meta, data }) => ({
      id,
      type,
      effectiveOn,
      recordedAt,
      position,
      actor: meta.actor.id,
      role: meta.actor.role,
      onBehalfOf: meta.actor.onBehalfOf ?? null,
      reasonCode: meta.reasonCode ?? null,
      // Why a name was changed may tell the one before. The log holds sealed values only.
      text:
        type === 'NameChanged' && !seesFormerNames
          ? Promise.resolve(withheldText)
          : this.personal.open(moment, ('reason' in data ? data.reason : undefined) as SealedValue<string> | undefined),
    }));
  }
}
