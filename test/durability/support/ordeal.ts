import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Database } from '@app/database';
import { OPENED, STARTED } from '../../support/journey.js';
import { Client } from './client.js';
import { Instance } from './instance.js';
import { Random } from './random.js';
import type { Site } from './site.js';
import { type Ground, write } from './writer.js';

const WRITERS = 6;
/** Few places, so that there is always someone to promote. */
export const CAPACITY = 2;
/** What must have been acknowledged between two kills, so that each interrupts work and is recovered from. */
const PROGRESS = 40;
const RECOVERED_WITHIN_MS = 90_000;

/** The product under the load of several writers, killed at random moments and started again. */
export class Ordeal {
  readonly #running = new Set<Instance>();
  readonly #random: Random;
  #clients: readonly Client[] = [];
  /** What a writer could not go on after. */
  #failure: Error | undefined;

  private constructor(
    readonly site: Site,
    readonly dataDir: string,
    private readonly seed: string,
    private readonly masterKey: Buffer,
  ) {
    this.#random = new Random(seed);
  }

  static async begin(makeSite: (dataDir: string) => Promise<Site>, seed: string, masterKey: Buffer): Promise<Ordeal> {
    const dataDir = await mkdtemp(join(tmpdir(), 'tracker-kill-'));
    return new Ordeal(await makeSite(dataDir), dataDir, seed, masterKey);
  }

  /** Everyone who sent commands, with what they were told. */
  get clients(): readonly Client[] {
    return this.#clients;
  }

  /** Kills so many times; then lets it catch up, and kills it for the last time. */
  async endure(kills: number): Promise<void> {
    for (let number = 0; number < this.site.instances; number++) this.#start();
    await this.#until('it listens', () => this.#ports().length > 0);
    const token = (await readFile(join(this.dataDir, 'development-token'), 'utf8')).trim();
    this.#clients = Array.from({ length: WRITERS + 1 }, (_, index) => new Client(() => this.#ports(), token, new Random(`${this.seed} client ${index}`)));
    const [administrator, ...writers] = this.#clients as [Client, ...Client[]];
    const ground = await prepare(administrator);

    let ended = false;
    const writing = Promise.all(writers.map((client, index) => write(client, new Random(`${this.seed} writer ${index}`), ground, () => ended)));
    writing.catch((error: Error) => (this.#failure = error));
    const [target, , cancelled] = ground.cohorts;
    for (let number = 1; number <= kills; number++) {
      await this.#goesOn(`before kill ${number}`);
      await sleep(this.#random.below(700));
      const cancelling =
        number === Math.ceil(kills / 2) && administrator.send('cancelCohort', { cohortId: cancelled, transferTo: target, effectiveOn: STARTED });
      await this.#kill();
      await cancelling;
    }
    await this.#goesOn('after the last kill');
    ended = true;
    await writing;
    await this.#caughtUp();
    await this.#killAll();
  }

  async end(): Promise<void> {
    await this.#killAll();
    await this.site.drop();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  #start(): void {
    const { environment } = this.site;
    this.#running.add(new Instance({ ...environment, DATA_DIR: this.dataDir, MASTER_KEY: this.masterKey.toString('base64') }));
  }

  #ports(): readonly number[] {
    return [...this.#running].flatMap(({ port }) => port ?? []);
  }

  /** One instance or all of them; the database with them, or alone, or not. */
  async #kill(): Promise<void> {
    const { killDatabase } = this.site;
    const withDatabase = killDatabase !== undefined && this.#random.chance(0.6);
    if (withDatabase && this.#random.chance(0.4)) return killDatabase();
    const all = [...this.#running];
    const one = this.#random.below(all.length);
    const victims = this.#random.chance(0.3) ? all : all.slice(one, one + 1);
    const deaths = victims.map((victim) => this.#killOne(victim));
    if (withDatabase) await killDatabase();
    await Promise.all(deaths);
    for (const _victim of victims) this.#start();
  }

  async #killOne(instance: Instance): Promise<void> {
    this.#running.delete(instance);
    await instance.kill();
  }

  async #killAll(): Promise<void> {
    await Promise.all([...this.#running].map((instance) => this.#killOne(instance)));
  }

  async #goesOn(when: string): Promise<void> {
    const acknowledged = () => this.#clients.reduce((sum, client) => sum + client.acknowledged.length, 0);
    const enough = acknowledged() + PROGRESS;
    await this.#until(`it goes on ${when}`, () => acknowledged() >= enough);
  }

  async #caughtUp(): Promise<void> {
    const database = new Database({ url: await this.site.address(), poolSize: 1 });
    await this.#until('process managers and the read model catch up', async () => {
      const { rows } = await database.query<{ done: boolean }>(
        `select bool_and(m.position = h.position) and bool_and(r.position = h.position) as done
         from es.log_head h, process.manager m, projection.read_model r where r.status = 'active'`,
      );
      return rows[0]?.done === true;
    }).finally(() => database.close());
  }

  async #until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
    for (const deadline = Date.now() + RECOVERED_WITHIN_MS; !(await holds()); await sleep(20)) {
      if (this.#failure) throw this.#failure;
      const failed = [...this.#running].some((instance) => instance.failed);
      if (failed || Date.now() > deadline) throw new Error(`not so: ${what} (seed ${this.seed})\n${[...this.#running].flatMap(({ said }) => said).join('\n')}`);
    }
  }
}

async function prepare(client: Client): Promise<Ground> {
  const organisation = { code: 'nhs-example', name: { en: 'NHS Example' }, sector: 'NHS', nation: 'SCOTLAND', effectiveOn: '2020-01-01' };
  const organisationId = await client.record('registerOrganisation', organisation);
  const programme = { code: 'example', name: { en: 'Example' }, nation: 'SCOTLAND', level: 'SENIOR', provider: 'NHS Example', effectiveOn: '2020-01-01' };
  const programmeId = await client.record('publishProgramme', programme);
  const opening = { programmeId, capacity: CAPACITY, startsOn: STARTED, endsOn: '2025-12-19', deliveryLanguage: 'ENGLISH', effectiveOn: OPENED };
  const cohorts: string[] = [];
  for (const name of ['One', 'Two', 'Three']) cohorts.push(await client.record('openCohort', { name, ...opening }));
  return { organisationId, cohorts };
}
