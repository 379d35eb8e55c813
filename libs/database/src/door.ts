import { toDatabaseError } from './unavailable.js';

const SHUT_MS = 500;
/** Somebody waited for a connection that others had: that says nothing of the server. */
const WAITED = /^timeout exceeded when trying to connect/;

/** The way in to the server. Once nobody is let in, those who come next are told so at once for half a second, instead of each finding it out in their turn. */
export class Door {
  #shutUntil = 0;
  #why: unknown;

  /** @throws DatabaseUnavailable */
  async through<T>(connect: () => Promise<T>): Promise<T> {
    if (performance.now() < this.#shutUntil) throw toDatabaseError(this.#why);
    try {
      return await connect();
    } catch (error) {
      if (!(error instanceof Error && WAITED.test(error.message))) this.shut(error);
      throw toDatabaseError(error);
    }
  }

  shut(why: unknown): void {
    this.#why = why;
    this.#shutUntil = performance.now() + SHUT_MS;
  }
}
