import { Features } from '@app/feature';
import {
  actorIfAny,
  actorOf,
  ActorType,
  Arguments,
  type At,
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  DayRange,
  describedEnum,
  type Filters,
  type GraphqlContext,
  Id,
  is,
  type Masked,
  MomentType,
  narrowed,
  Nested,
  Node,
  NodeSources,
  onDays,
  type Order,
  OrderBy,
  orders,
  paginate,
  PositionScalar,
  type Seen,
} from '@app/graphql-kit';
import type { Position } from '@app/kernel';
import { leaders, LeaderRow } from '@app/leader/read';
import { ArgsType, Context, Field, Int, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql from 'sql-template-tag';
import { RESPONSIBILITY_KINDS } from '../domain/erasure.events.js';
import type { Responsibility } from '../domain/erasure.events.js';
import { ErasureRequestRow, type ErasureStatus, ErasureStatusEnum } from '../read-model/erasure-request.row.js';
import { erasureRequests, seenErasureRequest } from '../read.js';

const ErasureRequestConnection = Connection('ErasureRequest', () => ErasureRequestRow);

const ResponsibilityKindEnum = describedEnum<(typeof RESPONSIBILITY_KINDS)[number]>('ResponsibilityKind', 'What somebody was responsible for.', {
  PROGRAMME: { description: 'They led a programme.', en: 'Programme', cy: 'Rhaglen' },
  SELECTION_PANEL: { description: 'They sat on the selection panel of a cohort.', en: 'Selection panel', cy: 'Panel dethol' },
  REPORTING_LINE: { description: 'They managed the holder of a post.', en: 'Reporting line', cy: 'Llinell adrodd' },
});

@ObjectType('Responsibility', { description: 'Something that a person was responsible for when their erasure was approved, as the decider knew.' })
class ResponsibilityType {
  @Field(() => ResponsibilityKindEnum, { description: 'Of what kind.' })
  kind: Responsibility['kind'];
}

@ObjectType('ScanMatch', { description: 'A table in which something was still found after an erasure.' })
class ScanMatchType {
  @Field(() => String, { description: 'Schema and table.' })
  table: string;

  @Field(() => Int, { description: 'In how many rows.' })
  matches: number;
}

@ObjectType('ErasureCertificate', {
  description: 'What an erasure did, signed in the installation’s name. `npm run cli -- erasure verify` tells whether it is as it was signed.',
})
class ErasureCertificateType {
  @Field(() => String, {
    description:
      'What is certified, as canonical JSON (RFC 8785): requested and decided by whom and when, keys destroyed, fields made unreadable, places searched.',
  })
  document: string;

  @Field(() => String, { description: 'SHA-256 of the document, hexadecimal: the leader’s own history holds it too.' })
  sha256: string;

  @Field(() => String, { description: 'Ed25519 signature of the document, base64.' })
  signature: string;

  @Field(() => String, { description: 'The public key that it was signed by (SPKI, PEM). Compare it with one had from whoever runs the installation.' })
  publicKey: string;

  @Field(() => [ScanMatchType], { description: 'Where something was still found; empty when nothing was.' })
  found: readonly ScanMatchType[];
}

@ObjectType('ErasureRemainder', { description: 'Where something that an erased person was known by still stands: never what.' })
class ErasureRemainderType {
  @Field(() => String, { description: 'Schema and table.' })
  table: string;

  @Field(() => String, { description: 'The column.' })
  column: string;

  @Field(() => Int, { description: 'In how many rows.' })
  rows: number;

  @Field(() => [PositionScalar], { description: 'Places in the log of the first twenty of these, where the table has such.' })
  positions: readonly Position[];
}

const erasureRequestOrders = orders('ErasureRequest', sql`erasure_request.id`, {
  REQUESTED_ON: {
    description: 'When it was asked for.',
    en: 'Day of the request',
    cy: 'Diwrnod y cais',
    column: () => ({ sql: sql`erasure_request.requested_on`, type: 'date' }),
  },
});

@ArgsType()
class ErasureRequestsArgs extends ConnectionArgs {
  @Field(() => ErasureStatusEnum, { nullable: true, description: 'Only those that have come so far.' })
  status?: ErasureStatus | null;

  @Nested(() => DayRange, { nullable: true, description: 'Only those that were asked for on these days.' })
  requestedOn?: DayRange;

  @Id('Leader', { nullable: true, description: 'Only those of this person.' })
  leader?: string;

  @OrderBy(erasureRequestOrders, 'the latest first')
  orderBy?: Order<'REQUESTED_ON'>;
}

const filters: Filters<ErasureRequestsArgs> = {
  status: is(sql`erasure_request.status`),
  requestedOn: onDays(sql`erasure_request.requested_on`),
  leader: is(sql`erasure_request.leader_id`, 'uuid'),
};

type SeenRequest = Seen<Masked<ErasureRequestRow, 'certificate' | 'certificateHash' | 'signature' | 'publicKey'>>;

@Resolver(() => MomentType)
export class ErasureRequestsResolver {
  constructor(nodes: NodeSources) {
    nodes.register(erasureRequests);
  }

  @ResolveField(() => ErasureRequestConnection, { description: 'Erasures that were asked for, the latest first.' })
  erasureRequests(@Parent() { moment }: MomentType, @Arguments() args: ErasureRequestsArgs): Promise<ConnectionOf<Seen<ErasureRequestRow>>> {
    return paginate(
      moment,
      {
        name: 'erasureRequests',
        rows: ErasureRequestRow,
        from: moment.from(ErasureRequestRow),
        where: narrowed(filters, args, moment),
        orderBy: erasureRequestOrders.columns(args.orderBy, [
          { sql: sql`erasure_request.requested_on`, type: 'date', descending: true },
          { sql: sql`erasure_request.id`, type: 'uuid' },
        ]),
        node: (row: At<ErasureRequestRow>) => seenErasureRequest(row),
      },
      args,
    );
  }
}

@Resolver(() => ErasureRequestRow)
export class ErasureRequestResolver {
  @ResolveField(() => LeaderRow, { nullable: true, description: 'Who is to be erased, or was.' })
  leader({ moment, leaderId }: SeenRequest): Promise<Seen<LeaderRow> | null> {
    return leaders.find(moment, leaderId);
  }

  @ResolveField(() => ActorType, { description: 'Who asked.' })
  requester({ moment, requesterId }: SeenRequest): At<ActorType> {
    return actorOf(moment, requesterId);
  }

  @ResolveField(() => ActorType, { nullable: true, description: 'Who decided, where somebody has.' })
  decider({ moment, deciderId }: SeenRequest): At<ActorType> | null {
    return actorIfAny(moment, deciderId);
  }

  @ResolveField(() => [ResponsibilityType], { description: 'What they were responsible for when it was approved.' })
  responsibilities({ moment, responsibilities }: SeenRequest): At<Responsibility>[] {
    return responsibilities.map((held) => ({ ...held, moment }));
  }

  @ResolveField(() => [ErasureRemainderType], {
    description: 'Where the last search found something; empty once nothing is left. What to do about it is in docs/erasure.md.',
  })
  remaining({ remaining }: SeenRequest): ErasureRemainderType[] {
    return remaining.map(({ positions, ...where }) => ({ ...where, positions: positions.map(BigInt) }));
  }

  @ResolveField(() => ErasureCertificateType, { nullable: true, description: 'What was done, once it was.' })
  certificate({ certificate, certificateHash, signature, publicKey }: SeenRequest): ErasureCertificateType | null {
    if (certificate === null || certificateHash === null || signature === null || publicKey === null) return null;
    const { scan } = JSON.parse(certificate) as { readonly scan: { readonly found: readonly ScanMatchType[] } };
    return { document: certificate, sha256: certificateHash, signature, publicKey, found: scan.found };
  }
}

@Resolver(() => ResponsibilityType)
export class ResponsibilityResolver {
  constructor(
    private readonly nodes: NodeSources,
    private readonly features: Features,
  ) {}

  @ResolveField(() => Node, { nullable: true, description: 'The programme, the cohort or the post, where it may be seen.' })
  thing(@Parent() { moment, kind, id }: At<Responsibility>, @Context() context: GraphqlContext): Promise<object | null> {
    const type = this.features.responsibilities.find((declared) => declared.kind === kind)?.resource;
    return type === undefined ? Promise.resolve(null) : this.nodes.find(moment, type, id, context);
  }
}
