import shared from '@eventstore/db-client/generated/shared_pb.js';
import { LogCorrupt, Unstorable } from '../errors.js';
import type { Expected } from '../port.js';
import type { BatchAppendCall, BatchAppendReq, BatchAppendResp } from './native-client.js';
import type { NativePosition } from './native-event.js';

export type NativeOutcome =
  | { readonly kind: 'appended'; readonly revision: bigint; readonly position: NativePosition | undefined }
  | { readonly kind: 'conflict'; readonly actual: Expected };

/** There was no answer, or none that settles anything. */
export class Unanswered extends Error {
  constructor(
    /** Whether the events may be recorded all the same. */
    readonly maybeRecorded: boolean,
    cause: unknown,
    /** Whether sending them again can help. */
    readonly again = true,
  ) {
    super('the append was not answered', { cause });
    this.name = 'Unanswered';
  }
}

interface Waiting {
  readonly sentAt: number;
  readonly resolve: (outcome: NativeOutcome) => void;
  readonly reject: (error: Error) => void;
}

const WATCH_EVERY_MS = 250;
/** How gRPC says that a call found no connection to go out on. */
const NOT_SENT = /^(No connection established|Name resolution failed|Failed to connect|Channel has been shut down)/;
/** The server's words for not having looked at a request. */
const NOT_HANDLED = /^(Server Is Not Ready|Server Is (Too )?Busy|No leader info available)/;
const UNAUTHENTICATED = 16;
const PERMISSION_DENIED = 7;

/** One call that carries many appends at once. What it was asked is settled by its answers or its end, and by nothing that happens elsewhere. */
export class AppendCall {
  readonly #waiting = new Map<string, Waiting>();
  readonly #watch: NodeJS.Timeout;
  #end: Unanswered | undefined;

  /** @param onEnd told once when the call carries no more; `silent` where its connection is to be given up */
  constructor(
    private readonly call: BatchAppendCall,
    private readonly answerTimeoutMs: number,
    private readonly onEnd: (silent: boolean) => void,
  ) {
    call.on('data', (answer: BatchAppendResp) => this.#settle(answer));
    // Also after the end, for as long as the call lives: an error that nobody listens for ends the process.
    call.on('error', (error: Error) => this.#ended(error));
    call.on('end', () => this.#ended(new Error('the server ended the call')));
    this.#watch = setInterval(() => this.#lookForSilence(), WATCH_EVERY_MS).unref();
  }

  /** @throws Unanswered, Unstorable, LogCorrupt */
  send(request: BatchAppendReq, correlationId: string): Promise<NativeOutcome> {
    if (this.#end) return Promise.reject(this.#end);
    return new Promise((resolve, reject) => {
      this.#waiting.set(correlationId, { sentAt: performance.now(), resolve, reject });
      const id = new shared.UUID();
      id.setString(correlationId);
      request.setCorrelationId(id);
      this.call.write(request);
    });
  }

  /** What is under way is left without an answer. */
  end(): void {
    this.#ended(new Error('the connection was lost'));
    this.call.cancel();
  }

  #settle(answer: BatchAppendResp): void {
    const id = uuidOf(answer);
    const waiting = this.#waiting.get(id);
    // Late answers settle nothing: whoever asked was told that it is unknown, and asked again.
    if (!waiting) return;
    this.#waiting.delete(id);
    try {
      waiting.resolve(outcomeOf(answer));
    } catch (error) {
      waiting.reject(error as Error);
    }
  }

  #lookForSilence(): void {
    const [oldest] = this.#waiting.values();
    if (!oldest || performance.now() - oldest.sentAt < this.answerTimeoutMs) return;
    this.#ended(new Error(`no answer within ${this.answerTimeoutMs} ms`), true);
    this.call.cancel();
  }

  #ended(error: Error, silent = false): void {
    if (this.#end) return;
    clearInterval(this.#watch);
    const { code, details = '' } = error as { code?: number; details?: string };
    const denied = code === UNAUTHENTICATED || code === PERMISSION_DENIED;
    this.#end = new Unanswered(!denied && !NOT_SENT.test(details), error, !denied);
    for (const { reject } of this.#waiting.values()) reject(this.#end);
    this.#waiting.clear();
    // Our half too: the client waits for both when it closes.
    this.call.end();
    this.onEnd(silent);
  }
}

/** Ids come back as text or, from some of the server's own errors, in two halves. */
function uuidOf(answer: BatchAppendResp): string {
  const id = answer.getCorrelationId();
  const halves = id?.getStructured();
  if (!halves) return id?.getString() ?? '';
  const hex = [halves.getMostSignificantBits(), halves.getLeastSignificantBits()]
    .map((half) => BigInt.asUintN(64, BigInt(half)).toString(16).padStart(16, '0'))
    .join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function outcomeOf(answer: BatchAppendResp): NativeOutcome {
  const success = answer.getSuccess();
  if (success) {
    const position = success.getPosition();
    return {
      kind: 'appended',
      revision: BigInt(success.getCurrentRevision()),
      position: position && { commit: BigInt(position.getCommitPosition()), prepare: BigInt(position.getPreparePosition()) },
    };
  }
  const status = answer.getError();
  const message = status?.getMessage() ?? 'an answer without a result';
  const details = status?.getDetails();
  const problem = new Error(`EventStoreDB: ${message}`);
  switch (details?.getTypeName()) {
    case 'event_store.client.WrongExpectedVersion': {
      const conflict = details.unpack((bytes) => shared.WrongExpectedVersion.deserializeBinary(bytes), details.getTypeName());
      return { kind: 'conflict', actual: conflict?.hasCurrentStreamRevision() ? BigInt(conflict.getCurrentStreamRevision()) : 'none' };
    }
    case 'event_store.client.AccessDenied':
      throw new Unanswered(false, problem, false);
    case 'event_store.client.MaximumAppendSizeExceeded': {
      const exceeded = details.unpack((bytes) => shared.MaximumAppendSizeExceeded.deserializeBinary(bytes), details.getTypeName());
      throw new Unstorable('REQUEST_TOO_LARGE', '', { size: '?', limit: exceeded?.getMaxappendsize() ?? '?' });
    }
    case 'event_store.client.StreamDeleted':
      throw new LogCorrupt('a stream of this installation was deleted in EventStoreDB');
    case 'event_store.client.BadRequest':
      throw problem;
    default:
      throw new Unanswered(!NOT_HANDLED.test(message), problem);
  }
}
