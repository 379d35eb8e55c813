import {
  Arguments,
  Connection,
  type ConnectionOf,
  type GraphqlContext,
  LocalText,
  type Seen,
  stepOf,
  TimelineArgs,
  Timelines,
  TimelineStep,
} from '@app/graphql-kit';
import { tellsReasons } from '@app/reason/read';
import { Context, Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { adjustmentStream } from '../events.js';
import { adjustmentShownTo, enrolmentLabels } from '../labels.js';
import { AdjustmentRow } from '../read-model/adjustment.row.js';

@ObjectType('AdjustmentStep', { description: 'That an adjustment was asked for or answered, or either corrected or voided: when and by whom.' })
class AdjustmentStep extends TimelineStep {
  @Field(() => String, { nullable: true, description: 'Why, as a code of `at { reasonCodes }`, where one was given; `NOT_REGISTERED` where it is on no list.' })
  reasonCode: string | null;

  @Field(() => LocalText, { nullable: true, description: 'Why, as that reason is called: to show in place of the code.' })
  reason: LocalText | null;
}

const AdjustmentStepConnection = Connection('AdjustmentStep', () => AdjustmentStep);

@Resolver(() => AdjustmentRow)
export class AdjustmentTimelineResolver {
  constructor(private readonly timelines: Timelines) {}

  @ResolveField(() => AdjustmentStepConnection, { description: 'Everything that was recorded of it, in the order of recording.' })
  async timeline(
    @Parent() { moment, key }: Seen<AdjustmentRow>,
    @Arguments() args: TimelineArgs,
    @Context() { language }: GraphqlContext,
  ): Promise<ConnectionOf<AdjustmentStep>> {
    const page = await this.timelines.page(moment, adjustmentStream(key), args, adjustmentShownTo, { facts: true });
    const told = await tellsReasons(moment, language);
    return page.map((event) => ({ ...stepOf(moment, event, enrolmentLabels.events, language), ...told(event.meta.reasonCode) }));
  }
}
