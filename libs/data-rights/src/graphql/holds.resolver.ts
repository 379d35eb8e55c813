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
import { LeaderRow } from '@app/leader/read';
import { tellsReasons } from '@app/reason/read';
import { Context, Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { HoldReason } from '../domain/retention.events.js';
import { holdStream } from '../events.js';
import { holdEventLabels, holdShownTo } from '../labels.js';
import { HoldReasonEnum } from './retention.resolver.js';

@ObjectType('HoldStep', { description: 'That a hold was placed on what is kept of somebody, or lifted: when, by whom and why.' })
class HoldStep extends TimelineStep {
  @Field(() => HoldReasonEnum, { nullable: true, description: 'Why it was placed; null where it was lifted.' })
  holdReason: HoldReason | null;

  @Field(() => String, { nullable: true, description: 'Why, as a code of `at { reasonCodes }`, where one was given; `NOT_REGISTERED` where it is on no list.' })
  reasonCode: string | null;

  @Field(() => LocalText, { nullable: true, description: 'Why, as that reason is called: to show in place of the code.' })
  reason: LocalText | null;
}

const HoldStepConnection = Connection('HoldStep', () => HoldStep);

@Resolver(() => LeaderRow)
export class HoldsResolver {
  constructor(private readonly timelines: Timelines) {}

  @ResolveField(() => HoldStepConnection, {
    description:
      'Every hold that was placed on what is kept of them, and lifted, in the order of recording: the last one tells whether anything may be destroyed. For who runs the installation or audits it; withheld from anybody else.',
  })
  async holds(
    @Parent() { moment, key, seesHolds }: Seen<LeaderRow> & { readonly seesHolds: boolean },
    @Arguments() args: TimelineArgs,
    @Context() { language }: GraphqlContext,
  ): Promise<ConnectionOf<HoldStep>> {
    const page = await this.timelines.page(moment, holdStream(key), args, holdShownTo, { holds: seesHolds });
    const told = await tellsReasons(moment, language);
    return page.map((event) => ({
      ...stepOf(moment, event, holdEventLabels, language),
      ...told(event.meta.reasonCode),
      holdReason: event.type === 'HoldPlaced' ? event.data.reason : null,
    }));
  }
}
