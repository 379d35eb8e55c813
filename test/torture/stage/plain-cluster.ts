import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connected } from './database.js';
import type { DatabaseServer } from './database.js';
import { freePort } from './ports.js';

const PROGRAMS = ['initdb', 'postgres', 'pg_dump', 'pg_restore'];
const UP_WITHIN_MS = 60_000;

/** Where a whole PostgreSQL is installed: as given, as `pg_config` says, or beside the `pg_dump` of the path. */
export function installedPostgres(given: string | undefined): string | undefined {
  const ask = (program: string, ...args: string[]) => spawnSync(program, args, { encoding: 'utf8' }).stdout?.trim();
  const candidates = given === undefined ? [ask('pg_config', '--bindir'), dirname(ask('sh', '-c', 'command -v pg_dump') || '/')] : [given];
  return candidates.find((folder) => folder && PROGRAMS.every((program) => existsSync(join(folder, program))));
}

/** A new PostgreSQL cluster of programs that the machine has, with the roles and the database that the product expects of any. */
export class PlainCluster implements DatabaseServer {
  private constructor(
    readonly version: string,
    private readonly port: number,
    private readonly server: ChildProcess,
  ) {
    process.once('exit', () => server.kill('SIGINT'));
  }

  static async start(programs: string, folder: string): Promise<PlainCluster> {
    mkdirSync(folder);
    // PostgreSQL refuses to run as root, and then has to find its way here.
    const user = process.getuid?.() === 0 ? someone() : {};
    chmodSync(dirname(folder), 0o711);
    if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
    const [data, port] = [join(folder, 'data'), await freePort()];
    const options = { cwd: folder, ...user, env: { PATH: process.env['PATH'], LC_ALL: 'C' } };
    const made = spawnSync(join(programs, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'], {
      ...options,
      encoding: 'utf8',
    });
    if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
    const log = openSync(join(folder, 'log'), 'a');
    const settings = ['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories=', 'max_connections=200'].flatMap((setting) => ['-c', setting]);
    const server = spawn(join(programs, 'postgres'), ['-D', data, ...settings], { ...options, stdio: ['ignore', log, log], detached: true });
    const version = spawnSync(join(programs, 'postgres'), ['--version'], { encoding: 'utf8' }).stdout.trim();
    const cluster = new PlainCluster(version, port, server);
    await cluster.#prepare();
    return cluster;
  }

  get url(): string {
    return this.#urlOf('tracker_app');
  }

  get ownerUrl(): string {
    return this.#urlOf('tracker_owner');
  }

  get superuserUrl(): string {
    return this.#urlOf('postgres');
  }

  async stop(): Promise<void> {
    if (this.server.exitCode !== null || this.server.signalCode !== null) return;
    const ended = once(this.server, 'exit');
    this.server.kill('SIGINT');
    await ended;
  }

  #urlOf(role: string, database = 'tracker'): string {
    return `postgresql://${role}@127.0.0.1:${this.port}/${database}`;
  }

  async #prepare(): Promise<void> {
    for (const deadline = Date.now() + UP_WITHIN_MS; ; await sleep(50)) {
      const client = await connected(this.#urlOf('postgres', 'postgres')).catch(() => undefined);
      if (client) {
        for (const statement of ['create role tracker_owner login', 'create role tracker_app login', 'create database tracker owner tracker_owner'])
          await client.query(statement);
        return client.end();
      }
      if (Date.now() > deadline) throw new Error('the new cluster does not start');
    }
  }
}

/** Anyone but root whom the machine knows. */
function someone(): { readonly uid?: number; readonly gid?: number } {
  const idOf = (flag: string, user: string) => Number(spawnSync('id', [flag, user], { encoding: 'utf8' }).stdout.trim() || Number.NaN);
  const user = ['postgres', 'nobody'].find((name) => idOf('-u', name) > 0);
  if (user === undefined) throw new Error('PostgreSQL cannot run as root, and there is neither a user "postgres" nor "nobody"');
  return { uid: idOf('-u', user), gid: idOf('-g', user) };
}
