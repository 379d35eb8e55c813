import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseServer } from './database.js';
import { EmbeddedServer } from './database.js';
import type { Line } from './line.js';
import type { EventStoreNode } from './node.js';

interface Given {
  readonly folder?: string;
  /** Where the product keeps its data, where that is not the folder. */
  readonly dataDir?: string;
  /** Of its PostgreSQL, beside the usual. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly line?: Line | undefined;
  /** What else is to be let go of before the folder can be removed. */
  readonly release?: () => void;
}

const secret = () => randomBytes(32).toString('base64');
const prefix = () => `torture-${randomBytes(4).toString('hex')}.`;

/** Where the product runs, and all that it leaves behind. */
export class Place {
  private constructor(
    readonly folder: string,
    /** The product's own; in `folder`, or elsewhere. */
    readonly dataDir: string,
    /** What was seen that must not be. */
    readonly faults: string[],
    readonly database: DatabaseServer,
    readonly masterKey: string,
    readonly node: EventStoreNode | undefined,
    /** Of this place's streams in the EventStoreDB server. */
    readonly prefix: string,
    /** Between the product and that server, where it is to be cut. */
    readonly line?: Line,
    private readonly release?: () => void,
  ) {}

  /** A folder for a place, or for several of one ordeal. */
  static async folder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'tracker-torture-'));
    for (const name of ['logs', 'acknowledged']) await mkdir(join(folder, name));
    return folder;
  }

  /** A place with the PostgreSQL that the product brings along. */
  static async make(node: EventStoreNode | undefined, given: Given = {}): Promise<Place> {
    const folder = given.folder ?? (await Place.folder());
    const dataDir = given.dataDir ?? folder;
    const faults: string[] = [];
    const server = await EmbeddedServer.start(dataDir, given.settings ?? {}, join(folder, 'logs'), (fault) => faults.push(fault));
    return new Place(folder, dataDir, faults, server, secret(), node, prefix(), given.line, given.release);
  }

  static on(folder: string, database: DatabaseServer, node: EventStoreNode | undefined): Place {
    return new Place(folder, folder, [], database, secret(), node, prefix());
  }

  /** The same installation on another server, to which its database was moved. */
  movedTo(database: DatabaseServer): Place {
    return new Place(this.folder, this.dataDir, this.faults, database, this.masterKey, this.node, this.prefix, this.line);
  }

  /** The server, where it is the one that the product brings along. */
  get embedded(): EmbeddedServer {
    if (!(this.database instanceof EmbeddedServer)) throw new Error('this server is not the product’s own');
    return this.database;
  }

  get acknowledged(): string {
    return join(this.folder, 'acknowledged');
  }

  get logs(): string {
    return join(this.folder, 'logs');
  }

  /** What describes this installation to the product's processes. */
  get environment(): Record<string, string> {
    return {
      DATA_DIR: this.dataDir,
      MASTER_KEY: this.masterKey,
      DATABASE_URL: this.database.url,
      DATABASE_OWNER_URL: this.database.ownerUrl,
      ...(this.node && { EVENTSTORE_CONNECTION_STRING: this.line?.connectionString ?? this.node.connectionString, EVENTSTORE_STREAM_PREFIX: this.prefix }),
    };
  }

  async leave(keep: boolean): Promise<void> {
    await this.database.stop();
    this.line?.close();
    if (!keep) this.release?.();
    await Place.remove(this.folder, keep);
  }

  static async remove(folder: string, keep: boolean): Promise<void> {
    if (!keep) await rm(folder, { recursive: true, force: true });
  }
}
