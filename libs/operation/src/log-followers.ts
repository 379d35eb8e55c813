import { Database } from '@app/database';
import { type Correlated, stops } from '@app/event-store';
import { Followers } from '@app/graphql-kit';
import { ProcessRunner } from '@app/process-manager';
import { OPENED_READER, OpenedTables } from '@app/read-model';
import { Injectable } from '@nestjs/common';

/** Opened tables and process managers, wherever they run. */
@Injectable()
export class LogFollowers extends Followers {
  constructor(
    private readonly database: Database,
    private readonly opened: OpenedTables,
    private readonly processes: ProcessRunner,
  ) {
    super();
  }

  async behind(events: readonly Correlated[]): Promise<readonly string[]> {
    const [isOpenedBehind, managers] = await Promise.all([this.opened.isBehind(events), this.processes.behind(events)]);
    return isOpenedBehind ? [OPENED_READER, ...managers] : managers;
  }

  async stopped(): Promise<ReadonlySet<string>> {
    return new Set((await stops(this.database)).map(({ reader }) => reader));
  }
}
