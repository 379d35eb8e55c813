import gossip from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import members, { type ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import service, { type IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams, { type BatchAppendReq, type BatchAppendResp, type ReadReq, type ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import grpc from '@grpc/grpc-js';

export type BatchAppendCall = grpc.ServerDuplexStream<BatchAppendReq, BatchAppendResp>;
export type ReadCall = grpc.ServerWritableStream<ReadReq, ReadResp>;

export interface Behaviour {
  readonly batchAppend?: (call: BatchAppendCall) => void;
  readonly read?: (call: ReadCall) => void;
  /** The port of the node that it takes for the leader. */
  readonly leader?: number;
  /** Any that is free where absent. */
  readonly port?: number;
}

export interface Node {
  readonly port: number;
  stop(): void;
}

/** A node of EventStoreDB in this process that behaves as it is told: for what a real one does rarely, or only to those it does not let in. */
export async function aNode({ batchAppend, read, leader, port: wanted = 0 }: Behaviour): Promise<Node> {
  const server = new grpc.Server();
  server.addService(service.StreamsService, { batchAppend, read } as unknown as IStreamsServer);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${wanted}`, grpc.ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound)));
  });
  server.addService(gossip.GossipService, {
    read: (_call: unknown, answer: grpc.sendUnaryData<ClusterInfo>) => {
      const endpoint = new members.EndPoint();
      endpoint.setAddress('127.0.0.1');
      endpoint.setPort(leader ?? port);
      const member = new members.MemberInfo();
      member.setState(members.MemberInfo.VNodeState.LEADER);
      member.setIsAlive(true);
      member.setHttpEndPoint(endpoint);
      const cluster = new members.ClusterInfo();
      cluster.addMembers(member);
      answer(null, cluster);
    },
  });
  return { port, stop: () => server.forceShutdown() };
}

/** Reads of a node that holds nothing but what it calls itself. */
export function readsOf(genesis: string, storeId: string): NonNullable<Behaviour['read']> {
  return (call) => {
    const stream = Buffer.from(call.request.getOptions()?.getStream()?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString();
    if (stream === genesis) call.write(recorded(stream, { storeId }));
    call.end();
  };
}

function recorded(stream: string, data: object): ReadResp {
  const [id, name] = [new shared.UUID(), new shared.StreamIdentifier()];
  id.setString('a0000000-0000-4000-8000-000000000001');
  name.setStreamName(Buffer.from(stream));
  const event = new streams.ReadResp.ReadEvent.RecordedEvent();
  event.setId(id);
  event.setStreamIdentifier(name);
  event.getMetadataMap().set('type', 'InstallationCreated').set('created', '0').set('content-type', 'application/json');
  event.setCustomMetadata(Buffer.from('{}'));
  event.setData(Buffer.from(JSON.stringify(data)));
  const read = new streams.ReadResp.ReadEvent();
  read.setEvent(event);
  read.setNoPosition(new shared.Empty());
  const answer = new streams.ReadResp();
  answer.setEvent(read);
  return answer;
}
