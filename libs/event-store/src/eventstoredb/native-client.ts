import { EventStoreDBClient, type GossipClusterOptions } from '@eventstore/db-client';
import grpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { BatchAppendReq, BatchAppendResp, ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { Connection } from './connection-string.js';

/** The client's own defaults, stated: a connection that is silent for 10 s is asked whether it lives, and has 10 s to answer. */
const DEFAULTS = { keepAliveInterval: 10_000, keepAliveTimeout: 10_000, defaultDeadline: 10_000 } as const;
/** Instead of -1, of which the client would make a timer that is always due. */
const NEVER_MS = 2 ** 31 - 10_000;
let clients = 0;

/**
 * Clients that state the same share a connection, and whoever gives one up would be given it again: no two clients state the same.
 */
function keepAliveOf({ keepAliveInterval = DEFAULTS.keepAliveInterval, keepAliveTimeout = DEFAULTS.keepAliveTimeout }: Connection['numbers']) {
  clients = (clients + 1) % 1_000;
  return {
    keepAliveInterval: keepAliveInterval < 0 ? NEVER_MS : keepAliveInterval,
    keepAliveTimeout: (keepAliveTimeout < 0 ? NEVER_MS : keepAliveTimeout) + clients,
  };
}

export type BatchAppendCall = ReturnType<InstanceType<typeof grpc.StreamsClient>['batchAppend']>;
export type { BatchAppendReq, BatchAppendResp };

/** As gRPC numbers the states of a connection. */
const READY = 2;

/** One connection to one node. What was asked and answered before it was lost, was asked of that node alone. */
export interface Session {
  readonly isLost: boolean;
}
const UNWATCHED: Session = { isLost: false };

/** The published client, made from what a connection string says, and without what would end the process. */
export class NativeClient extends EventStoreDBClient {
  #channel: ReturnType<EventStoreDBClient['getChannel']> | undefined;
  #session: Promise<Session> | undefined;

  /** @param confirm looks whether the node that answers is one that may be asked; throws where it is not */
  constructor(
    { endpoints, cluster, credentials, tls, numbers, nodePreference, connectionName }: Connection,
    private readonly confirm?: (client: NativeClient) => Promise<void>,
  ) {
    const common = { ...DEFAULTS, ...numbers, ...keepAliveOf(numbers), ...(nodePreference && { nodePreference }), ...(connectionName && { connectionName }) };
    // All of its hosts: given as "discover", the client would ask the first alone. For one node the overloads differ, the behaviour does not.
    const settings = { ...common, ...(cluster ? { endpoints: [...endpoints] } : { endpoint: endpoints[0] }) } as GossipClusterOptions;
    super(
      settings,
      {
        insecure: !tls,
        ...(tls?.ca && { rootCertificate: tls.ca }),
        ...(tls?.userCert && { userCertFile: tls.userCert }),
        ...(tls?.userKey && { userKeyFile: tls.userKey }),
        ...(tls && !tls.verify && { verifyOptions: { rejectUnauthorized: false, checkServerIdentity: () => undefined } }),
      },
      credentials,
    );
    // Called without being awaited, and rejected when the next channel cannot be had either: that would end the process.
    const { handleError, getChannel } = this;
    this.handleError = (client, error) => handleError(client, error).catch(() => undefined);
    this.getChannel = () => (this.#channel = getChannel());
  }

  /**
   * The connection as it is now. gRPC mends one that is lost by itself and says nothing, and the node that it then finds may hold something else:
   * each is confirmed first, once for all who ask.
   * @throws what `confirm` throws, and what no connection can be had for
   */
  async session(): Promise<Session> {
    if (!this.confirm) return UNWATCHED;
    for (;;) {
      const opening = (this.#session ??= this.#confirmed(this.confirm));
      const forget = () => {
        if (this.#session === opening) this.#session = undefined;
      };
      const session = await opening.catch((error: unknown) => {
        forget();
        throw error;
      });
      if (!session.isLost) return session;
      forget();
    }
  }

  async #confirmed(confirm: (client: NativeClient) => Promise<void>): Promise<Session> {
    const isReady = async () => Number((await this.getChannel()).getConnectivityState(false)) === READY;
    if (!(await isReady())) await confirm(this);
    if (!(await isReady())) throw new Error('the connection was lost');
    const session = { isLost: false };
    (await this.getChannel()).watchConnectivityState(READY, Number.POSITIVE_INFINITY, () => (session.isLost = true));
    await confirm(this);
    return session;
  }

  /**
   * A call of its own for appends. The client has one too, but keeps the promises of all connections in one place: an error of one rejects
   * them all, and what is answered late, or fails while the socket is full, ends the process.
   */
  batchAppend(): Promise<BatchAppendCall> {
    const open = this.GRPCStreamCreator(grpc.StreamsClient, 'batchAppend', (client) =>
      client.batchAppend(...this.callArguments({ requiresLeader: true }, { deadline: Infinity })),
    );
    return open();
  }

  /** What the server reads out, as it comes and for as long as it does. @param decode what a message says, of its bytes; never null */
  read<Message>(request: ReadReq, decode: (message: Buffer) => Message) {
    const { path, requestSerialize } = grpc.StreamsService.read;
    const open = this.GRPCStreamCreator(grpc.StreamsClient, 'read', (client) =>
      client.makeServerStreamRequest(path, requestSerialize, decode, request, ...this.callArguments({ requiresLeader: true }, { deadline: Infinity })),
    );
    return open();
  }

  /** Ends what is under way without an answer, and the connection. */
  async close(): Promise<void> {
    await this.dispose();
    await this.#channel?.then(
      (channel) => channel.close(),
      () => undefined,
    );
  }
}
