import { Arguments, DateScalar, DateTimeScalar, loader, Personal, PersonalText, PositionScalar, type Seen, Whole, withheldText } from '@app/graphql-kit';
import { Codec, type Log, LOG } from '@app/event-store';
import type { CalendarDate, Instant, Logged, Position, SealedValue } from '@app/kernel';
import { Inject } from '@nestjs/common';
import { ArgsType, Field, ID, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { EnrolmentEvent } from '../domain/enrolment.events.js';
import { EnrolmentRow } from '../read-model/enrolment.row.js';
import { enrolmentStream } from '../events.js';

const USUAL_STEPS = 100;
/** Far beyond any enrolment: a register of hundreds of sessions has room. */
const MOST_STEPS = 500;

@ArgsType()
class TimelineArgs {
  @Whole(1, MOST_STEPS, { defaultValue: USUAL_STEPS, description: 'So many from the beginning: 1 to 500.' })
  first: number;
}

@ObjectType('EnrolmentStep', { description: 'One thing that happened in an enrolment, as it was recorded: what, when, by whom, why.' })
class EnrolmentStep {
  @Field(() => ID, { description: 'The event’s id.' })
  id: string;

  @Field(() => String, { description: 'What happened: the event’s type, such as `PlaceOffered`. docs/event-catalogue.md lists them.' })
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

  @Field(() => String, {
    nullable: true,
    description: 'Why, as a code, where one was given: of a withdrawal that follows from something else also what, such as `PARTICIPATION_WITHDRAWN`.',
  })
  reasonCode: string | null;

  @Field(() => PersonalText, { nullable: true, description: 'Why, in words, where a reason, comment or statement was given and may be seen.' })
  text: Promise<PersonalText | null>;

  @Field(() => ID, { nullable: true, description: 'The id of the earlier event that this one corrects.' })
  corrects: string | null;
}

/** What is put to a selection panel, and what it decides. */
const OF_SELECTION: ReadonlySet<EnrolmentEvent['type']> = new Set([
  'ApplicationSubmitted',
  'NominationMade',
  'ApplicationEndorsed',
  'ApplicantFoundEligible',
  'ApplicantFoundIneligible',
  'ApplicantShortlisted',
  'ApplicantNotSelected',
] satisfies EnrolmentEvent['type'][]);

/** What of an enrolment's history its reader may see. */
interface Sees {
  readonly seesHistory: boolean;
  readonly seesSelection: boolean;
  readonly seesInterruption: boolean;
}

/** From the log itself, so that every step has its actor and reason, and any past moment is a prefix. */
@Resolver(() => EnrolmentRow)
export class TimelineResolver {
  constructor(
    @Inject(LOG) private readonly log: Log,
    private readonly codec: Codec,
    private readonly personal: Personal,
  ) {}

  @ResolveField(() => [EnrolmentStep], {
    description:
      'Everything that was recorded of it, in the order of recording, as far as it may be seen. What takes effect after `asOf` is among it. A selection panel sees the steps of selection.',
  })
  async timeline(
    @Parent() { moment, key, seesHistory, seesSelection, seesInterruption }: Seen<EnrolmentRow> & Sees,
    @Arguments() { first }: TimelineArgs,
  ): Promise<EnrolmentStep[]> {
    if (!seesHistory && !seesSelection) return [];
    const stream = enrolmentStream(key);
    const events = await loader<string, readonly Logged<EnrolmentEvent>[]>(moment, `enrolment.timeline ${first}`, async (streams) => {
      const stored = await this.log.readStreams(streams, { upTo: moment.position, limit: first });
      return streams.map((one) => (stored.get(one) ?? []).map((event) => this.codec.decode<EnrolmentEvent>(event) as Logged<EnrolmentEvent>));
    }).load(stream);
    const seen = seesHistory ? events : events.filter(({ type }) => OF_SELECTION.has(type));
    return seen.map(({ id, type, effectiveOn, recordedAt, position, meta, data }) => ({
      id,
      type,
      effectiveOn,
      recordedAt,
      position,
      actor: meta.actor.id,
      role: meta.actor.role,
      onBehalfOf: meta.actor.onBehalfOf ?? null,
      reasonCode: meta.reasonCode ?? ('cause' in data ? data.cause : undefined) ?? null,
      // The log holds sealed values only.
      text:
        type === 'EnrolmentInterrupted' && !seesInterruption
          ? Promise.resolve(withheldText)
          : this.personal.open(moment, wordsOf(data) as SealedValue<string> | undefined),
      corrects: meta.corrects ?? null,
    }));
  }
}

const wordsOf = (data: EnrolmentEvent['data']): unknown => {
  if ('reason' in data) return data.reason;
  if ('comment' in data) return data.comment;
  return 'statement' in data ? data.statement : undefined;
};
