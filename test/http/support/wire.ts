import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A wire to a database that can be cut, as a network or a server that fails would, or fall silent, as one without power does. */
export interface Wire {
  readonly url: string;
  cut(): void;
  /** Takes everything and gives nothing back; who connects is let in and not answered. */
  hush(): void;
  mend(): void;
  close(): Promise<void>;
}

/** Lays a wire to a database; every connection made through its `url` goes with it when it is cut. */
export async function wireTo(databaseUrl: string): Promise<Wire> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let whole = true;
  let silent = false;
  const server = createServer((near) => {
    if (!whole) return near.destroy();
    if (silent) {
      sockets.add(near);
      return near.on('error', () => undefined).on('close', () => sockets.delete(near));
    }
    const far = connect(Number(target.port), target.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
    }
    near.pipe(far).pipe(near);
    return undefined;
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  const drop = (): void => sockets.forEach((socket) => socket.destroy());
  return {
    url: url.href,
    cut() {
      whole = false;
      drop();
    },
    hush() {
      silent = true;
      sockets.forEach((socket) => socket.pause());
    },
    mend() {
      whole = true;
      silent = false;
      sockets.forEach((socket) => socket.resume());
    },
    async close() {
      drop();
      server.close();
      await once(server, 'close');
    },
  };
}
