import gossip from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import members, { type ClusterInfo } from '@eventstore/db-client/generated/gossip_pb.js';
import service, { type IStreamsServer } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import type { BatchAppendReq, BatchAppendResp, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import grpc from '@grpc/grpc-js';

export type BatchAppendCall = grpc.ServerDuplexStream<BatchAppendReq, BatchAppendResp>;
export type ReadCall = grpc.ServerWritableStream<ReadReq, ReadResp>;

export interface Behaviour {
  readonly batchAppend?: (call: BatchAppendCall) => void;
  readonly read?: (call: ReadCall) => void;
  /** The port of the node that it takes for the leader. */
  readonly leader?: number;
}

export interface Node {
  readonly port: number;
  stop(): void;
}

/** A node of EventStoreDB in this process that behaves as it is told: for what a real one does rarely, or only to those it does not let in. */
export async function aNode({ batchAppend, read, leader }: Behaviour): Promise<Node> {
  const server = new grpc.Server();
  server.addService(service.StreamsService, { batchAppend, read } as unknown as IStreamsServer);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound)));
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
