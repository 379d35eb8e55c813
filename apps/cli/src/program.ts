import { Command } from 'commander';
import { copy } from './copy.js';
import { documents } from './documents.js';
import { erasure } from './erasure.js';
import { load } from './load.js';
import { log } from './log.js';
import { mirror } from './mirror.js';
import { projections } from './projections.js';
import { retention } from './retention.js';
import { start } from './start.js';
import { subjectAccess } from './subject-access.js';
import { token } from './token.js';

const COMMANDS = [start, load, projections, log, mirror, copy, erasure, subjectAccess, retention, token, documents];

/** The operator's tool, with all that it can do. */
export function createProgram(): Command {
  const program = new Command('tracker').description('The compassionate-leadership development tracker, for those who run it.').addHelpText(
    'after',
    `
Environment:
  DATABASE_URL        PostgreSQL ≥ 15, as the application's role; required in production; without it, an embedded one under DATA_DIR is used
  DATABASE_OWNER_URL  the same database as the role that owns its schemas, for migrations; required in production (default elsewhere: DATABASE_URL)
  EVENTSTORE_CONNECTION_STRING  esdb://… of an EventStoreDB that holds the history (docs/operations.md); without it, PostgreSQL does
  EVENTSTORE_STREAM_PREFIX      of the names of this installation's streams there (default: tracker.)
  READS_IN_OUTAGE               seconds for which queries are answered while that is away (default: 28800)
  NODE_ENV            anything but development and test is production, where nothing is made up (default: development)
  DATA_DIR            where the embedded database and development secrets are kept (default: .data)
  HOST                where the API listens (default: 127.0.0.1; in production 0.0.0.0, but of npm start)
  LOG_LEVEL           fatal … trace, or silent (default: info; of npm start, warn)
  PORT                where the API listens (default: 3000, or the next that is free)
  MASTER_KEY          base64 of 32 bytes; protects the keys of personal data; required in production
  KEY_DIR             where the keys that wrap them are kept, for all processes (default: keys under DATA_DIR)
  DISCLOSURE_PROFILE  which counts of people are masked in figures: 1-9 (default) or 1-7 (docs/figures.md)
  OIDC_ISSUER         the identity provider whose tokens are accepted; without it, in development, sample accounts (docs/sign-in.md)
  OIDC_AUDIENCE       what its tokens name this service by
  CLAIMS_MAPPING      path of a file that says what its claims mean; required with OIDC_ISSUER, and so is OIDC_AUDIENCE
  GRAPHIQL_CLIENT_ID, GRAPHIQL_SCOPE   by which GraphiQL signs people in there; without the former, it does not (default scope: openid)
  RETENTION_RULES     path of a file that says how long what is kept (docs/data-rights.md); without it, everything is
  CORS_ORIGINS, TRUSTED_PROXIES, RATE_LIMIT_…, READS_…, MUTATIONS_…, CONNECTIONS_…, STATEMENT_TIMEOUT, OPERATION_TIMEOUT, PERSISTED_DOCUMENTS,
  INTROSPECTION_ROLES   docs/configuration.md

Examples:
  npm start                                everything in one process, with the reference data and 200 synthetic leaders
  npm run cli -- load --leaders 1000            more synthetic leaders, into a running installation or a stopped one
  npm run cli -- load my-organisations.yaml     a pack of your own; see docs/packs.md
  npm run cli -- projections checksum           what the read model amounts to`,
  );
  for (const add of COMMANDS) add(program);
  return program;
}
