import type { Keyring } from '@app/privacy';

/** A secret of the installation, asked for once; again, where that failed. */
export class InstallationSecret {
  #asked: Promise<Uint8Array> | undefined;

  constructor(
    private readonly keyring: Keyring,
    private readonly name: string,
  ) {}

  /** @throws KeyLocked, DatabaseUnavailable */
  get(): Promise<Uint8Array> {
    this.#asked ??= this.keyring.secret(this.name).catch((error: unknown) => {
      this.#asked = undefined;
      throw error;
    });
    return this.#asked;
  }
}
