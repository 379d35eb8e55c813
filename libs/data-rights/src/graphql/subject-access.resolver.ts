import {
  actorOf,
  ActorType,
  Arguments,
  type At,
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  DateScalar,
  DayRange,
  either,
  type Filters,
  type GraphqlContext,
  Id,
  Input,
  is,
  MomentType,
  Mutations,
  narrowed,
  Nested,
  NodeSources,
  onDays,
  type Order,
  OrderBy,
  orders,
  Outcome,
  own,
  paginate,
  type Seen,
} from '@app/graphql-kit';
import { type CalendarDate, derivedId } from '@app/kernel';
import { leaders, LeaderRow } from '@app/leader/read';
import { ArgsType, Context, Field, Float, Mutation, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql from 'sql-template-tag';
import { ExtendSubjectAccess } from '../domain/extend-subject-access.js';
import { RequestSubjectAccess } from '../domain/request-subject-access.js';
import type { AnswerDocument, AnswerWay } from '../domain/subject-access.events.js';
import { seenSubjectAccessRequest, subjectAccessRequests } from '../read.js';
import {
  type Answered,
  AnswerWayEnum,
  SubjectAccessRequestRow,
  type SubjectAccessStatus,
  SubjectAccessStatusEnum,
} from '../read-model/subject-access-request.row.js';
import { ExtendSubjectAccessInput, RequestSubjectAccessInput } from './subject-access.inputs.js';

const SubjectAccessRequestConnection = Connection('SubjectAccessRequest', () => SubjectAccessRequestRow);

@ObjectType('SubjectAccessDocument', { description: 'A document that was given: how to tell that it is the one, not what is in it.' })
class SubjectAccessDocument {
  @Field(() => String, { description: '`HTML` or `JSON`.' })
  format: AnswerDocument['format'];

  @Field(() => String, { description: 'SHA-256 of the document, hexadecimal.' })
  sha256: string;

  @Field(() => Float, { description: 'How many bytes it has.' })
  bytes: number;

  @Field(() => DateScalar, { description: 'When it was given.' })
  on: CalendarDate;

  @Field(() => AnswerWayEnum, { description: 'How.' })
  way: AnswerWay;
}

const subjectAccessRequestOrders = orders('SubjectAccessRequest', sql`subject_access_request.id`, {
  DUE_ON: {
    description: 'By when it is to be answered.',
    en: 'To be answered by',
    cy: 'I’w ateb erbyn',
    column: () => ({ sql: sql`subject_access_request.due_on`, type: 'date' }),
  },
  RECEIVED_ON: {
    description: 'When it was received.',
    en: 'Received',
    cy: 'Derbyniwyd',
    column: () => ({ sql: sql`subject_access_request.received_on`, type: 'date' }),
  },
});

@ArgsType()
class SubjectAccessRequestsArgs extends ConnectionArgs {
  @Field(() => SubjectAccessStatusEnum, { nullable: true, description: 'Only those that have come so far.' })
  status?: SubjectAccessStatus | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those that should have been answered by now and are not; or, with false, only the others.' })
  overdue?: boolean | null;

  @Nested(() => DayRange, { nullable: true, description: 'Only those that are due on these days.' })
  dueOn?: DayRange;

  @Nested(() => DayRange, { nullable: true, description: 'Only those that were received on these days.' })
  receivedOn?: DayRange;

  @Id('Leader', { nullable: true, description: 'Only those of this person.' })
  leader?: string;

  @OrderBy(subjectAccessRequestOrders, 'when they are due')
  orderBy?: Order<'DUE_ON' | 'RECEIVED_ON'>;
}

const filters: Filters<SubjectAccessRequestsArgs> = {
  status: is(sql`subject_access_request.status`),
  overdue: (overdue, { asOf }) => either(sql`subject_access_request.status = 'OPEN' and subject_access_request.due_on < ${asOf}::date`)(overdue),
  dueOn: onDays(sql`subject_access_request.due_on`),
  receivedOn: onDays(sql`subject_access_request.received_on`),
  leader: is(sql`subject_access_request.leader_id`, 'uuid'),
};

@Resolver(() => MomentType)
export class SubjectAccessRequestsResolver {
  constructor(nodes: NodeSources) {
    nodes.register(subjectAccessRequests);
  }

  @ResolveField(() => SubjectAccessRequestConnection, { description: 'Requests for everything that is held about somebody, those first that are due first.' })
  subjectAccessRequests(@Parent() { moment }: MomentType, @Arguments() args: SubjectAccessRequestsArgs): Promise<ConnectionOf<Seen<SubjectAccessRequestRow>>> {
    return paginate(
      moment,
      {
        name: 'subjectAccessRequests',
        rows: SubjectAccessRequestRow,
        from: moment.from(SubjectAccessRequestRow),
        where: narrowed(filters, args, moment),
        orderBy: subjectAccessRequestOrders.columns(args.orderBy, [
          { sql: sql`subject_access_request.due_on`, type: 'date' },
          { sql: sql`subject_access_request.id`, type: 'uuid' },
        ]),
        node: (row: At<SubjectAccessRequestRow>) => seenSubjectAccessRequest(row),
      },
      args,
    );
  }
}

@Resolver(() => SubjectAccessRequestRow)
export class SubjectAccessRequestResolver {
  @ResolveField(() => LeaderRow, { nullable: true, description: 'About whom.' })
  leader({ moment, leaderId }: Seen<SubjectAccessRequestRow>): Promise<Seen<LeaderRow> | null> {
    return leaders.find(moment, leaderId);
  }

  @ResolveField(() => ActorType, { description: 'Who asked, or recorded the letter.' })
  requester({ moment, requesterId }: Seen<SubjectAccessRequestRow>): At<ActorType> {
    return actorOf(moment, requesterId);
  }

  @ResolveField(() => Boolean, { description: 'Whether it should have been answered by the day asked about, and is not.' })
  overdue({ moment, status, dueOn }: Seen<SubjectAccessRequestRow>): boolean {
    return status === 'OPEN' && dueOn < moment.asOf;
  }

  @ResolveField(() => [SubjectAccessDocument], { description: 'What was given, in order.' })
  answers({ documents }: Seen<SubjectAccessRequestRow>): readonly Answered[] {
    return documents;
  }
}

@Resolver()
export class SubjectAccessMutationsResolver {
  constructor(private readonly mutations: Mutations) {}

  @Mutation(() => Outcome, {
    description:
      'Asks for everything that is held about a leader: they themselves, or an administrator who has their letter. Who asks again, under another `commandId`, has asked twice, and each is answered. It is due after 28 days. The person fetches the answer at `/subject-access/<id>.html` or `.json`, with the request’s UUID or id.',
  })
  requestSubjectAccess(@Input() input: RequestSubjectAccessInput, @Context() context: GraphqlContext): Promise<Outcome> {
    const requestId = derivedId(input.commandId, 'subject-access');
    return this.mutations.send(context, RequestSubjectAccess, input, ['SubjectAccessRequest', requestId], { ...own(input), requestId });
  }

  @Mutation(() => Outcome, {
    description: 'Gives the answer to a request more time, once: two months at most, of which the person was told within the first month.',
  })
  extendSubjectAccess(@Input() input: ExtendSubjectAccessInput, @Context() context: GraphqlContext): Promise<Outcome> {
    return this.mutations.send(context, ExtendSubjectAccess, input, ['SubjectAccessRequest', input.requestId], own(input));
  }
}
