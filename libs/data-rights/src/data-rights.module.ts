import { Module } from '@nestjs/common';
import { IdentifyingValues } from './carrying-out/identifying-values.js';
import { Responsibilities } from './carrying-out/responsibilities.js';
import { Scanner } from './carrying-out/scan.js';
import { dataRightsCommandHandlers } from './commands/index.js';
import { ErasureMutationsResolver } from './graphql/erasure-mutations.resolver.js';
import { ErasureRequestResolver, ErasureRequestsResolver } from './graphql/erasure.resolver.js';
import { LogSearch } from './log/log-search.js';

/** Carries out commands; needs no server in front of it. */
@Module({ providers: [LogSearch, IdentifyingValues, Responsibilities, Scanner, ...dataRightsCommandHandlers] })
export class DataRightsModule {}

/** Answers over GraphQL. */
@Module({ providers: [ErasureRequestsResolver, ErasureRequestResolver, ErasureMutationsResolver] })
export class DataRightsGraphqlModule {}
