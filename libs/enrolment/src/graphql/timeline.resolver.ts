import { Arguments, Connection, type ConnectionOf, type GraphqlContext, type Seen, stepOf, TimelineArgs, Timelines, type Worded } from '@app/graphql-kit';
import { tellsReasons } from '@app/reason/read';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { enrolmentLabels, enrolmentShownTo } from '../labels.js';
import { enrolmentStream } from '../events.js';
import { EnrolmentRow } from '../read-model/enrolment.row.js';
import { detailsOf, EnrolmentStep } from './enrolment-step.resolver.js';

const EnrolmentStepConnection = Connection('EnrolmentStep', () => EnrolmentStep);

/** What of an enrolment's history its reader may see. */
interface Sees {
  readonly seesHistory: boolean;
  readonly seesSelection: boolean;
  readonly seesInterruption: boolean;
}

@Resolver(() => EnrolmentRow)
export class TimelineResolver {
  constructor(private readonly timelines: Timelines) {}

  @ResolveField(() => EnrolmentStepConnection, {
    description:
      'Everything that was recorded of it, in the order of recording, as far as it may be seen. What takes effect after `asOf` is among it. A selection panel sees the steps of selection.',
  })
  async timeline(
    @Parent() { moment, key, seesHistory, seesSelection, seesInterruption }: Seen<EnrolmentRow> & Sees,
    @Arguments() args: TimelineArgs,
    @Context() { language }: GraphqlContext,
  ): Promise<ConnectionOf<EnrolmentStep>> {
    const sees = { selection: seesSelection || seesHistory, history: seesHistory };
    const page = await this.timelines.page(moment, enrolmentStream(key), args, enrolmentShownTo, sees);
    const told = await tellsReasons(moment, language);
    return page.map((event) => ({
      ...stepOf(moment, event, enrolmentLabels.events, language),
      ...told(event.meta.reasonCode ?? ('cause' in event.data ? event.data.cause : undefined)),
      ...detailsOf(event.data),
      ...{ moment, data: event.data },
      words: event.type === 'EnrolmentInterrupted' && !seesInterruption ? 'withheld' : wordsOf(event.data),
    }));
  }
}

const wordsOf = (data: object): Worded['words'] => {
  const words = 'reason' in data ? data.reason : 'comment' in data ? data.comment : 'statement' in data ? data.statement : undefined;
  // The log holds sealed values only.
  return words as Worded['words'];
};
