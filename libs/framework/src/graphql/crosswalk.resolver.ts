import { type Found, Refers, type Seen } from '@app/graphql-kit';
import { ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { CrosswalkRow, FrameworkElementRow } from '../read-model/framework-content.row.js';
import { frameworkElements } from '../read.js';

@Resolver(() => CrosswalkRow)
export class CrosswalkResolver {
  @Refers(frameworkElements, 'fromId')
  @ResolveField(() => FrameworkElementRow, { nullable: true, description: 'The element that it leads from.' })
  from({ moment, fromId }: Seen<CrosswalkRow>, _args: unknown, _context: unknown, info: GraphQLResolveInfo): Found<FrameworkElementRow> {
    return frameworkElements.foundFor(info, moment, fromId);
  }

  @Refers(frameworkElements, 'toId')
  @ResolveField(() => FrameworkElementRow, { nullable: true, description: 'The element that it leads to.' })
  to({ moment, toId }: Seen<CrosswalkRow>, _args: unknown, _context: unknown, info: GraphQLResolveInfo): Found<FrameworkElementRow> {
    return frameworkElements.foundFor(info, moment, toId);
  }
}
