import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Which EventStoreDB is the store, and which of its streams are this installation's. */
export interface EventStoreDbOptions {
  /** `esdb://…` or `esdb+discover://…`, as `parseConnectionString` takes it. */
  readonly connectionString: string;
  /** Of the names of all native streams of this installation; ends in its only dot, so that no prefix begins another. */
  readonly prefix: string;
  /** Whether a history is begun in a server that holds none, unasked; true where absent. */
  readonly mayBegin?: boolean;
  /** How long queries are answered from what is mirrored while EventStoreDB is away; 8 hours where absent. */
  readonly readsInOutageMs?: number | undefined;
}

export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

/** A connection string, understood. Times in milliseconds, but for `gossipTimeout` in seconds, as the client has it. */
export interface Connection {
  /** The node itself, or those that are asked where the cluster's leader is. */
  readonly endpoints: readonly [Endpoint, ...Endpoint[]];
  readonly cluster: boolean;
  readonly credentials?: { readonly username: string; readonly password: string };
  /** Absent for a connection in the clear. */
  readonly tls?: { readonly verify: boolean; readonly ca?: Buffer; readonly userCert?: Buffer; readonly userKey?: Buffer };
  readonly numbers: Partial<Record<keyof typeof NUMBERS, number>>;
  readonly nodePreference?: NodePreference;
  readonly connectionName?: string;
}

type NodePreference = (typeof NODE_PREFERENCES)[number];
const NODE_PREFERENCES = ['leader', 'follower', 'random', 'read_only_replica'] as const;

/** What each may be at least. -1 of the keep-alives is for none. */
const NUMBERS = { keepAliveInterval: 10_000, keepAliveTimeout: 1, defaultDeadline: 1, maxDiscoverAttempts: 1, discoveryInterval: 1, gossipTimeout: 1 } as const;
const OTHERS = ['tls', 'tlsVerifyCert', 'tlsCaFile', 'userCertFile', 'userKeyFile', 'nodePreference', 'connectionName', 'throwOnAppendFailure'] as const;
const OPTIONS: readonly string[] = [...OTHERS, ...Object.keys(NUMBERS)];

const DEFAULT_PORT = 2113;
const DEFAULT_PREFIX = 'tracker.';
const PREFIX = /^[A-Za-z][A-Za-z0-9_-]{0,62}\.$/;
const HOST = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,252})$/;
const SCHEMES = 'esdb://host:2113 for one node, or esdb+discover://host1:2113,host2:2113,host3:2113 for a cluster';

const fail = (what: string): never => {
  throw new Error(`EVENTSTORE_CONNECTION_STRING: ${what}`);
};
const shown = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

/**
 * What `EVENTSTORE_CONNECTION_STRING` and `EVENTSTORE_STREAM_PREFIX` say; undefined where the former is unset or empty.
 * @throws Error that says what cannot work, without the password
 */
export function eventStoreDbOptions(env: NodeJS.ProcessEnv): EventStoreDbOptions | undefined {
  const connectionString = env['EVENTSTORE_CONNECTION_STRING']?.trim();
  if (!connectionString) return undefined;
  parseConnectionString(connectionString);
  const prefix = env['EVENTSTORE_STREAM_PREFIX'] || DEFAULT_PREFIX;
  if (!PREFIX.test(prefix)) {
    throw new Error(`EVENTSTORE_STREAM_PREFIX: ${shown(prefix)} is not a letter, letters, digits, _ or -, and one dot at the end, such as ${DEFAULT_PREFIX}`);
  }
  return { connectionString, prefix };
}

/**
 * Stricter than the client's own reading of it, which drops what it does not know, goes to the first of several hosts alone and quotes
 * the whole string, password and all, when it fails.
 * @throws Error that says what cannot work, without the password
 */
export function parseConnectionString(text: string): Connection {
  const [, scheme = '', rest = ''] = /^([^:/]*):\/\/(.*)$/s.exec(text) ?? fail(`it does not begin as it must. Write ${SCHEMES}.`);
  if (/^(kurrentdb|kurrent|kdb)(\+discover)?$/.test(scheme))
    fail(`write ${scheme.replace(/^[a-z]+/, 'esdb')}:// instead of ${scheme}://; the server is the same.`);
  if (scheme !== 'esdb' && scheme !== 'esdb+discover') fail(`${shown(`${scheme}://`)} is not spoken here. Write ${SCHEMES}.`);
  const [beforeOptions = '', query = '', ...more] = rest.split('?');
  if (more.length > 0 || query.includes('@')) fail('it has "?" where no options begin. Write "?" in a password as %3F, "@" as %40, and join options by "&".');
  const credentials = credentialsIn(beforeOptions);
  const hosts = beforeOptions.slice(beforeOptions.lastIndexOf('@') + 1).replace(/\/$/, '');
  const [first, ...others] = hosts.split(',').map(endpointIn);
  if (!first) return fail('it names no host.');
  const options = optionsIn(query);
  return {
    endpoints: [first, ...others],
    cluster: scheme === 'esdb+discover' || others.length > 0,
    ...(credentials && { credentials }),
    ...tlsOf(options),
    numbers: numbersOf(options),
    ...preferenceOf(options),
    ...(options.has('connectionName') && { connectionName: options.get('connectionName') ?? '' }),
  };
}

function credentialsIn(beforeOptions: string): Connection['credentials'] {
  const parts = beforeOptions.split('@');
  if (parts.length === 1) return undefined;
  const [userInfo = ''] = parts;
  if (parts.length > 2) fail('it has more than one "@". Write "@" in a password as %40.');
  const [username = '', password = '', ...rest] = userInfo.split(':');
  if (!username || !password || rest.length > 0) fail('what stands before "@" is not user:password. Write ":" in a password as %3A.');
  if (userInfo.includes('/')) fail('user and password hold a "/". Write it as %2F.');
  return { username: decoded(username, 'the user name'), password: decoded(password, 'the password') };
}

function decoded(text: string, what: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return fail(`${what} holds a "%" that begins no code such as %40. Write "%" itself as %25.`);
  }
}

