import { idFromCorrected, PostgresLog } from '@app/event-store';
import {
  Arguments,
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  either,
  type Filters,
  type GraphqlContext,
  Input,
  Mutations,
  narrowed,
  Needs,
  NodeSources,
  type Order,
  OrderBy,
  orders,
  Outcome,
  own,
  paginateEach,
  Personal,
  PersonalText,
  type Seen,
} from '@app/graphql-kit';
import { derivedId, type Sealed, type SealedValue } from '@app/kernel';
import { ArgsType, Context, Field, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql from 'sql-template-tag';
import { AnswerAdjustment } from '../domain/answer-adjustment.js';
import { RequestAdjustment } from '../domain/request-adjustment.js';
import { AdjustmentRow } from '../read-model/adjustment.row.js';
import { EnrolmentRow } from '../read-model/enrolment.row.js';
import { adjusted, adjustments, enrolments, seenAdjustment } from '../read.js';
import { AnswerAdjustmentInput, RequestAdjustmentInput } from './enrolment.inputs.js';

const AdjustmentConnection = Connection('Adjustment', () => AdjustmentRow);

const adjustmentOrders = orders('Adjustment', sql`adjustment.id`, {
  REQUESTED_ON: {
    description: 'The day it was asked for.',
    en: 'Asked for on',
    cy: 'Gofynnwyd ar',
    column: () => ({ sql: sql`adjustment.requested_on`, type: 'date' }),
  },
});

@ArgsType()
class AdjustmentsArgs extends ConnectionArgs {
  @Field(() => Boolean, { nullable: true, description: 'Only those that are answered, or only those that are not.' })
  answered?: boolean | null;

  @OrderBy(adjustmentOrders, 'the day')
  orderBy?: Order<'REQUESTED_ON'>;
}

const filters: Filters<AdjustmentsArgs> = { answered: either(sql`adjustment.answer is not null`) };

@Resolver(() => EnrolmentRow)
export class EnrolmentAdjustmentsResolver {
  constructor(nodes: NodeSources) {
    nodes.register(adjustments);
  }

  @Needs()
  @ResolveField(() => AdjustmentConnection, {
    description:
      'What adjustments the leader asked for, the first one first, here or before they were deferred or transferred to here: for them, and for who runs the programme; empty for everybody else.',
  })
  adjustments(@Parent() { moment, key }: Seen<EnrolmentRow>, @Arguments() args: AdjustmentsArgs): Promise<ConnectionOf<Seen<AdjustmentRow>>> {
    return paginateEach(
      moment,
      { sql: sql`enrolment.id`, type: 'uuid' },
      {
        name: 'enrolment.adjustments',
        rows: AdjustmentRow,
        from: sql`${moment.from(EnrolmentRow)} join ${moment.from(AdjustmentRow)} on adjustment.leader_id = enrolment.leader_id`,
        where: [sql`enrolment.id in ${adjusted(moment.from(EnrolmentRow))}`, ...narrowed(filters, args, moment)],
        orderBy: adjustmentOrders.columns(args.orderBy, [
          { sql: sql`adjustment.requested_on`, type: 'date' },
          { sql: sql`adjustment.id`, type: 'uuid' },
        ]),
        node: seenAdjustment<AdjustmentRow>,
      },
      args,
    )(key);
  }
}

@Resolver(() => AdjustmentRow)
export class AdjustmentResolver {
  constructor(private readonly personal: Personal) {}

  @ResolveField(() => EnrolmentRow, { nullable: true, description: 'The enrolment that it was asked for; whoever is deferred or transferred takes it along.' })
  enrolment({ moment, enrolmentId }: Seen<AdjustmentRow>): Promise<Seen<EnrolmentRow> | null> {
    return enrolments.find(moment, enrolmentId);
  }

  @ResolveField(() => PersonalText, { description: 'What is needed, in the leader’s words.' })
  request({ moment, request }: Seen<AdjustmentRow>): ReturnType<Personal['openNow']> {
    return this.personal.openNow(moment, sealed(request));
  }

  @ResolveField(() => PersonalText, { nullable: true, description: 'How it is made, or why not, where that was said.' })
  explanation({ moment, explanation }: Seen<AdjustmentRow>): ReturnType<Personal['openNow']> {
    return this.personal.openNow(moment, sealed(explanation));
  }
}

@Resolver()
export class AdjustmentMutationsResolver {
  constructor(
    private readonly mutations: Mutations,
    private readonly log: PostgresLog,
  ) {}

  @Mutation(() => Outcome, {
    description:
      'Asks for an adjustment: what a leader needs to take part in a cohort, or to be considered for it, as others do. Who runs the programme is told by a task (`viewer { tasks }`), reads it, and answers it; nobody else is told; that something was asked for is in the log, for who audits it.',
  })
  async requestAdjustment(@Input() input: RequestAdjustmentInput, @Context() context: GraphqlContext): Promise<Outcome> {
    const adjustmentId = (await idFromCorrected(this.log, input, 'AdjustmentRequested', 'adjustmentId')) ?? derivedId(input.commandId, 'adjustment');
    return this.mutations.send(context, RequestAdjustment, input, ['Adjustment', adjustmentId], { ...own(input), adjustmentId });
  }

  @Mutation(() => Outcome, { description: 'Answers a request for an adjustment: whether it is made, and how. Whoever asked for it reads the answer.' })
  answerAdjustment(@Input() input: AnswerAdjustmentInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, AnswerAdjustment, input, ['Adjustment', input.adjustmentId], own(input));
  }
}

/** Sealed when it was stored: a row never holds a value that is yet to be sealed. */
const sealed = (value: Sealed<string> | null) => value as SealedValue<string> | null;
