import { Database } from '@app/database';
import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { Erasing } from './erasing.js';
import { Keyring } from './keyring.js';
import { MasterKey } from './master-key.js';
import { Opener } from './opener.js';
import { KeySealer } from './sealer.js';

/** Provides MasterKey, Keyring, Erasing, KeySealer and Opener to all; `Database` must be provided globally. */
@Module({})
export class PrivacyModule {
  static forRoot({ masterKey }: { readonly masterKey: MasterKey }): DynamicModule {
    return {
      module: PrivacyModule,
      global: true,
      providers: [
        { provide: MasterKey, useValue: masterKey },
        { provide: Keyring, inject: [Database], useFactory: (database: Database) => new Keyring(database, masterKey) },
        { provide: Erasing, inject: [Database], useFactory: (database: Database) => new Erasing(database, masterKey) },
        { provide: KeySealer, inject: [Keyring], useFactory: (keyring: Keyring) => new KeySealer(keyring) },
        { provide: Opener, inject: [Keyring], useFactory: (keyring: Keyring) => new Opener(keyring) },
      ],
      exports: [MasterKey, Keyring, Erasing, KeySealer, Opener],
    };
  }
}
