import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server that can break as networks do. */
export interface Line {
  readonly port: number;
  /** Ends every connection; new ones succeed. */
  cut(): void;
  /** Keeps every connection open and carries nothing on it any more; new ones work. */
  silence(): void;
  /** Ends every connection and lets none in, until told otherwise. */
  down(isDown: boolean): void;
  close(): Promise<void>;
}

/** Listens on a port of this machine for a server that is elsewhere. */
export async function lineTo({ address, port }: { readonly address: string; readonly port: number }): Promise<Line> {
  const sockets = new Set<Socket>();
  let isDown = false;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket
      .setNoDelay(true)
      .on('error', () => undefined)
      .on('close', () => sockets.delete(socket));
  };
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((near) => {
    if (isDown) return near.destroy();
    const far = keep(connect(port, address));
    keep(near).pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    return near;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    silence: () => {
      for (const socket of sockets) socket.unpipe().pause();
    },
    down: (down) => {
      isDown = down;
      cut();
    },
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
