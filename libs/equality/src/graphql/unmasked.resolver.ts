import {
  actorOf,
  ActorType,
  Arguments,
  type At,
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  type Filters,
  type GraphqlContext,
  Id,
  is,
  type Masked,
  MomentType,
  narrowed,
  NodeSources,
  type Order,
  OrderBy,
  orders,
  paginate,
  Personal,
  PersonalText,
  type Seen,
} from '@app/graphql-kit';
import { Clock, type SealedValue } from '@app/kernel';
import { ArgsType, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql from 'sql-template-tag';
import type { PublishedReach } from '../domain/figures.events.js';
import { publishedOf } from '../figures/characteristics.js';
import { count, exactly } from '../figures/counting.js';
import { UnmaskedGrantRow, UnmaskedReadingRow } from '../read-model/figures.row.js';
import { seenUnmaskedReading, unmaskedGrants, unmaskedReadings } from '../read.js';
import { divided, figure } from './figures.js';
import { namesOf } from './figures.resolver.js';
import { FiguresType } from './figures.types.js';

const UnmaskedReadingConnection = Connection('UnmaskedReading', () => UnmaskedReadingRow);

const unmaskedReadingOrders = orders('UnmaskedReading', sql`unmasked_reading.id`, {
  COUNTED_AT: {
    description: 'The place in the log up to which was counted.',
    en: 'Counted up to',
    cy: 'Cyfrifwyd hyd at',
    column: () => ({ sql: sql`unmasked_reading.counted_at`, type: 'bigint' }),
  },
});

@ArgsType()
class UnmaskedReadingsArgs extends ConnectionArgs {
  @Id('Organisation', { nullable: true, description: 'Only those of figures of this organisation: of your own, those whose figures you may still see.' })
  organisation?: string;

  @Id('Programme', { nullable: true, description: 'Only those of figures of this programme, likewise.' })
  programme?: string;

  @Id('Leader', { nullable: true, description: 'Only those by this reader.' })
  reader?: string;

  @OrderBy(unmaskedReadingOrders, 'the latest first')
  orderBy?: Order<'COUNTED_AT'>;
}

const filters: Filters<UnmaskedReadingsArgs> = {
  organisation: is(sql`unmasked_reading.organisation_id`, 'uuid'),
  programme: is(sql`unmasked_reading.programme_id`, 'uuid'),
  reader: is(sql`unmasked_reading.reader_id`),
};

@Resolver(() => MomentType)
export class UnmaskedReadingsResolver {
  constructor(
    nodes: NodeSources,
    private readonly clock: Clock,
  ) {
    nodes.register(unmaskedReadings);
    nodes.register(unmaskedGrants);
  }

  @ResolveField(() => UnmaskedReadingConnection, { description: 'Who looked at figures unmasked, the latest first.' })
  unmaskedReadings(
    @Parent() { moment }: MomentType,
    @Arguments() args: UnmaskedReadingsArgs,
    @Context() { actor }: GraphqlContext,
  ): Promise<ConnectionOf<Seen<UnmaskedReadingRow>>> {
    // What was looked at is found by who is shown it.
    const byFigures = (args.organisation ?? args.programme ?? undefined) !== undefined;
    const reader = actor.onBehalfOf === undefined ? actor.id : null;
    const shown = sql`unmasked_reading.reader_id = ${reader}::text and unmasked_reading.until > ${this.clock.instant()}::timestamptz`;
    return paginate(
      moment,
      {
        name: 'unmaskedReadings',
        rows: UnmaskedReadingRow,
        from: moment.from(UnmaskedReadingRow),
        where: [...narrowed(filters, args, moment), ...(byFigures ? [shown] : [])],
        orderBy: unmaskedReadingOrders.columns(args.orderBy, [
          { sql: sql`unmasked_reading.counted_at`, type: 'bigint', descending: true },
          { sql: sql`unmasked_reading.id`, type: 'uuid' },
        ]),
        node: seenUnmaskedReading<UnmaskedReadingRow>,
      },
      args,
    );
  }
}

@Resolver(() => UnmaskedGrantRow)
export class UnmaskedGrantResolver {
  constructor(private readonly personal: Personal) {}

  @ResolveField(() => ActorType, { description: 'Who may look.' })
  grantee({ moment, granteeId }: Seen<UnmaskedGrantRow>): At<ActorType> {
    return actorOf(moment, granteeId);
  }

  @ResolveField(() => ActorType, { description: 'Who allowed it.' })
  granter({ moment, granterId }: Seen<UnmaskedGrantRow>): At<ActorType> {
    return actorOf(moment, granterId);
  }

  @ResolveField(() => PersonalText, { nullable: true, description: 'Why it was allowed: for who runs the installation or audits it.' })
  reason({ moment, reason }: Masked<Seen<UnmaskedGrantRow>, 'reason'>): ReturnType<Personal['open']> {
    // Sealed when it was stored: a row never holds a value that is yet to be sealed.
    return this.personal.open(moment, reason as SealedValue<string> | null);
  }
}

@Resolver(() => UnmaskedReadingRow)
export class UnmaskedReadingResolver {
  constructor(private readonly clock: Clock) {}

  @ResolveField(() => UnmaskedGrantRow, { description: 'By what leave.' })
  grant({ moment, grantId }: Seen<UnmaskedReadingRow>): Promise<Seen<UnmaskedGrantRow> | null> {
    return unmaskedGrants.find(moment, grantId);
  }

  @ResolveField(() => ActorType, { description: 'Who looked.' })
  reader({ moment, readerId }: Seen<UnmaskedReadingRow>): At<ActorType> {
    return actorOf(moment, readerId);
  }

  @ResolveField(() => FiguresType, {
    nullable: true,
    description: 'The exact figures that were looked at: for whoever looked, themselves, while their leave lasts; null for anybody else, and afterwards.',
  })
  async figures(@Parent() row: Seen<UnmaskedReadingRow>, @Context() { actor, language }: GraphqlContext): Promise<FiguresType | null> {
    const isReader = actor.id === row.readerId && actor.onBehalfOf === undefined;
    if (!isReader || this.clock.instant() >= row.until) return null;
    const names = await namesOf(row.moment);
    const { snapshot } = row.moment;
    const counted = await count(snapshot.moment({ asOf: snapshot.today, knownAt: row.countedAt }), publishedOf(names));
    const { nation, organisationId, programmeId, characteristic } = row;
    const isOf = ({ at: [path = [], programme = []] }: (typeof counted.groups)[number]): boolean =>
      [nation, organisationId].every((step) => step === null || path.includes(step)) && (programmeId === null || programme.includes(programmeId));
    const [all = {}] = exactly(counted, isOf).map(reachOf);
    const total = { applied: figure(all.applied, all.applied), offered: figure(all.offered, all.applied), completed: figure(all.completed, all.applied) };
    const categories = [...(names.get(characteristic ?? '')?.keys() ?? [])];
    const of = characteristic === null ? [] : exactly(counted, isOf, characteristic).map(reachOf);
    return { ...total, categories: divided(categories, all, (category) => of[categories.indexOf(category)] ?? {}, names.get(characteristic ?? ''), language) };
  }
}

const reachOf = ([applied = 0, offered = 0, completed = 0]: readonly number[]): PublishedReach => ({ applied, offered, completed });
