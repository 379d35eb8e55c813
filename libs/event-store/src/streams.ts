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
  /** Of the stream's last event, -1 without any. */
  readonly revision: bigint;
  /** The commands that recorded anything in the stream. */
  readonly commandIds: ReadonlySet<string>;
}

/** For those who ask for a stream's commands alone. */
const NO_STATE: Fold<null, Event> = { initialState: null, evolve: () => null };
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
   * A stream's state as far as it is known already, and read only where nothing is: for what its first events settle for good, such as
   * the cohort that an enrolment is in.
   */
  async recall<S, E extends Event>(stream: string, fold: Fold<S, E>): Promise<S> {
    const known = this.#known.get<S>(fold, stream);
    return known ? known.state : this.load(stream, fold);
  }

  /** Whether a command has recorded anything in a stream. */
  async holds(stream: string, commandId: string): Promise<boolean> {
    const { commandIds } = await this.#load(stream, NO_STATE);
    return commandIds.has(commandId);
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
    const { state, revision: known, commandIds } = await this.#load(stream, fold);
    if (commandIds.has(command.meta.commandId)) return this.#again(command, inputHash, await this.#recordedBy(command.meta.commandId, stream));
    const decided = decide(command, state);
    if (decided.length === 0) return { eventIds: [], eventTypes: [], stream, revision: known, token: await this.#tokenAt(stream, known) };
    const events = await this.codec.encode(stream, decided, { ...command.meta, commandName: command.constructor.name, inputHash });
    const { revision, token } = await this.store.append(stream, events, { expected: known < 0n ? 'none' : known }).catch((error: unknown) => {
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
  async #load<S, E extends Event>(stream: string, fold: Fold<S, E>): Promise<Loaded<S>> {
    const known = this.#known.get<S>(fold, stream);
    const commandIds = known?.commandIds ?? new Set<string>();
    let state = known ? known.state : fold.initialState;
    let revision = known ? known.revision : -1n;
    for await (const stored of this.store.readStream(stream, { from: revision + 1n })) {
      state = fold.evolve(state, this.codec.decode<E>(stored));
      revision = stored.revision;
      commandIds.add(stored.meta.commandId);
    }
    const loaded = { state, revision, commandIds };
    if (revision > (known ? known.revision : -1n)) this.#known.set(fold, stream, loaded);
    return loaded;
  }

  async #tokenAt(stream: string, revision: bigint): Promise<string> {
    if (revision >= 0n) for await (const event of this.store.readStream(stream, { from: revision, limit: 1 })) return this.store.tokenOf(event);
    return BEGINNING;
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
