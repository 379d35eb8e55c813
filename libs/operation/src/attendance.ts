import { ADVISORY_LOCKS, type Database } from '@app/database';
import { MIRROR_READER } from '@app/event-store';
import { OPENED_READER, READ_MODEL_READER } from '@app/read-model';

/** Who works as a reader holds this meanwhile, in whichever process. Process managers share one, which whoever leads never gives back; they read no event twice. */
export const READER_LOCKS: Readonly<Record<string, number>> = {
  [READ_MODEL_READER]: ADVISORY_LOCKS.projector,
  [OPENED_READER]: ADVISORY_LOCKS.openedTables,
  [MIRROR_READER]: ADVISORY_LOCKS.mirror,
};

/** Long enough for others to take over, for a process to start again, and for whoever lost a connection to make another. */
const GRACE_MS = 15_000;

const HELD = `select l.objid::integer as lock from pg_locks l join pg_database d on d.oid = l.database
  where l.locktype = 'advisory' and l.classid = 0 and l.objsubid = 1 and l.granted and d.datname = current_database()`;

/** Whether somebody is at everything that follows the log, in whichever process. Who is holds a lock for as long as their connection lives: the dead hold none. */
export class Attendance {
  readonly #locks: readonly (readonly [job: string, lock: number])[];
  /** Since when nobody was at a job, as often as this process looked. */
  readonly #since = new Map<string, number>();

  /** @param mirrored whether the history is in an EventStoreDB */
  constructor(
    private readonly database: Database,
    mirrored: boolean,
    private readonly graceMs = GRACE_MS,
  ) {
    const jobs = Object.entries({ ...READER_LOCKS, 'process managers': ADVISORY_LOCKS.processManagers });
    this.#locks = jobs.filter(([job]) => mirrored || job !== MIRROR_READER);
  }

  /**
   * What nobody has been at for a while, found so each time.
   * @param stopped readers that cannot go on: whoever works as them waits, and holds no lock
   * @throws DatabaseUnavailable
   */
  async missing(stopped: readonly string[]): Promise<readonly string[]> {
    const { rows } = await this.database.query<{ lock: number }>(HELD);
    const held = new Set(rows.map(({ lock }) => lock));
    const now = performance.now();
    return this.#locks.flatMap(([job, lock]) => {
      if (held.has(lock) || stopped.includes(job)) {
        this.#since.delete(job);
        return [];
      }
      const since = this.#since.get(job) ?? now;
      this.#since.set(job, since);
      return now - since >= this.graceMs ? [job] : [];
    });
  }
}
