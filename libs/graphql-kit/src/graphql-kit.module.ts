import { LOG } from '@app/event-store';
import type { Log } from '@app/event-store';
import { Access } from '@app/identity';
import { Clock } from '@app/kernel';
import { Opener } from '@app/privacy';
import { ReadModel } from '@app/read-model';
import { Global, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { LimitsResolver } from './limits/limits.js';
import { Mutations } from './mutations.js';
import { NodeSources } from './node.js';
import { MomentResolver } from './operation/moment.js';
import { OperationFilter } from './operation/operation-filter.js';
import { ReadSources } from './operation/reads.js';
import { ViewerResolver } from './operation/viewer.js';
import { Personal } from './personal.js';

/** The moment, nodes, viewer and limits at the root, and `Mutations`, `NodeSources` and `Personal` for every feature's resolvers. */
@Global()
@Module({
  providers: [
    {
      provide: ReadSources,
      inject: [ReadModel, LOG, Clock, Access],
      useFactory: (readModel: ReadModel, log: Log, clock: Clock, access: Access) => new ReadSources(readModel, log, clock, access),
    },
    { provide: Personal, inject: [Opener], useFactory: (opener: Opener) => new Personal(opener) },
    { provide: APP_FILTER, useClass: OperationFilter },
    Mutations,
    NodeSources,
    MomentResolver,
    ViewerResolver,
    LimitsResolver,
  ],
  exports: [ReadSources, Mutations, NodeSources, Personal],
})
export class GraphqlKitModule {}
