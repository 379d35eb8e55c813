import { type Database, DatabaseUnavailable } from '@app/database';
import type { Logger } from '@nestjs/common';
import pg from 'pg';
import { LogCorrupt, WrongStore } from '../errors.js';
import { backOff } from '../postgres/heads.js';
import { confirmStore } from './confirmed-store.js';
import { Pump, type PumpEvents, type PumpOptions } from './mirror-pump.js';
import type { MirrorSource } from './mirror-source.js';
import { standing, whereToGoOn } from './mirror-standing.js';
import { BatchRefused, MirrorMoved, MirrorWriter } from './mirror-writer.js';
import { adopt } from './store-of-record.js';

export interface MirrorWork extends PumpEvents {
  /** Writes the mirror. */
  readonly client: pg.ClientBase;
  /** Where the mirror is. */
  readonly schema: string;
  readonly source: MirrorSource;
  readonly database: Database;
  readonly options: PumpOptions;
  readonly log: Logger;
  readonly signal: AbortSignal;
}

/** Whether trying again would end the same. */
export const isFinal = (error: unknown): error is Error => error instanceof LogCorrupt || error instanceof WrongStore;
const isOfTheDatabase = (error: unknown): boolean => error instanceof DatabaseUnavailable || error instanceof pg.DatabaseError;

/**
 * Mirrors until aborted: subscribes again, from where the database says it stands, whenever a subscription ends.
 * @throws LogCorrupt, WrongStore; what the database fails for
 */
export async function mirrorInto(work: MirrorWork): Promise<void> {
  const { client, schema, source, database, options, log, signal } = work;
  let failures = 0;
  let oneByOne = 0;
  const events: PumpEvents = {
    ...work,
    onWritten: (position, levelMs) => {
      failures = 0;
      work.onWritten?.(position, levelMs);
    },
  };
  while (!signal.aborted) {
    try {
      const genesis = await adopt(database, source);
      if (schema === 'es') await confirmStore(database, source);
      else await source.learn();
      await work.onLook?.();
      const at = await standing(client, schema);
      const after = await whereToGoOn(source, genesis.position, at);
      await new Pump(source, new MirrorWriter(client, schema, at.native), options, events, oneByOne).run(after, signal);
    } catch (error) {
      if (isFinal(error) || isOfTheDatabase(error)) throw error;
      oneByOne = error instanceof BatchRefused ? error.count : 0;
      if (oneByOne > 0 || error instanceof MirrorMoved) continue;
      log.warn(`subscribing again: ${source.whyHopeless(error) ?? (error instanceof Error ? error.message : String(error))}`);
      work.onAway?.(error);
      await source.renew();
      await backOff(failures++, signal);
    }
  }
}
