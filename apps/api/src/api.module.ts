import { GraphqlKitModule, mercuriusOptions, ReadSources, TasksModule } from '@app/graphql-kit';
import { ACCOUNTS_SECRET, Delegations, IdentityLinks, SignIn, Tokens } from '@app/identity';
import { Keyring } from '@app/privacy';
import { features, logging, TrackerModule } from '@app/tracker';
import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { MercuriusDriverConfig } from '@nestjs/mercurius';
import { MercuriusDriver } from '@nestjs/mercurius';
import { TerminusModule } from '@nestjs/terminus';
import { HealthController } from './health.controller.js';
import type { ApiOptions } from './options.js';

/** The whole API: the product, its features over GraphQL, health and logs. A new feature joins in `@app/tracker`. */
@Module({})
export class ApiModule {
  static forRoot(options: Omit<ApiOptions, 'dataDir' | 'production' | 'signIn' | 'exposure'>, tokens: Tokens, operationTimeoutMs?: number): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        logging(options.logLevel ?? 'info'),
        options.tracker ?? TrackerModule.forRoot(options),
        GraphqlKitModule,
        ...(options.graphqlModules ?? [TasksModule, ...features.graphqlModules]),
        GraphQLModule.forRootAsync<MercuriusDriverConfig>({
          driver: MercuriusDriver,
          inject: [ReadSources],
          useFactory: (sources: ReadSources) => mercuriusOptions(sources, { path: '/graphql', autoSchemaFile: true, operationTimeoutMs }),
        }),
        TerminusModule.forRoot({ logger: false }),
      ],
      controllers: [HealthController],
      providers: [
        { provide: Tokens, useValue: tokens },
        {
          provide: SignIn,
          inject: [IdentityLinks, Delegations, Keyring],
          useFactory: async (links: IdentityLinks, delegations: Delegations, keyring: Keyring) =>
            new SignIn(tokens, links, delegations, await keyring.secret(ACCOUNTS_SECRET)),
        },
      ],
    };
  }
}
