import { ADVISORY_LOCKS, type Database, DatabaseUnavailable, OneAtATime, toDatabaseError } from '@app/database';
import type { Command, CommandMeta, Receipt } from '@app/kernel';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Handler } from './handlers.js';

/** How long is waited for who changes what is to be named, and how often it is looked whether they are done. */
const WAIT_MS = 15_000;
const LOOK_MS = 10;

/**
 * No append guards what a decision is told of other streams. So a decision that names a thing of another stream is taken and recorded while nobody changes whether that can be
 * named, in any process and with either store: by advisory locks. All who name go side by side, on one connection of each process; whoever changes goes alone, and looks
 * for who names it while nobody does.
 */
export class Naming implements OnApplicationShutdown {
  readonly #changes: OneAtATime;
  #connecting: Promise<Client> | undefined;

  constructor(private readonly database: Database) {
    this.#changes = new OneAtATime(database, 'changing what is named', ADVISORY_LOCKS.named);
  }

  /** Not to be asked for within a change of the same thing: it would wait for itself. @throws DatabaseUnavailable; whatever the work throws */
  async names<T>(id: string, work: () => Promise<T>): Promise<T> {
    const connection = await this.#shared(id);
    try {
      return await work();
    } finally {
      // Whoever named it need not wait for this; a lock goes with its connection.
      void connection.query('select pg_advisory_unlock_shared($1, hashtext($2))', [ADVISORY_LOCKS.named, id]).catch(() => undefined);
    }
  }

  /** @throws as `names` */
  changes<T>(id: string, work: () => Promise<T>): Promise<T> {
    return this.#changes.run(work, id);
  }

  async onApplicationShutdown(): Promise<void> {
    const connection = await this.#connecting?.catch(() => undefined);
    await connection?.end().catch(() => undefined);
  }

  /** It only tries: what waits on a connection has all else on it wait. */
  async #shared(id: string): Promise<Client> {
    for (const until = Date.now() + WAIT_MS; ; await sleep(LOOK_MS)) {
      const connection = await this.#connection();
      const { rows } = await connection
        .query<{ taken: boolean }>('select pg_try_advisory_lock_shared($1, hashtext($2)) as taken', [ADVISORY_LOCKS.named, id])
        .catch((error: unknown) => {
          throw toDatabaseError(error);
        });
      if (rows[0]?.taken) return connection;
      if (Date.now() > until) throw new DatabaseUnavailable(new Error('what is to be named is being changed for too long'));
    }
  }

  #connection(): Promise<Client> {
    const forget = () => (this.#connecting = undefined);
    this.#connecting ??= this.database.connect('naming', { query_timeout: WAIT_MS }).then(
      (connection) => connection.once('end', forget),
      (error: unknown) => {
        forget();
        throw error;
      },
    );
    return this.#connecting;
  }
}

type Work = () => Promise<Receipt>;

function around(
  { command, needs, handle }: Handler,
  field: string,
  take: (naming: Naming, id: string, work: Work, meta: CommandMeta) => Promise<Receipt>,
): Handler {
  return {
    command,
    needs: { ...needs, naming: Naming },
    // What the handler itself needs is among what it is given.
    handle: (asked: never, streams, given: { readonly naming: Naming }) => {
      const { input, meta } = asked as Command<Readonly<Record<string, string>>>;
      const work: Work = () => handle(asked, streams, given as never);
      const id = input[field];
      return id === undefined ? work() : take(given.naming, id, work, meta);
    },
  };
}

/** Has a handler decide and record while nobody changes what fields of its input name. */
export function naming(fields: readonly string[], handler: Handler): Handler {
  return fields.reduce((within, field) => around(within, field, (turns, id, work) => turns.names(id, work)), handler);
}

/** What begins something is named by nobody yet. */
export const isCorrection = ({ corrects }: CommandMeta): boolean => corrects !== undefined;

/** Has a handler look for who names what a field of its input has the id of, and change it, while nobody does. @param when it changes what may be named; always where absent */
export function changing(field: string, handler: Handler, when: (meta: CommandMeta) => boolean = () => true): Handler {
  return around(handler, field, (turns, id, work, meta) => (when(meta) ? turns.changes(id, work) : work()));
}