/** Quotes nothing that stands behind a colon: without its "@", a password would stand there. */
function endpointIn(host: string): Endpoint {
  const [address = '', portText = String(DEFAULT_PORT), ...more] = host.trim().split(':');
  if (!HOST.test(address)) return fail(`${shown(address)} is not a host.`);
  const port = /^\d{1,5}$/.test(portText) && more.length === 0 ? Number(portText) : 0;
  if (port < 1 || port > 65_535) fail(`what follows "${address}:" is not a port: those are from 1 to 65535.`);
  return { address, port };
}

/** By the names that are written here, whatever their case in the string. */
function optionsIn(query: string): ReadonlyMap<string, string> {
  const options = new Map<string, string>();
  for (const pair of query.split('&').filter(Boolean)) {
    const [key = '', value, ...more] = pair.split('=');
    const name = OPTIONS.find((known) => known.toLowerCase() === key.trim().toLowerCase());
    if (!name) fail(`there is no option ${shown(key)}. There are: ${OPTIONS.join(', ')}.`);
    if (!name || !value || more.length > 0) return fail(`the option ${shown(key)} needs one value after "=".`);
    if (options.has(name)) fail(`the option ${name} stands in it twice.`);
    options.set(name, decoded(value.trim(), `the option ${name}`));
  }
  if (!flag(options, 'throwOnAppendFailure', true)) fail('throwOnAppendFailure=false would let failed appends pass for recorded ones. Leave it out.');
  return options;
}

function flag(options: ReadonlyMap<string, string>, name: string, otherwise: boolean): boolean {
  const value = options.get(name)?.toLowerCase();
  if (value !== undefined && value !== 'true' && value !== 'false') fail(`the option ${name} is true or false, not ${shown(value)}.`);
  return value === undefined ? otherwise : value === 'true';
}

function numbersOf(options: ReadonlyMap<string, string>): Connection['numbers'] {
  return Object.fromEntries(
    Object.entries(NUMBERS).flatMap(([name, least]) => {
      const value = options.get(name);
      if (value === undefined) return [];
      const none = name.startsWith('keepAlive') && value === '-1';
      if (!none && (!/^\d{1,9}$/.test(value) || Number(value) < least)) fail(`the option ${name} is a whole number from ${least} on, not ${shown(value)}.`);
      return [[name, Number(value)]];
    }),
  );
}

function preferenceOf(options: ReadonlyMap<string, string>): Pick<Connection, 'nodePreference'> {
  const value = options.get('nodePreference');
  if (value === undefined) return {};
  const nodePreference = NODE_PREFERENCES.find((known) => known.replaceAll('_', '') === value.toLowerCase().replace(/[_-]/g, ''));
  return nodePreference ? { nodePreference } : fail(`the option nodePreference is one of ${NODE_PREFERENCES.join(', ')}, not ${shown(value)}.`);
}

function tlsOf(options: ReadonlyMap<string, string>): Pick<Connection, 'tls'> {
  const [ca, userCert, userKey] = ['tlsCaFile', 'userCertFile', 'userKeyFile'].map((name) => fileOf(options, name));
  if (!userCert !== !userKey) fail('userCertFile and userKeyFile are given together or not at all.');
  if (!flag(options, 'tls', true)) {
    if (ca || userCert) fail('with tls=false no certificate is used. Leave the certificate files out, or tls=false.');
    return {};
  }
  return { tls: { verify: flag(options, 'tlsVerifyCert', true), ...(ca && { ca }), ...(userCert && { userCert }), ...(userKey && { userKey }) } };
}

function fileOf(options: ReadonlyMap<string, string>, name: string): Buffer | undefined {
  const path = options.get(name);
  if (path === undefined) return undefined;
  try {
    const content = readFileSync(resolve(path));
    if (!content.includes('-----BEGIN ')) fail(`${name} ${shown(path)} holds no PEM ("-----BEGIN …").`);
    return content;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return fail(`${name} ${shown(path)} cannot be read (${code}).`);
  }
}
