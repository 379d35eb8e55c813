import { ReadModel } from '@app/read-model';
import { Injectable } from '@nestjs/common';
import { reasonsAt } from '../read.js';

const REMEMBERED_FOR_MS = 60_000;

/** Whether something is on the list of reasons, for what is recorded off the path of commands. What was found there is taken to be there for a minute. */
@Injectable()
export class KnownReasons {
  #until = 0;
  #known: ReadonlySet<string> = new Set();

  constructor(private readonly readModel: ReadModel) {}

  /** @throws ReadModelNotReady, DatabaseUnavailable */
  async has(code: string): Promise<boolean> {
    if (this.#until > performance.now() && this.#known.has(code)) return true;
    const snapshot = await this.readModel.snapshot('writing');
    try {
      const listed = [...(await reasonsAt(snapshot.present)).values()];
      this.#known = new Set(listed.filter(({ retired }) => !retired).map((reason) => reason.code));
      this.#until = performance.now() + REMEMBERED_FOR_MS;
    } finally {
      await snapshot.release();
    }
    return this.#known.has(code);
  }
}
