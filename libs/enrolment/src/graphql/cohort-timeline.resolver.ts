import {
  Arguments,
  Connection,
  type ConnectionOf,
  type GraphqlContext,
  LocalText,
  Needs,
  Personal,
  PersonalText,
  type Seen,
  stepOf,
  textOf,
  TimelineArgs,
  Timelines,
  TimelineStep,
  type Worded,
} from '@app/graphql-kit';
import { LeaderRow, leaders } from '@app/leader/read';
import { type CohortEvent, cohortEventLabels, cohortShownTo, cohortStream, type PlaceBasis, type ReleaseCause } from '@app/programme/events';
import { CohortRow, cohorts, SessionRow, sessions } from '@app/programme/read';
import type { Moment } from '@app/read-model';
import { tellsReasons } from '@app/reason/read';
import { Context, Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { EnrolmentRow } from '../read-model/enrolment.row.js';
import { enrolments } from '../read.js';
import { type AllOf, PlaceBasisEnum, ReleaseCauseEnum } from './step-details.js';

@ObjectType('CohortStep', { description: 'One thing that happened to a cohort and its places, as it was recorded: what, when, by whom, why.' })
class CohortStep extends TimelineStep implements Worded {
  @Field(() => String, { nullable: true, description: 'Why, as a code of `at { reasonCodes }`, where one was given; `NOT_REGISTERED` where it is on no list.' })
  reasonCode: string | null;

  @Field(() => LocalText, { nullable: true, description: 'Why, as that reason is called: to show in place of the code.' })
  reason: LocalText | null;

  @Field(() => PlaceBasisEnum, { nullable: true, description: 'Of a place, or a place on the waiting list: why it is asked for.' })
  basis?: PlaceBasis | undefined;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Of a place on the waiting list: whether it is ahead of all without, as people of a cancelled cohort are.',
  })
  priority?: boolean | undefined;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Of a place, or a place on the waiting list: whether they had it before, and what ended that never held.',
  })
  reinstates?: boolean | undefined;

  @Field(() => Boolean, { nullable: true, description: 'Of who is back on the waiting list: whether in the turn that they had, and not before everybody.' })
  keepsTurn?: boolean | undefined;

  @Field(() => Boolean, { nullable: true, description: 'Of who was given a place from the waiting list: whether others were ahead.' })
  outOfOrder?: boolean | undefined;

  @Field(() => ReleaseCauseEnum, { nullable: true, description: 'Of a place that was given up: why.' })
  cause?: ReleaseCause | undefined;

  moment: Moment;
  words: Worded['words'];
  data: Data;
}

const CohortStepConnection = Connection('CohortStep', () => CohortStep);

/** Everything that the data of any of a cohort's events may have. */
type Data = Partial<AllOf<CohortEvent['data']>>;

@Resolver(() => CohortRow)
export class CohortTimelineResolver {
  constructor(private readonly timelines: Timelines) {}

  @Needs('seesHistory')
  @ResolveField(() => CohortStepConnection, {
    description:
      'Everything that was recorded of it and its places, in the order of recording, for who runs it or sees that it is run well; withheld from anybody else.',
  })
  async timeline(
    @Parent() { moment, key, seesHistory }: Seen<CohortRow> & { readonly seesHistory: boolean },
    @Arguments() args: TimelineArgs,
    @Context() { language }: GraphqlContext,
  ): Promise<ConnectionOf<CohortStep>> {
    const page = await this.timelines.page(moment, cohortStream(key), args, cohortShownTo, { history: seesHistory });
    const told = await tellsReasons(moment, language);
    return page.map((event) => {
      const data: Data = event.data;
      const { basis, priority, reinstates, keepsTurn, outOfOrder, cause } = data;
      return {
        ...stepOf(moment, event, cohortEventLabels, language),
        ...told(event.meta.reasonCode),
        ...{ moment, data, basis, priority, reinstates, keepsTurn, outOfOrder, cause },
        // The log holds sealed values only.
        words: ('reason' in event.data ? event.data.reason : undefined) as Worded['words'],
      };
    });
  }
}

@Resolver(() => CohortStep)
export class CohortStepResolver {
  constructor(private readonly personal: Personal) {}

  @ResolveField(() => PersonalText, { nullable: true, description: 'Why somebody was given a place before others, in words, where that was given.' })
  text(step: CohortStep): PersonalText | null | Promise<PersonalText | null> {
    return textOf(this.personal, step);
  }

  @ResolveField(() => LeaderRow, { nullable: true, description: 'Whose place it is, or who sits on the panel, where they may be seen.' })
  leader({ moment, data: { leaderId, personId } }: CohortStep): Promise<Seen<LeaderRow> | null> | null {
    const id = leaderId ?? personId;
    return id === undefined ? null : leaders.find(moment, id);
  }

  @ResolveField(() => EnrolmentRow, { nullable: true, description: 'For which enrolment, where it may be seen.' })
  enrolment({ moment, data: { enrolmentId } }: CohortStep): Promise<Seen<EnrolmentRow> | null> | null {
    return enrolmentId === undefined ? null : enrolments.find(moment, enrolmentId);
  }

  @ResolveField(() => EnrolmentRow, { nullable: true, description: 'The enrolment that it carries on from, where it may be seen.' })
  continues({ moment, data: { continues } }: CohortStep): Promise<Seen<EnrolmentRow> | null> | null {
    return continues === undefined ? null : enrolments.find(moment, continues);
  }

  @ResolveField(() => SessionRow, { nullable: true, description: 'The session that was scheduled, moved or cancelled.' })
  session({ moment, data: { sessionId } }: CohortStep): Promise<Seen<SessionRow> | null> | null {
    return sessionId === undefined ? null : sessions.find(moment, sessionId);
  }

  @ResolveField(() => CohortRow, { nullable: true, description: 'Of a cancellation: the cohort that everybody moves to.' })
  transferTo({ moment, data: { transferTo } }: CohortStep): Promise<Seen<CohortRow> | null> | null {
    return transferTo === undefined ? null : cohorts.find(moment, transferTo);
  }
}
