import { Arguments, eventIdAt, type GraphqlContext, type Seen, stepOf, TimelineArgs, Timelines, type Worded } from '@app/graphql-kit';
import { tellsReasons } from '@app/reason/read';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { EnrolmentEvent } from '../domain/enrolment.events.js';
import { enrolmentLabels, enrolmentShownTo } from '../labels.js';
import { enrolmentStream } from '../events.js';
import { EnrolmentRow } from '../read-model/enrolment.row.js';
import { detailsOf, EnrolmentStep } from './enrolment-step.resolver.js';

/** What of an enrolment's history its reader may see. */
interface Sees {
  readonly seesHistory: boolean;
  readonly seesSelection: boolean;
  readonly seesInterruption: boolean;
}

@Resolver(() => EnrolmentRow)
export class TimelineResolver {
  constructor(private readonly timelines: Timelines) {}

  @ResolveField(() => [EnrolmentStep], {
    description:
      'Everything that was recorded of it, in the order of recording, as far as it may be seen. What takes effect after `asOf` is among it. A selection panel sees the steps of selection.',
  })
  async timeline(
    @Parent() { moment, key, seesHistory, seesSelection, seesInterruption }: Seen<EnrolmentRow> & Sees,
    @Arguments() { first }: TimelineArgs,
    @Context() { language }: GraphqlContext,
  ): Promise<EnrolmentStep[]> {
    if (!seesHistory && !seesSelection) return [];
    const sees = { selection: seesSelection || seesHistory, history: seesHistory };
    const events = await this.timelines.read(moment, enrolmentStream(key), first, enrolmentShownTo, sees);
    const told = await tellsReasons(moment, language);
    return events.map((event) => ({
      ...stepOf(moment, event, enrolmentLabels.events, language),
      ...told(event.meta.reasonCode ?? ('cause' in event.data ? event.data.cause : undefined)),
      ...detailsOf(event.data),
      ...{ moment, data: event.data },
      words: event.type === 'EnrolmentInterrupted' && !seesInterruption ? 'withheld' : wordsOf(event.data),
      corrects: event.meta.corrects === undefined ? null : eventIdAt(moment, event.meta.corrects),
    }));
  }
}

const wordsOf = (data: EnrolmentEvent['data']): Worded['words'] => {
  const words = 'reason' in data ? data.reason : 'comment' in data ? data.comment : 'statement' in data ? data.statement : undefined;
  // The log holds sealed values only.
  return words as Worded['words'];
};
