import { Database } from '@app/database';
import { OpenedTables } from '@app/read-model';
import { TrackerModule } from '@app/tracker';
import type { TrackerOptions } from '@app/tracker';
import { NestFactory } from '@nestjs/core';
import { peerNode, peerProgram } from '../peers.js';
import { activeSchema } from '../rebuild/rebuild.js';
import type { Api, Asked, Page } from './api.js';
import { post } from './api.js';
import type { Cohort, Listed } from './page.js';
import { COHORTS, ENROLMENTS, nodeId } from './page.js';

const SCHEMA = 'peer';

/** The same page, in the words of the schema that PostGraphile makes of the tables. */
const PAGE = `query Page($after: Cursor) {
  allCohorts(first: ${COHORTS}, after: $after, orderBy: [STARTS_ON_DESC, ROW_ID_ASC]) {
    nodes {
      rowId
      name
      startsOn
      endsOn
      capacity
      placesHeld
      enrolmentsByCohortId(first: ${ENROLMENTS}, orderBy: [ROW_ID_ASC]) {
        nodes {
          rowId
          status
          statusSince
          leaderByLeaderId {
            rowId
            name
          }
        }
        pageInfo {
          hasNextPage
        }
      }
    }
    pageInfo {
      hasNextPage
    }
  }
}
`;
const CURSORS = `query ($after: Cursor) {
  allCohorts(first: ${COHORTS}, after: $after, orderBy: [STARTS_ON_DESC, ROW_ID_ASC]) { nodes { rowId } pageInfo { endCursor } }
}`;

interface Cursors {
  readonly nodes: readonly { readonly rowId: string }[];
  readonly pageInfo: { readonly endCursor: string };
}

interface Answered {
  readonly allCohorts: Listed<
    Omit<Cohort, 'id' | 'enrolments'> & {
      readonly rowId: string;
      readonly enrolmentsByCohortId: Listed<{
        readonly rowId: string;
        readonly status: string;
        readonly statusSince: string;
        readonly leaderByLeaderId: { readonly rowId: string; readonly name: string } | null;
      }>;
    }
  >;
}

/** One of its pages, and what it shows as the product shows it. */
interface Theirs {
  readonly after: string | null;
  readonly cohorts: Listed<Cohort>;
}

/** What holds today, of the very tables that the product reads; without sealed columns, and with names as its directory holds them. */
async function prepare({ database: config }: TrackerOptions): Promise<void> {
  const database = new Database(config);
  try {
    const source = await activeSchema(database);
    const held = 'effective_from <= current_date and (effective_until is null or effective_until > current_date)';
    await database.query(`
      create schema ${SCHEMA};
      create view ${SCHEMA}.cohort as select id, name, starts_on, ends_on, capacity, places_held from ${source}.cohort where ${held};
      create view ${SCHEMA}.enrolment as select id, cohort_id, leader_id, status, status_since from ${source}.enrolment where ${held};
      create table ${SCHEMA}.leader as select id, known_as as name from opened.leader_directory;
      alter table ${SCHEMA}.leader add primary key (id), alter column name set not null;
      analyze ${SCHEMA}.leader;
      comment on view ${SCHEMA}.cohort is E'@primaryKey id';
      comment on view ${SCHEMA}.enrolment is
        E'@primaryKey id\\n@foreignKey (cohort_id) references ${SCHEMA}.cohort (id)\\n@foreignKey (leader_id) references ${SCHEMA}.leader (id)'`);
  } finally {
    await database.close();
  }
}

/** Fills the directory of names, as a worker does. */
async function openNames(options: TrackerOptions): Promise<void> {
  const tracker = await NestFactory.createApplicationContext(TrackerModule.forRoot(options), { logger: ['error', 'warn'] });
  await tracker
    .get(OpenedTables)
    .recreate()
    .finally(() => tracker.close());
}

/** PostGraphile in a process of its own. */
export class PostGraphile {
  private constructor(
    private readonly port: number,
    readonly node: string,
  ) {}

  static async using<T>(api: Api, options: TrackerOptions, work: (postGraphile: PostGraphile) => Promise<T>): Promise<T> {
    await openNames(options);
    await prepare(options);
    return api.beside(
      peerProgram('postgraphile'),
      { PEER_SCHEMA: SCHEMA, GRAPHILE_ENV: 'production' },
      (_peer, { port, node }: { port: number; node: string }) => work(new PostGraphile(port, node)),
      peerNode(),
    );
  }

  /** Its pages that begin where ours do. */
  async pages(ours: readonly Page[]): Promise<readonly Theirs[]> {
    const firsts = ours.map(({ answer }) => answer.data.at.cohorts.nodes[0]?.id);
    const found = new Map<string, Theirs>();
    for (let after: string | null = null; found.size < ours.length;) {
      const { nodes, pageInfo }: Cursors = (await this.query<{ allCohorts: Cursors }>(CURSORS, after)).allCohorts;
      const first = nodes[0] && nodeId('Cohort', nodes[0].rowId);
      if (first === undefined) throw new Error('PostGraphile has other pages');
      if (firsts.includes(first)) found.set(first, { after, cohorts: asOurs(await this.query<Answered>(PAGE, after)) });
      after = pageInfo.endCursor;
    }
    return firsts.map((first) => found.get(first ?? '')).filter((page) => page !== undefined);
  }

  asked(pages: readonly Theirs[]): Asked {
    return { port: this.port, requests: pages.map(({ after }) => post(this.port, '/graphql', {}, JSON.stringify({ query: PAGE, variables: { after } }))) };
  }

  private async query<T>(query: string, after: string | null): Promise<T> {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ query, variables: { after } });
    const { data, errors } = (await (await fetch(`http://127.0.0.1:${this.port}/graphql`, { method: 'POST', headers, body })).json()) as {
      data: T;
      errors?: unknown;
    };
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }
}

function asOurs({ allCohorts: { nodes, pageInfo } }: Answered): Listed<Cohort> {
  return {
    nodes: nodes.map(({ rowId, enrolmentsByCohortId: enrolments, ...cohort }) => ({
      id: nodeId('Cohort', rowId),
      ...cohort,
      enrolments: {
        nodes: enrolments.nodes.map(({ rowId: id, leaderByLeaderId: leader, ...enrolment }) => ({
          id: nodeId('Enrolment', id),
          ...enrolment,
          leader: leader && { id: nodeId('Leader', leader.rowId), name: { value: leader.name, state: 'OPEN' } },
        })),
        pageInfo: enrolments.pageInfo,
      },
    })),
    pageInfo,
  };
}
