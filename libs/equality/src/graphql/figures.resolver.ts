import {
  Arguments,
  Connection,
  ConnectionArgs,
  type ConnectionOf,
  DayRange,
  type Filters,
  type GraphqlContext,
  isPinned,
  loader,
  MomentType,
  narrowed,
  Needs,
  Nested,
  NodeSources,
  onDays,
  type Order,
  OrderBy,
  orders,
  paginate,
  type Seen,
} from '@app/graphql-kit';
import { present } from '@app/kernel';
import type { Moment } from '@app/read-model';
import { ArgsType, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql, { empty } from 'sql-template-tag';
import { checkDimensions } from '../domain/dimensions.js';
import type { FigureScope } from '../domain/figures.events.js';
import { refuse } from '../domain/refusals.js';
import { type Characteristics, characteristicsOf } from '../figures/characteristics.js';
import { FigurePublicationRow } from '../read-model/figures.row.js';
import { figurePublications, seenFigurePublication } from '../read.js';
import { divided, figure } from './figures.js';
import { FiguresArgs, FiguresType } from './figures.types.js';

const FigurePublicationConnection = Connection('FigurePublication', () => FigurePublicationRow);
const figurePublicationOrders = orders('FigurePublication', sql`figure_publication.id`, {
  PUBLISHED_ON: {
    description: 'The day of publication.',
    en: 'Day of publication',
    cy: 'Diwrnod cyhoeddi',
    column: () => ({ sql: sql`figure_publication.published_on`, type: 'date' }),
  },
});

@ArgsType()
class FigurePublicationsArgs extends ConnectionArgs {
  @Nested(() => DayRange, { nullable: true, description: 'Only those that were published on these days.' })
  publishedOn?: DayRange;

  @OrderBy(figurePublicationOrders, 'the latest first')
  orderBy?: Order<'PUBLISHED_ON'>;
}

const filters: Filters<FigurePublicationsArgs> = { publishedOn: onDays(sql`figure_publication.published_on`) };

/** As many as a refusal names. */
const LATEST = 6;

/** Whom figures are asked about. @throws Refused FIGURES_DIMENSIONS */
export function scopeOf({ nation, organisation, programme }: FiguresArgs): FigureScope {
  const scope = present({ nation, organisationId: organisation, programmeId: programme });
  checkDimensions(scope);
  return scope;
}

/** The names of characteristics and their categories as they are now: the publication has their codes. */
export const namesOf = ({ snapshot }: Moment): Promise<Characteristics> =>
  loader<string, Characteristics>(snapshot.present, 'figures.characteristics', async (keys) => {
    const names = await characteristicsOf(snapshot.present);
    return keys.map(() => names);
  }).load('');

@Resolver(() => MomentType)
export class FigurePublicationsResolver {
  constructor(nodes: NodeSources) {
    nodes.register(figurePublications);
  }

  @ResolveField(() => FigurePublicationConnection, { description: 'Every publication of figures, the latest first.' })
  figurePublications(@Parent() { moment }: MomentType, @Arguments() args: FigurePublicationsArgs): Promise<ConnectionOf<Seen<FigurePublicationRow>>> {
    return paginate(
      moment,
      {
        name: 'figurePublications',
        rows: FigurePublicationRow,
        from: moment.from(FigurePublicationRow),
        where: narrowed(filters, args, moment),
        orderBy: figurePublicationOrders.columns(args.orderBy, [
          { sql: sql`figure_publication.published_on`, type: 'date', descending: true },
          { sql: sql`figure_publication.id`, type: 'uuid' },
        ]),
        node: seenFigurePublication<FigurePublicationRow>,
      },
      args,
    );
  }

  @ResolveField(() => FigurePublicationRow, {
    nullable: true,
    description:
      'The publication that counted up to this moment, where its position is given; else the latest. No other moment is answered. Null where there is none to see.',
  })
  async figures(@Parent() { moment }: MomentType): Promise<Seen<FigurePublicationRow> | null> {
    const { snapshot, position, asOf } = moment;
    // A publication is recorded after the position that it counts up to, so it is looked for as of now.
    const read = snapshot.present;
    const pinned = isPinned(moment) ? sql`where figure_publication.counted_at = ${position}` : empty;
    const [found] = await read.query<Seen<FigurePublicationRow>>(
      sql`select figure_publication.* from ${read.from(FigurePublicationRow)} ${pinned} order by figure_publication.published_on desc limit 1`,
      { moment: read },
    );
    if (found && asOf === snapshot.today) return seenFigurePublication(found);
    const latest = await read.query<Pick<FigurePublicationRow, 'countedAt' | 'publishedOn'>>(
      sql`select figure_publication.counted_at, figure_publication.published_on from ${read.from(FigurePublicationRow)}
        order by figure_publication.published_on desc limit ${LATEST}`,
    );
    if (latest.length === 0) return null;
    throw refuse('FIGURES_DATES', { publications: latest.map(({ countedAt, publishedOn }) => `${String(countedAt)} (${publishedOn})`).join(', ') });
  }
}

@Resolver(() => FigurePublicationRow)
export class FigurePublicationResolver {
  @Needs('characteristics')
  @ResolveField(() => [String], { description: 'The characteristics that people are divided by, by their codes.' })
  characteristics({ characteristics }: Seen<FigurePublicationRow>): string[] {
    return characteristics.map(({ code }) => code);
  }

  @Needs('characteristics', 'figures', 'categoryFigures')
  @ResolveField(() => FiguresType, {
    description: 'From application to completion. By nothing, nation, organisation, programme, or organisation and programme; each also by a characteristic.',
  })
  async funnel(@Parent() row: Seen<FigurePublicationRow>, @Arguments() args: FiguresArgs, @Context() { language }: GraphqlContext): Promise<FiguresType> {
    const scope = scopeOf(args);
    const isOf = (one: FigureScope): boolean =>
      one.nation === scope.nation && one.organisationId === scope.organisationId && one.programmeId === scope.programmeId;
    const all = row.figures.find(isOf) ?? {};
    const total = { applied: figure(all.applied, all.applied), offered: figure(all.offered, all.applied), completed: figure(all.completed, all.applied) };
    if (!args.characteristic) return { ...total, categories: [] };
    const characteristic = row.characteristics.find(({ code }) => code === args.characteristic);
    if (!characteristic) {
      const characteristics = row.characteristics.map(({ code }) => code).join(', ');
      throw refuse('FIGURES_CHARACTERISTIC', { characteristic: args.characteristic, characteristics });
    }
    const names = (await namesOf(row.moment)).get(characteristic.code);
    const of = row.categoryFigures.filter((one) => one.characteristic === characteristic.code && isOf(one));
    return { ...total, categories: divided(characteristic.categories, all, (category) => of.find((one) => one.category === category) ?? {}, names, language) };
  }
}
