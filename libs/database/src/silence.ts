import { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';

const LOOK_MS = 500;
/** A server that owes an answer and has said nothing at all for so long is doubted. */
const DOUBT_MS = 1_000;

export interface SilenceOptions {
  /** Whether an answer is waited for. What is sent to a quiet server counts as such by itself. */
  readonly isAsked: () => boolean;
  /** Whether the server answers to a new connection. */
  readonly letsIn: () => Promise<boolean>;
}

/**
 * Ends the connections to a server that has fallen silent. A host that lost its power or its network refuses nothing: whoever asked
 * it would wait until TCP gives up, a quarter of an hour later. A statement may take long as well, and the two are told apart by
 * whether the server still lets somebody in.
 */
export class Silence {
  readonly #sockets = new Set<Socket>();
  /** Bytes of all connections when the server was last heard, and when that was, by a clock that nobody sets, in milliseconds. */
  #heard = { read: 0, written: 0, at: 0 };
  #looking: NodeJS.Timeout | undefined;
  #doubting = false;

  constructor(private readonly options: SilenceOptions) {}

  /** A socket for a new connection, watched until it is closed. */
  socket(): Socket {
    const socket = new Socket();
    this.#sockets.add(socket);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      if (this.#sockets.size === 0) this.rest();
    });
    this.#looking ??= setInterval(() => this.#look(), LOOK_MS).unref();
    return socket;
  }

  /** Watches nobody any more: what is still to be closed is being left. */
  rest(): void {
    clearInterval(this.#looking);
    this.#looking = undefined;
  }

  #look(): void {
    const { read, written } = this.#bytes();
    const at = performance.now();
    if (read !== this.#heard.read) this.#heard = { read, written, at };
    else if (at - this.#heard.at >= DOUBT_MS && (written > this.#heard.written || this.options.isAsked())) void this.#doubt();
  }

  #bytes(): { readonly read: number; readonly written: number } {
    let [read, written] = [0, 0];
    for (const socket of this.#sockets) [read, written] = [read + socket.bytesRead, written + socket.bytesWritten];
    return { read, written };
  }

  async #doubt(): Promise<void> {
    if (this.#doubting) return;
    this.#doubting = true;
    const before = [...this.#sockets].map((socket) => ({ socket, read: socket.bytesRead }));
    const letIn = await this.options.letsIn();
    // What arrived while this process was busy is read in the turn that follows.
    await nextTurn();
    this.#doubting = false;
    if (letIn) this.#heard = { ...this.#bytes(), at: performance.now() };
    else if (before.every(({ socket, read }) => socket.bytesRead === read)) for (const { socket } of before) socket.destroy();
  }
}
