import { LOG } from '@app/event-store';
import type { Log } from '@app/event-store';
import { Access } from '@app/identity';
import { Clock } from '@app/kernel';
import { Keyring, Opener } from '@app/privacy';
import { ReadModel } from '@app/read-model';
import { Global, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { Cursors } from './connection/cursor.js';
import { FactsShown } from './facts-shown.js';
import { LabelsResolver } from './labels.js';
import { LimitsResolver } from './limits/limits.js';
import { Mutations } from './mutations.js';
import { NodeSources } from './node.js';
import { MomentResolver } from './operation/moment.js';
import { ReadAudit } from './operation/read-audit.js';
import { OperationFilter } from './operation/operation-filter.js';
import { ReceiptEventResolver, ReceiptResolver, RecordedResolver } from './operation/recorded.resolver.js';
import { ReadSources } from './operation/reads.js';
import { Followers } from './operation/settling.js';
import { ViewerResolver } from './operation/viewer.js';
import { Personal } from './personal.js';
import { Timelines } from './timeline.js';

/** The moment, nodes, viewer, limits and labels at the root, and `Mutations`, `NodeSources`, `Personal` and `Timelines` for every feature's resolvers. */
@Global()
@Module({
  providers: [
    { provide: Cursors, inject: [Keyring], useFactory: async (keyring: Keyring) => new Cursors(await keyring.secret('cursors')) },
    {
      provide: ReadSources,
      inject: [ReadModel, LOG, Clock, Access, Cursors, { token: ReadAudit, optional: true }, { token: Followers, optional: true }],
      useFactory: (readModel: ReadModel, log: Log, clock: Clock, access: Access, cursors: Cursors, audit?: ReadAudit, followers?: Followers) =>
        new ReadSources(readModel, log, clock, access, cursors, audit, followers),
    },
    {
      provide: Personal,
      inject: [Opener, { token: ReadAudit, optional: true }],
      useFactory: (opener: Opener, audit?: ReadAudit) => new Personal(opener, audit),
    },
    { provide: APP_FILTER, useClass: OperationFilter },
    FactsShown,
    Mutations,
    NodeSources,
    Timelines,
    MomentResolver,
    RecordedResolver,
    ReceiptEventResolver,
    ReceiptResolver,
    ViewerResolver,
    LimitsResolver,
    LabelsResolver,
  ],
  exports: [ReadSources, FactsShown, Mutations, NodeSources, Personal, Timelines],
})
export class GraphqlKitModule {}
