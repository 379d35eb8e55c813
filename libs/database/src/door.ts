import { Logger } from '@nestjs/common';
import { DatabaseUnavailable, toDatabaseError } from './unavailable.js';

const SHUT_MS = 500;
/** Somebody waited for a connection that others had, or this process is closing its own: that says nothing of the server. */
const NOT_OF_THE_SERVER = /^(timeout exceeded when trying to connect|Cannot use a pool after calling end)/;

/** The way in to the server. Once nobody is let in, those who come next are told so at once for half a second, instead of each finding it out in their turn. */
export class Door {
  readonly #log = new Logger('Database');
  /** Why nobody is let in, as it was logged. */
  #said: string | undefined;
  #shutUntil = 0;
  #why: unknown;
  #lastIn = 0;

  /** @throws DatabaseUnavailable */
  async through<T>(connect: () => Promise<T>): Promise<T> {
    const began = performance.now();
    if (began < this.#shutUntil) throw toDatabaseError(this.#why);
    try {
      const connected = await connect();
      this.#lastIn = performance.now();
      if (this.#said !== undefined) this.#log.log('the database lets this process in again');
      this.#said = undefined;
      return connected;
    } catch (error) {
      // Who came while the server was away and gives up once it is back says nothing of now.
      const stale = began < this.#lastIn;
      if (!stale && !(error instanceof Error && NOT_OF_THE_SERVER.test(error.message))) this.shut(error);
      throw toDatabaseError(error);
    }
  }

  shut(why: unknown): void {
    this.#why = why;
    const error = toDatabaseError(why);
    // Once for as long as it is so: everybody who asks finds it out.
    if (error instanceof DatabaseUnavailable && error.reason !== this.#said) this.#log.error(error.message);
    if (error instanceof DatabaseUnavailable) this.#said = error.reason;
    this.#shutUntil = performance.now() + SHUT_MS;
  }
}
