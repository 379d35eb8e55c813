import { ACCOUNTS_SECRET, accountIdOf, type Identity } from '@app/identity';
import { Keyring } from '@app/privacy';
import { Injectable } from '@nestjs/common';
import { InstallationSecret } from './installation-secret.js';

/** The ids under which accounts are known in the log, whomever they are linked to. */
@Injectable()
export class AccountIds {
  readonly #secret: InstallationSecret;

  constructor(keyring: Keyring) {
    this.#secret = new InstallationSecret(keyring, ACCOUNTS_SECRET);
  }

  /** @returns makes the id of an account. @throws KeyLocked, DatabaseUnavailable */
  async make(): Promise<(identity: Identity) => string> {
    const secret = await this.#secret.get();
    return (identity) => accountIdOf(secret, identity);
  }
}
