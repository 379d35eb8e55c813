import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventStoreDbOptions, parseConnectionString } from './connection-string.js';

const PASSWORD = 'Tr0ub4dor';

describe('a connection string', () => {
  let folder: string;
  let pem: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tracker-pem-'));
    pem = join(folder, 'ca.crt');
    writeFileSync(pem, '-----BEGIN CERTIFICATE-----\n');
    writeFileSync(join(folder, 'empty.crt'), 'nothing');
  });

  it('names one node', () => {
    expect(parseConnectionString('esdb://store.example')).toEqual({
      endpoints: [{ address: 'store.example', port: 2113 }],
      cluster: false,
      tls: { verify: true },
      numbers: {},
    });
  });

  it('names every host of a cluster, since any may be away', () => {
    const endpoints = [
      { address: 'a', port: 1 },
      { address: 'b', port: 2113 },
      { address: 'c', port: 65_535 },
    ];
    expect(parseConnectionString('esdb+discover://a:1,b,c:65535/?nodePreference=leader')).toMatchObject({ endpoints, cluster: true, nodePreference: 'leader' });
    expect(parseConnectionString('esdb://a:1,b,c:65535')).toMatchObject({ endpoints, cluster: true });
    expect(parseConnectionString('esdb+discover://cluster.example:2113')).toMatchObject({ endpoints: [{ address: 'cluster.example' }], cluster: true });
  });

  it('holds a user, with whatever characters', () => {
    expect(parseConnectionString('esdb://us%40er:p%3A%2F%25@a').credentials).toEqual({ username: 'us@er', password: 'p:/%' });
  });

  it('says how to be encrypted, or not to be', () => {
    expect(parseConnectionString(`esdb://a?tlsCaFile=${encodeURIComponent(pem)}&tlsVerifyCert=false`).tls).toEqual({
      verify: false,
      ca: Buffer.from('-----BEGIN CERTIFICATE-----\n'),
    });
    expect(parseConnectionString(`esdb://a?userCertFile=${pem}&userKeyFile=${pem}`).tls).toMatchObject({
      userCert: expect.anything(),
      userKey: expect.anything(),
    });
    expect(parseConnectionString('esdb://a?tls=false').tls).toBeUndefined();
  });

  it('takes options in any case, and numbers within their bounds', () => {
    const { numbers, connectionName, nodePreference } = parseConnectionString(
      'esdb://a?KeepAliveInterval=-1&keepalivetimeout=500&gossipTimeout=3&connectionName=my%20own&nodepreference=ReadOnlyReplica&throwOnAppendFailure=true',
    );
    expect(numbers).toEqual({ keepAliveInterval: -1, keepAliveTimeout: 500, gossipTimeout: 3 });
    expect([connectionName, nodePreference]).toEqual(['my own', 'read_only_replica']);
  });

  it.each([
    ['localhost:2113', 'does not begin'],
    ['kurrentdb://a:2113', 'write esdb:// instead of kurrentdb://'],
    ['kurrentdb+discover://a:2113', 'write esdb+discover:// instead of kurrentdb+discover://'],
    ['http://a:2113', '"http://" is not spoken'],
    ['esdb://', '"" is not a host'],
    ['esdb://a:2113,', '"" is not a host'],
    ['esdb://a b:2113', '"a b" is not a host'],
    ['esdb://a:1:2', 'what follows "a:" is not a port'],
    ['esdb://a:0', 'what follows "a:" is not a port'],
    ['esdb://a:65536', 'what follows "a:" is not a port'],
    ['esdb://a:http', 'what follows "a:" is not a port'],
    ['esdb://a:', 'what follows "a:" is not a port'],
    ['esdb://a?tls', '"tls" needs one value'],
    ['esdb://a?tls=', '"tls" needs one value'],
    ['esdb://a?tls=no', 'tls is true or false, not "no"'],
    ['esdb://a?tls=false&TLS=true', 'tls stands in it twice'],
    ['esdb://a?tls=false?keepAliveTimeout=1', '"?" where no options begin'],
    ['esdb://a?sslmode=require', 'no option "sslmode". There are: tls, '],
    ['esdb://a?keepAliveInterval=10', 'keepAliveInterval is a whole number from 10000 on, not "10"'],
    ['esdb://a?defaultDeadline=-1', 'defaultDeadline is a whole number from 1 on'],
    ['esdb://a?maxDiscoverAttempts=1.5', 'maxDiscoverAttempts is a whole number'],
    ['esdb://a?nodePreference=boss', 'nodePreference is one of leader, follower'],
    ['esdb://a?throwOnAppendFailure=false', 'throwOnAppendFailure=false would let failed appends pass'],
    ['esdb://a?connectionName=%zz', 'connectionName holds a "%"'],
    ['esdb://a?tlsCaFile=/nowhere/ca.crt', 'tlsCaFile "/nowhere/ca.crt" cannot be read (ENOENT)'],
    ['esdb://a?userCertFile=/nowhere/ca.crt', 'cannot be read'],
    [`esdb://${'x'.repeat(2_000)}!`, `"${'x'.repeat(60)}…" is not a host`],
  ])('is refused as %j, saying what is wrong', (text, problem) => {
    expect(() => parseConnectionString(text)).toThrow(`EVENTSTORE_CONNECTION_STRING: `);
    expect(() => parseConnectionString(text)).toThrow(problem);
  });

  it('is refused with files that cannot serve', () => {
    expect(() => parseConnectionString(`esdb://a?tlsCaFile=${join(folder, 'empty.crt')}`)).toThrow('holds no PEM');
    expect(() => parseConnectionString(`esdb://a?tlsCaFile=${folder}`)).toThrow('cannot be read (EISDIR)');
    expect(() => parseConnectionString(`esdb://a?userCertFile=${pem}`)).toThrow('together or not at all');
    expect(() => parseConnectionString(`esdb://a?tls=false&tlsCaFile=${pem}`)).toThrow('with tls=false no certificate is used');
  });

  it.each([
    `esdb://admin:${PASSWORD}@x@a:2113`,
    `esdb://admin:${PASSWORD}:x@a:2113`,
    `esdb://admin:${PASSWORD}/x@a:2113`,
    `esdb://admin:${PASSWORD}%zz@a:2113`,
    `esdb://admin:${PASSWORD}?x@a:2113?tls=false`,
    `esdb://admin:${PASSWORD}?x@a:2113`,
    `esdb://admin:${PASSWORD}`,
    `esdb://admin:${PASSWORD}:2113`,
    `esdb://${PASSWORD}@a:2113`,
    `esdb://admin:${PASSWORD}@a:x`,
    `esdb://admin:${PASSWORD}@a?unknown=1`,
    `kurrentdb://admin:${PASSWORD}@a`,
    `admin:${PASSWORD}@a`,
    `admin:${PASSWORD}://a`,
    `esdb://admin:${PASSWORD}@?tls=false`,
  ])('is refused as %j without giving the password away', (text) => {
    let message = '';
    try {
      parseConnectionString(text);
    } catch (error) {
      ({ message } = error as Error);
    }
    expect(message).toContain('EVENTSTORE_CONNECTION_STRING');
    expect(message).not.toContain(PASSWORD.slice(0, 4));
  });
});

