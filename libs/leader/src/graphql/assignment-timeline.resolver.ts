import {
  Arguments,
  Connection,
  type ConnectionOf,
  type GraphqlContext,
  LocalText,
  Needs,
  type Seen,
  stepOf,
  TimelineArgs,
  Timelines,
  TimelineStep,
} from '@app/graphql-kit';
import type { Moment } from '@app/read-model';
import { tellsReasons } from '@app/reason/read';
import { Context, Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { assignmentStream } from '../events.js';
import { assignmentShownTo, leaderLabels } from '../labels.js';
import { AssignmentRow, LeaderRow } from '../read-model/leader.row.js';
import { leaders } from '../read.js';

@ObjectType('AssignmentStep', {
  description: 'One thing that happened to a post, or to whom its holder reports in it, as it was recorded: what, when, by whom, why.',
})
class AssignmentStep extends TimelineStep {
  @Field(() => String, { nullable: true, description: 'Why, as a code of `at { reasonCodes }`, where one was given; `NOT_REGISTERED` where it is on no list.' })
  reasonCode: string | null;

  @Field(() => LocalText, { nullable: true, description: 'Why, as that reason is called: to show in place of the code.' })
  reason: LocalText | null;

  moment: Moment;
  managerId: string | undefined;
}

const AssignmentStepConnection = Connection('AssignmentStep', () => AssignmentStep);

@Resolver(() => AssignmentRow)
export class AssignmentTimelineResolver {
  constructor(private readonly timelines: Timelines) {}

  @Needs('seesHistory')
  @ResolveField(() => AssignmentStepConnection, {
    description:
      'Everything that was recorded of it and of its reporting lines, in the order of recording, for whom it is about and who keeps it; withheld from anybody else.',
  })
  async timeline(
    @Parent() { moment, key, seesHistory }: Seen<AssignmentRow> & { readonly seesHistory: boolean },
    @Arguments() args: TimelineArgs,
    @Context() { language }: GraphqlContext,
  ): Promise<ConnectionOf<AssignmentStep>> {
    const page = await this.timelines.page(moment, assignmentStream(key), args, assignmentShownTo, { history: seesHistory });
    const told = await tellsReasons(moment, language);
    return page.map((event) => ({
      ...stepOf(moment, event, leaderLabels.events, language),
      ...told(event.meta.reasonCode),
      moment,
      managerId: 'managerId' in event.data ? event.data.managerId : undefined,
    }));
  }
}

@Resolver(() => AssignmentStep)
export class AssignmentStepResolver {
  @ResolveField(() => LeaderRow, { nullable: true, description: 'Of a reporting line: who manages the holder of the post, where they may be seen.' })
  manager({ moment, managerId }: AssignmentStep): Promise<Seen<LeaderRow> | null> | null {
    return managerId === undefined ? null : leaders.find(moment, managerId);
  }
}
