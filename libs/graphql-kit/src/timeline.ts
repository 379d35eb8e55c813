import { Codec, type Log, LOG } from '@app/event-store';
import type { CalendarDate, Event, Instant, Logged, Position, SealedValue, StreamOf } from '@app/kernel';
import type { Label, Language } from '@app/localisation';
import { shownIn } from '@app/localisation';
import type { Moment } from '@app/read-model';
import { Inject, Injectable } from '@nestjs/common';
import { ArgsType, Field, ID, ObjectType } from '@nestjs/graphql';
import { Whole } from './input/fields.js';
import { LocalText } from './labels.js';
import { loader } from './loader.js';
import { nodeId } from './node.js';
import { pinOf } from './pin.js';
import { type Personal, type PersonalText, withheldText } from './personal.js';
import { DateScalar, DateTimeScalar, PositionScalar } from './scalars.js';

const USUAL_STEPS = 100;
/** Far beyond any record: a register of hundreds of sessions has room. */
export const MOST_STEPS = 500;

@ArgsType()
export class TimelineArgs {
  @Whole(1, MOST_STEPS, { defaultValue: USUAL_STEPS, description: 'So many from the beginning: 1 to 500.' })
  first: number;
}

/** What every step of a timeline tells; why, each feature says for itself. */
@ObjectType({ isAbstract: true })
export abstract class TimelineStep {
  @Field(() => ID, { description: 'The event’s id.' })
  id: string;

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

  @Field(() => ID, { description: 'Who recorded it: an opaque identifier.' })
  actor: string;

  @Field(() => String, { description: 'In what role.' })
  role: string;

  @Field(() => ID, { nullable: true, description: 'In whose name, where it was not the actor’s own.' })
  onBehalfOf: string | null;
}

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
  { id, type, effectiveOn, recordedAt, position, meta: { actor } }: Logged & { readonly type: Type },
  labels: Readonly<Record<Type, Label>>,
  language: Language,
): TimelineStep {
  const label = shownIn(language, labels[type]);
  return { id: eventIdAt(moment, id), type, label, effectiveOn, recordedAt, position, actor: actor.id, role: actor.role, onBehalfOf: actor.onBehalfOf ?? null };
}

/**
 * To whom a timeline shows what: the group of readers of each event type, or nobody (`null`). A new event does not compile until
 * somebody says to whom; one of a newer release is shown to nobody.
 */
export type ShownTo<E extends Event, Group extends string> = Readonly<Record<E['type'], Group | null>>;

/** Streams as they stood at a moment, from the log itself: every step has its actor and reason, and any past moment is a prefix. */
@Injectable()
export class Timelines {
  constructor(
    @Inject(LOG) private readonly log: Log,
    private readonly codec: Codec,
  ) {}

  /**
   * Of the first events of a stream those that are shown to its reader, in the order of recording; the streams of a page with one query.
   * @param sees of which groups the reader is
   */
  async read<E extends Event, Group extends string>(
    moment: Moment,
    stream: StreamOf<E>,
    first: number,
    shownTo: ShownTo<NoInfer<E>, Group>,
    sees: Readonly<Record<NoInfer<Group>, boolean>>,
  ): Promise<readonly Logged<E>[]> {
    const groups: Readonly<Partial<Record<string, Group | null>>> = shownTo;
    const events = await loader<string, readonly Logged<E>[]>(moment, `timeline ${first}`, async (streams) => {
      const stored = await this.log.within(moment.snapshot.connection).readStreams(streams, { upTo: moment.position, limit: first });
      return streams.map((one) => (stored.get(one) ?? []).map((event) => this.codec.decode<E>(event) as Logged<E>));
    }).load(stream);
    return events.filter(({ type }) => {
      const group = groups[type];
      return group != null && sees[group];
    });
  }
}