describe('the options in the environment', () => {
  const EVENTSTORE_CONNECTION_STRING = ' esdb://a:2113?tls=false\n';

  it('are none without a connection string', () => {
    expect(eventStoreDbOptions({})).toBeUndefined();
    expect(eventStoreDbOptions({ EVENTSTORE_CONNECTION_STRING: ' ' })).toBeUndefined();
  });

  it('have a prefix, so that installations can share a server', () => {
    expect(eventStoreDbOptions({ EVENTSTORE_CONNECTION_STRING })).toEqual({ connectionString: 'esdb://a:2113?tls=false', prefix: 'tracker.' });
    expect(eventStoreDbOptions({ EVENTSTORE_CONNECTION_STRING, EVENTSTORE_STREAM_PREFIX: 'north-2.' })).toMatchObject({ prefix: 'north-2.' });
  });

  it.each(['tracker', '$all.', 'a.b.', '.', 'a b.', `${'a'.repeat(70)}.`])(
    'refuse the prefix %j, which another could begin with, or nobody may use',
    (prefix) => {
      expect(() => eventStoreDbOptions({ EVENTSTORE_CONNECTION_STRING, EVENTSTORE_STREAM_PREFIX: prefix })).toThrow('EVENTSTORE_STREAM_PREFIX');
    },
  );

  it('are refused with what is wrong in the connection string', () => {
    expect(() => eventStoreDbOptions({ EVENTSTORE_CONNECTION_STRING: 'esdb://a:x' })).toThrow('what follows "a:" is not a port');
  });
});
