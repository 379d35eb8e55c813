import {
  Arguments,
  Connection,
  type ConnectionOf,
  type GraphqlContext,
  LocalText,
  type Masked,
  Personal,
  PersonalText,
  type Seen,
  stepOf,
  textOf,
  TimelineArgs,
  Timelines,
  TimelineStep,
  withheldText,
  type Worded,
} from '@app/graphql-kit';
import { isWithheld } from '@app/identity';
import type { Moment } from '@app/read-model';
import { tellsReasons } from '@app/reason/read';
import { Context, Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql, { type Sql } from 'sql-template-tag';
import { leaderLabels, leaderShownTo } from '../labels.js';
import { leaderStream } from '../events.js';
import { LeaderRow } from '../read-model/leader.row.js';
import { type LeaderMergeRow, mergeIdOf } from '../read-model/leader-merge.row.js';
import { atPresent, leaderMerges, takenFor } from '../read.js';

@ObjectType('LeaderStep', { description: 'One thing that happened to a leader’s record, as it was recorded: what, when, by whom, why. It tells no name.' })
class LeaderStep extends TimelineStep implements Worded {
  @Field(() => String, { nullable: true, description: 'Why, as a code of `at { reasonCodes }`, where one was given; `NOT_REGISTERED` where it is on no list.' })
  reasonCode: string | null;

  @Field(() => LocalText, { nullable: true, description: 'Why, as that reason is called: to show in place of the code.' })
  reason: LocalText | null;

  moment: Moment;
  words: Worded['words'];
  mergeId: string | undefined;
}

const PREFIX = leaderStream('');
const LeaderStepConnection = Connection('LeaderStep', () => LeaderStep);

/** A record's stream, and what was recorded of the record in that of another, which was taken for the same person's. */
const ownAndOfMerges = (moment: Moment): Sql => sql`(
  select event.* from es.events as event where event.stream = parent.key
  union all
  select event.* from (${takenFor(atPresent(moment), sql`substr(parent.key, ${PREFIX.length + 1}::int)::uuid`)}) as merged
  join es.events as event on event.stream = ${PREFIX}::text || merged.leader_id and event.data ->> 'mergedId' = merged.merged_id::text
) as event`;

/** What of a record's history its reader may see. */
interface Sees {
  readonly seesHistory: boolean;
  readonly seesFormerNames: boolean;
}

@Resolver(() => LeaderRow)
export class LeaderTimelineResolver {
  constructor(private readonly timelines: Timelines) {}

  @ResolveField(() => LeaderStepConnection, {
    description: 'Everything that was recorded of their record, in the order of recording, as far as it may be seen. Posts and enrolments have their own.',
  })
  async timeline(
    @Parent() { moment, key, seesHistory, seesFormerNames }: Seen<LeaderRow> & Sees,
    @Arguments() args: TimelineArgs,
    @Context() { language }: GraphqlContext,
  ): Promise<ConnectionOf<LeaderStep>> {
    const page = await this.timelines.page(moment, leaderStream(key), args, leaderShownTo, { history: seesHistory }, ownAndOfMerges(moment));
    const told = await tellsReasons(moment, language);
    return page.map((event) => ({
      ...stepOf(moment, event, leaderLabels.events, language),
      ...told(event.meta.reasonCode),
      moment,
      // Why a name was changed may tell the one before. The log holds sealed values only.
      words: event.type === 'NameChanged' && !seesFormerNames ? 'withheld' : (('reason' in event.data ? event.data.reason : undefined) as Worded['words']),
      mergeId: 'mergedId' in event.data ? mergeIdOf(event.data) : undefined,
    }));
  }
}

@Resolver(() => LeaderStep)
export class LeaderStepResolver {
  constructor(private readonly personal: Personal) {}

  @ResolveField(() => PersonalText, { nullable: true, description: 'Why, in words, where that was given and may be seen.' })
  async text(step: LeaderStep): Promise<PersonalText | null> {
    const { moment, mergeId } = step;
    return mergeId !== undefined && !(await this.#seesReasons(moment, mergeId)) ? withheldText : textOf(this.personal, step);
  }

  /** Whether its reader sees of a merge why it was proposed: what its own list tells, its two timelines do. It may tell of the other record. */
  async #seesReasons(moment: Moment, mergeId: string): Promise<boolean> {
    const merge: Masked<Seen<LeaderMergeRow>, 'proposalReason'> | null = await leaderMerges.find(atPresent(moment), mergeId);
    return merge?.proposalReason != null && !isWithheld(merge.proposalReason);
  }
}
