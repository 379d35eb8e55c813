import type { Command, Event, Fold, Receipt } from '@app/kernel';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Codec } from './codec.js';
import type { CommandIdentity } from './command-identity.js';
import { AppendOutcomeUnknown, refuse, StoreUnavailable, StreamConflict } from './errors.js';
import { KnownStates } from './known-states.js';
import type { EventStore, EventToAppend, Expected, StoredEvent } from './port.js';
import { BEGINNING } from './postgres/token.js';
import { checkCommandId, checkStorable } from './storable.js';
import { Turns } from './turns.js';

export interface StreamsOptions {
  /** How long a command is tried again while others write to its stream or the store does not answer; 5 s. */
  readonly budgetMs?: number;
}

const BUDGET_MS = 5_000;
const PAUSE_MS = { first: 5, most: 250 };

interface Loaded<State> {
  readonly state: State;
  readonly last: StoredEvent | undefined;
  /** What the command at hand recorded before, if it did. */
  readonly recorded: readonly StoredEvent[];
}

const revisionOf = (at: Expected): bigint => (at === 'none' ? -1n : at);
const namesOf = (events: readonly EventToAppend[]) => ({ eventIds: events.map(({ id }) => id), eventTypes: events.map(({ type }) => type) });

/** Where commands become events: load, decide, append, and try again while it makes sense. */
export class Streams {
  readonly #turns = new Turns();
  readonly #known = new KnownStates();
  readonly #budgetMs: number;

  constructor(
    private readonly store: EventStore,
    private readonly codec: Codec,
    private readonly identity: CommandIdentity,
    options: StreamsOptions = {},
  ) {
    this.#budgetMs = options.budgetMs ?? BUDGET_MS;
  }

  /** A stream's state now, for decisions that need to know of another one. */
  async load<S, E extends Event>(stream: string, fold: Fold<S, E>): Promise<S> {
    return (await this.#load(stream, fold)).state;
  }

  /**
   * Decides a command on its stream's state and records what it decides, all or nothing. The same command again answers with what it
   * recorded the first time. A decision that records nothing answers with where the stream stands.
   * @param decide may be called again, on a newer state; throws `Refused`, which is passed on
   * @throws Refused COMMAND_ID_REUSED, and Unstorable, which is a Refused
   * @throws StreamConflict when others were always quicker; AppendOutcomeUnknown, StoreUnavailable when the store was away
   */
  async transact<S, E extends Event, C extends Command>(
    command: C,
    stream: string,
    fold: Fold<S, E>,
    decide: (command: C, state: S) => readonly E[],
  ): Promise<Receipt> {
    checkCommandId(command.meta.commandId);
    checkStorable(command.input, '');
    const inputHash = this.identity.inputHash(command);
    return this.#turns.take(stream, () => this.#persist(() => this.#attempt(command, inputHash, stream, fold, decide)));
  }

  async #attempt<S, E extends Event, C extends Command>(
    command: C,
    inputHash: string,
    stream: string,
    fold: Fold<S, E>,
    decide: (command: C, state: S) => readonly E[],
  ): Promise<Receipt> {
    const { state, last, recorded } = await this.#load(stream, fold, command.meta.commandId);
    if (recorded.length > 0) return this.#again(command, inputHash, recorded);
    const decided = decide(command, state);
    if (decided.length === 0)
      return { eventIds: [], eventTypes: [], stream, revision: last?.revision ?? -1n, token: last ? await this.store.tokenOf(last) : BEGINNING };
    const events = await this.codec.encode(stream, decided, { ...command.meta, commandName: command.constructor.name, inputHash });
    const { revision, token } = await this.store.append(stream, events, { expected: last?.revision ?? 'none' }).catch((error: unknown) => {
      if (error instanceof StreamConflict && revisionOf(error.actual) < revisionOf(error.expected)) this.#known.forget(fold, stream);
      throw error;
    });
    return { ...namesOf(events), stream, revision, token };
  }

  async #again(command: Command, inputHash: string, recorded: readonly StoredEvent[]): Promise<Receipt> {
    const last = recorded.at(-1);
    if (!last || !this.identity.isOf(command, inputHash, last.meta)) throw refuse('COMMAND_ID_REUSED');
    return { ...namesOf(recorded), stream: last.stream, revision: last.revision, token: await this.store.tokenOf(last) };
  }

  /** Reads what has been recorded since the fold was last used on the stream. */
  async #load<S, E extends Event>(stream: string, fold: Fold<S, E>, commandId?: string): Promise<Loaded<S>> {
    const known = this.#known.get<S>(fold, stream);
    const commandIds = known?.commandIds ?? new Set<string>();
    let state = known ? known.state : fold.initialState;
    let last = known?.last;
    for await (const stored of this.store.readStream(stream, { from: last ? last.revision + 1n : 0n })) {
      state = fold.evolve(state, this.codec.decode<E>(stored));
      last = stored;
      commandIds.add(stored.meta.commandId);
    }
    if (last && last !== known?.last) this.#known.set(fold, stream, { state, last, commandIds });
    return { state, last, recorded: commandId !== undefined && commandIds.has(commandId) ? await this.#recordedBy(commandId, stream) : [] };
  }

  async #recordedBy(commandId: string, stream: string): Promise<readonly StoredEvent[]> {
    const recorded: StoredEvent[] = [];
    for await (const stored of this.store.readStream(stream)) if (stored.meta.commandId === commandId) recorded.push(stored);
    return recorded;
  }

  /** A conflict is decided again on what is there now; after an unknown outcome, what is there tells. */
  async #persist(attempt: () => Promise<Receipt>): Promise<Receipt> {
    const deadline = Date.now() + this.#budgetMs;
    let unknown: AppendOutcomeUnknown | undefined;
    for (let pause = PAUSE_MS.first; ; pause = Math.min(pause * 2, PAUSE_MS.most)) {
      try {
        return await attempt();
      } catch (error) {
        if (error instanceof AppendOutcomeUnknown) unknown = error;
        // Once something was sent, only an answer or the end of patience ends the attempts.
        const again = error instanceof StreamConflict || error instanceof AppendOutcomeUnknown || (unknown && error instanceof StoreUnavailable);
        if (!again) throw error;
        if (Date.now() + pause > deadline) throw unknown ?? error;
        await sleep(pause * (0.5 + Math.random()));
      }
    }
  }
}
