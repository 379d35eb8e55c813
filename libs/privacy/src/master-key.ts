/**
 * Keys that wrap data keys, outside of the database and of its backups: files of this machine, or a key service's. Which of them is current,
 * the database says (`privacy.key_encryption_keys`); older ones are kept until nothing is wrapped by them, and then destroyed. Beside them is
 * the key by which the installation signs: made once, and never destroyed, since what it signed is to be verified ever after.
 */
export abstract class MasterKey {
  /** Makes a key-encryption key. @returns its id */
  abstract create(): Promise<string>;
  /**
   * @param kek id of a key-encryption key
   * @param context what the key is for; must be the same to unwrap it
   * @throws when it cannot be reached
   */
  abstract wrap(kek: string, key: Uint8Array, context: string): Promise<Uint8Array>;
  /** @throws when it cannot be reached or is destroyed, or did not wrap this under this context */
  abstract unwrap(kek: string, wrapped: Uint8Array, context: string): Promise<Uint8Array>;
  /** Destroys a key-encryption key: nobody unwraps again what it wrapped, wherever a copy of that is. One that is gone is destroyed. */
  abstract destroy(kek: string): Promise<void>;
  /** Signs in the installation's name: Ed25519, 64 bytes. @throws when the key cannot be reached */
  abstract sign(message: Uint8Array): Promise<Uint8Array>;
  /** What such signatures are verified by: an Ed25519 public key, SPKI in PEM. @throws when the key cannot be reached */
  abstract verifyingKey(): Promise<string>;
}
