import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { AppendOutcomeUnknown, LogCorrupt, StoreUnavailable, WrongStore } from '../errors.js';
import type { Expected } from '../port.js';
import { AppendCall, type NativeOutcome, Unanswered } from './append-call.js';
import type { BatchAppendReq, NativeClient, Session } from './native-client.js';
import type { NativeEvent } from './native-event.js';
import { BUDGET_MS, patiently } from './patience.js';
import { Renewable } from './renewable.js';

/** A server that says nothing for so long is taken for lost; its own patience with a write ends after 4 s. */
const ANSWER_TIMEOUT_MS = 5_000;
/** An append has ended after this, whatever the server did: whoever moves the store waits so long for those already begun. */
export const APPEND_SETTLES_WITHIN_MS = BUDGET_MS + ANSWER_TIMEOUT_MS;

export interface Patience {
  /** How long an append is sent again; 10 s. */
  readonly budgetMs?: number;
  /** How long an answer may take; 5 s. */
  readonly answerMs?: number;
}

/** A call, and the connection that it is on. */
interface Opened {
  readonly call: AppendCall;
  readonly session: Session;
}

/** Appends to native streams over one call for all, sent again as they were until they are answered. */
export class NativeAppends {
  readonly #client: Renewable<NativeClient>;
  #call: Promise<Opened> | undefined;
  #underWay = 0;
  #closed = false;

  constructor(
    make: () => NativeClient,
    private readonly patience: Patience = {},
  ) {
    this.#client = new Renewable(make);
  }

  /**
   * Repeated with the same ids and the same expectation, the server answers as it did the first time, also after the stream moved on.
   * @param stream the native stream's name
   * @throws AppendOutcomeUnknown, StoreUnavailable when `BUDGET_MS` is spent; Unstorable where the server's own limit is lower than ours
   */
  async append(stream: string, events: readonly NativeEvent[], expected: Expected): Promise<NativeOutcome> {
    if (this.#closed) throw new StoreUnavailable('closed');
    const request = requestOf(stream, events, expected);
    let maybeRecorded = false;
    this.#underWay++;
    try {
      const passing = (error: unknown) => {
        if (!(error instanceof Unanswered)) return false;
        maybeRecorded ||= error.maybeRecorded;
        return error.again && !this.#closed;
      };
      return await patiently(() => this.#send(request), passing, this.patience.budgetMs);
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error;
      throw maybeRecorded ? new AppendOutcomeUnknown(stream, error.cause) : new StoreUnavailable(error.cause);
    } finally {
      this.#underWay--;
    }
  }

  /** Waits for the answers to what was sent, refuses the rest. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const deadline = performance.now() + ANSWER_TIMEOUT_MS; this.#underWay > 0 && performance.now() < deadline;) await sleep(5);
    await this.#client.current.close();
  }

  /** An answer counts where the connection still is the one that was confirmed: another may be to another store. */
  async #send(request: BatchAppendReq): Promise<NativeOutcome> {
    const { call, session } = await this.#opened();
    const lost = new Error('the connection was lost');
    if (session.isLost) {
      call.end();
      throw new Unanswered(false, lost);
    }
    const outcome = await call.send(request, randomUUID());
    if (session.isLost) throw new Unanswered(true, lost);
    return outcome;
  }

  #opened(): Promise<Opened> {
    if (this.#call) return this.#call;
    const client = this.#client.current;
    const forget = () => {
      if (this.#call === opening) this.#call = undefined;
    };
    const opening = this.#open(client, forget).catch((error: unknown) => {
      forget();
      throw error instanceof WrongStore || error instanceof LogCorrupt ? error : new Unanswered(false, error);
    });
    return (this.#call = opening);
  }

  /** Opened first and confirmed then: a call does not outlive the connection that it was opened on. */
  async #open(client: NativeClient, forget: () => void): Promise<Opened> {
    const call = new AppendCall(await client.batchAppend(), this.patience.answerMs ?? ANSWER_TIMEOUT_MS, (silent) => {
      forget();
      if (silent) void this.#client.renew(client);
    });
    try {
      return { call, session: await client.session() };
    } catch (error) {
      call.end();
      throw error;
    }
  }
}

function requestOf(stream: string, events: readonly NativeEvent[], expected: Expected): BatchAppendReq {
  const options = new streams.BatchAppendReq.Options();
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(stream));
  options.setStreamIdentifier(identifier);
  // No deadline: the client's is a moment by its own clock, and to a server whose clock is ahead it has passed. The server's own is 2 s.
  if (expected === 'none') options.setNoStream(new shared.Empty());
  else options.setStreamPosition(expected.toString());
  const request = new streams.BatchAppendReq();
  request.setOptions(options);
  request.setIsFinal(true);
  for (const event of events) {
    const message = new streams.BatchAppendReq.ProposedMessage();
    const id = new shared.UUID();
    id.setString(event.id);
    message.setId(id);
    message.getMetadataMap().set('type', event.type).set('content-type', 'application/json');
    message.setData(event.data);
    message.setCustomMetadata(event.metadata);
    request.addProposedMessages(message);
  }
  return request;
}
