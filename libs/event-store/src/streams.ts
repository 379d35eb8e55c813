import type { Command, CommandMeta, Decided, Event, Fold, InForce, Instant, Receipt, Recorded, Self, StreamOf, VoidFact } from '@app/kernel';
import { inForce, isOnRecord, Refused, repeated, replacedBy } from '@app/kernel';
import { type AnyAmending, corrected, type Elsewhere, voided } from './amending.js';
import type { Codec } from './codec.js';
import type { CommandIdentity } from './command-identity.js';
import { refuse, StreamConflict, StreamForeign, UnknownEventType } from './errors.js';
import type { KnownState } from './known-states.js';
import { KnownStates } from './known-states.js';
import { Patience } from './patience.js';
import type { EventStore, EventToAppend, Expected, StoredEvent } from './port.js';
import { BEGINNING } from './postgres/token.js';
import { checkCommandId, checkStorable } from './storable.js';
import { Turns } from './turns.js';

/**
 * Whether a command may be decided at all, whatever its stream says: asked for each that has not recorded anything yet, by whomever it was sent.
 * @throws Refused where it may not
 */
export type Admission = (streams: Streams, meta: CommandMeta) => Promise<void>;

/**
 * Whether a fact may be corrected or voided at all, whatever its own stream says: asked for each that is to be.
 * @throws Refused where it may not
 */
export type Amendable = (streams: Streams, fact: Recorded) => Promise<void>;

export interface StreamsOptions {
  /** How long a command is tried again while others write to its stream or the store does not answer; 5 s. */
  readonly budgetMs?: number;
  readonly admit?: Admission;
  readonly amendable?: Amendable;
  /** As `Elsewhere` says; nothing is where absent. */
  readonly namedBy?: Elsewhere['namedBy'];
  /** Whose facts can be corrected and voided; none where absent. */
  readonly amending?: readonly AnyAmending[];
}

const BUDGET_MS = 5_000;

/** A command under way. */
interface Work<S, E extends Event, C extends Command> {
  readonly command: C;
  readonly inputHash: string;
  readonly stream: string;
  readonly fold: Fold<S, E>;
  readonly decide: (command: C, state: S) => Decided<E>;
  /** Decides in its place, where what is on record is to be amended. */
  readonly amend?: ((places: readonly InForce[]) => Promise<readonly Event[]>) | undefined;
  /** Of the connection to the store that it began with. */
  readonly states: KnownStates;
}

/** For those who ask for a stream's commands alone. */
const NO_STATE: Fold<null, Event> = { initialState: null, evolve: () => null };
const revisionOf = (at: Expected): bigint => (at === 'none' ? -1n : at);
/** A stream of which nothing is known may well be one that nothing was written to. */
const knownOf = <S, E extends Event>(states: KnownStates, stream: string, fold: Fold<S, E>): KnownState<S> =>
  states.get<S>(fold, stream) ?? { state: fold.initialState, revision: -1n, commandIds: new Set() };
const receiptOf = (events: readonly EventToAppend[], stream: string, revision: bigint, token: string): Receipt => ({
  eventIds: events.map(({ id }) => id),
  eventTypes: events.map(({ type }) => type),
  stream,
  revision,
  token,
});

/** A stream that is shorter than it was known to be is known no more. */
function forgetWhatIsGone<S, E extends Event, C extends Command>({ states, stream, fold }: Work<S, E, C>, error: unknown): void {
  if (error instanceof StreamConflict && revisionOf(error.actual) < revisionOf(error.expected)) states.forget(fold, stream);
}

/** Where commands become events: load, decide, append, and try again while it makes sense. */
export class Streams {
  readonly #turns = new Turns();
  #known: { readonly era: number; readonly states: KnownStates } | undefined;
  readonly #budgetMs: number;
  readonly #admit: Admission;
  readonly #elsewhere: Elsewhere;
  readonly #amending: ReadonlyMap<string, AnyAmending>;
  /** Whether the store has told an append that recorded something from one that met its own events. */
  #tells = false;

  constructor(
    private readonly store: EventStore,
    private readonly codec: Codec,
    private readonly identity: CommandIdentity,
    options: StreamsOptions = {},
  ) {
    this.#budgetMs = options.budgetMs ?? BUDGET_MS;
    this.#admit = options.admit ?? (() => Promise.resolve());
    const { amendable, namedBy = () => Promise.resolve(undefined) } = options;
    this.#elsewhere = { load: (stream, fold) => this.load(stream, fold), amendable: (fact) => amendable?.(this, fact) ?? Promise.resolve(), namedBy };
    this.#amending = new Map(options.amending?.map((rules) => [rules.category, rules]));
  }

  /** A stream's state now, for decisions that need to know of another one. */
  async load<S, E extends Event>(stream: StreamOf<E>, fold: Fold<S, NoInfer<E>>): Promise<S> {
    return (await this.#load(this.#states(), stream, fold)).state;
  }

  /**
   * A stream's state for who answers and decides nothing: as it was last known, where the store cannot be asked.
   * @throws StoreUnavailable, NotNow where that is too long ago
   */
  async lastKnown<S, E extends Event>(stream: StreamOf<E>, fold: Fold<S, NoInfer<E>>): Promise<S> {
    return (await this.#load(this.#states(), stream, fold, (from) => this.store.readLastKnown(stream, from))).state;
  }

  /**
   * A stream's state as far as it is known already, and read only where nothing is: for what its first events settle for good, such as
   * the cohort that an enrolment is in.
   */
  async recall<S, E extends Event>(stream: StreamOf<E>, fold: Fold<S, NoInfer<E>>): Promise<S> {
    const known = this.#states().get<S>(fold, stream);
    return known ? known.state : this.load(stream, fold);
  }

  /** Whether a command has recorded anything in a stream. */
  async holds(stream: string, commandId: string): Promise<boolean> {
    const { commandIds } = await this.#load(this.#states(), stream, NO_STATE);
    return commandIds.has(commandId);
  }

  /**
   * Decides a command on its stream's state and records what it decides, all or nothing. The same command again answers with what it
   * recorded the first time. A decision that records nothing answers with where the stream stands; one that finds what is asked for on
   * record is held against that.
   * @param decide may be called again, on a newer state; throws `Refused`, which is passed on, as does what admits commands
   * One that corrects is decided in the place of what recorded the fact that it corrects.
   * @throws Refused COMMAND_ID_REUSED, ALREADY_RECORDED_OTHERWISE, what `corrected` throws, and Unstorable, which is a Refused
   * @throws StreamConflict when others were always quicker; AppendOutcomeUnknown, StoreUnavailable when the store was away
   */
  transact<S, E extends Event, C extends Command>(
    command: C,
    stream: StreamOf<E>,
    fold: Fold<S, NoInfer<E>>,
    decide: (command: C, state: S) => Decided<NoInfer<E>>,
  ): Promise<Receipt> {
    const amend =
      command.meta.corrects === undefined
        ? undefined
        : (places: readonly InForce[]) => corrected(this.amendingOf(stream), places, command, (again, state) => decide(again, state as S), this.#elsewhere);
    return this.#turns.take(stream, () => this.#persist({ command, stream, fold, decide, amend }));
  }

  /**
   * Voids a fact of a stream.
   * @param self whoever does
   * @throws as `transact`; and what `voided` throws
   */
  voidFact(command: VoidFact, stream: string, self: Self): Promise<Receipt> {
    const amend = (places: readonly InForce[]) => voided(this.amendingOf(stream), places, command, self, this.#elsewhere);
    return this.#turns.take(stream, () => this.#persist({ command, stream, fold: NO_STATE, decide: () => [], amend }));
  }

  /** What holds for a stream whose facts can be corrected and voided; undefined where they cannot. */
  amendingOf(stream: string): AnyAmending | undefined {
    return this.#amending.get(stream.slice(0, stream.indexOf('-')));
  }

  async #attempt<S, E extends Event, C extends Command>(work: Work<S, E, C>): Promise<Receipt> {
    const { command, inputHash, stream, fold } = work;
    const known = await this.#load(work.states, stream, fold);
    if (known.commandIds.has(command.meta.commandId)) return this.#again(command, inputHash, await this.#recordedBy(command.meta.commandId, stream));
    const { revision } = known;
    return (await this.#record(work, known)) ?? receiptOf([], stream, revision, await this.#tokenAt(stream, revision));
  }

  /** Decides on a state, and records what is decided, if anything. */
  async #record<S, E extends Event, C extends Command>(work: Work<S, E, C>, known: KnownState<S>): Promise<Receipt | undefined> {
    const { command, inputHash, stream } = work;
    await this.#admit(this, command.meta);
    const { decided, last } = work.amend ? await this.#amended(stream, work.amend) : { decided: await this.#decided(work, known), last: known.revision };
    if (decided.length === 0) return undefined;
    const events = await this.codec.encode(stream, decided, { ...command.meta, commandName: command.constructor.name, inputHash });
    const expected = last < 0n ? 'none' : last;
    const { revision, token, recordedAt } = await this.store.append(stream, events, { expected });
    if (recordedAt !== undefined) this.#advance(work, known, events, recordedAt);
    // Recorded elsewhere meanwhile, and perhaps for another request under the same id: what is there tells.
    else if (this.#tells) throw new StreamConflict(stream, expected, revision);
    return receiptOf(events, stream, revision, token);
  }

  async #decided<S, E extends Event, C extends Command>(work: Work<S, E, C>, { state }: KnownState<S>): Promise<readonly Event[]> {
    const { command, inputHash, stream } = work;
    const decision = work.decide(command, state);
    if (!isOnRecord(decision)) return decision;
    const { places } = await this.#places(this.store.readStream(stream));
    return repeated(
      command,
      decision,
      places.map(({ fact }) => fact),
      inputHash,
    );
  }

  async #amended(
    stream: string,
    amend: (places: readonly InForce[]) => Promise<readonly Event[]>,
  ): Promise<{ readonly decided: readonly Event[]; readonly last: bigint }> {
    const { places, last } = await this.#places(this.store.readStream(stream));
    return { decided: await amend(places), last };
  }

  /** All that holds in a stream, and the revision of its last event. */
  async #places<E extends Event>(whole: AsyncIterable<StoredEvent>): Promise<{ readonly places: readonly InForce<Recorded<E>>[]; readonly last: bigint }> {
    const events: Recorded<E>[] = [];
    let last = -1n;
    for await (const stored of whole) {
      const event = this.#readable<E>(stored) ?? (await this.#mustBePassedOver(stored));
      if (event) events.push(event);
      last = stored.revision;
    }
    return { places: inForce(events), last };
  }

  /** What was recorded on top of a state need not be read. */
  #advance<S, E extends Event, C extends Command>(
    { stream, fold, states }: Work<S, E, C>,
    known: KnownState<S>,
    events: readonly EventToAppend[],
    recordedAt: Instant,
  ): void {
    this.#tells = true;
    // What it was made of is another than what it was.
    if (events.some(({ meta }) => replacedBy(meta) !== undefined)) return states.forget(fold, stream);
    let { state, revision } = known;
    for (const { id, type, schemaVersion, effectiveOn, meta, data } of events) {
      state = fold.evolve(state, this.codec.decode<E>({ id, stream, revision: ++revision, type, schemaVersion, effectiveOn, recordedAt, meta, data }));
      known.commandIds.add(meta.commandId);
    }
    states.set(fold, stream, { state, revision, commandIds: known.commandIds });
  }

  async #again(command: Command, inputHash: string, recorded: readonly StoredEvent[]): Promise<Receipt> {
    const last = recorded.at(-1);
    if (!last || !this.identity.isOf(command, inputHash, last.meta)) throw refuse('COMMAND_ID_REUSED');
    return receiptOf(recorded, last.stream, last.revision, await this.store.tokenOf(last));
  }

  /** Reads what has been recorded since the fold was last used on the stream; and all of it anew where some of that corrects or voids. */
  async #load<S, E extends Event>(
    states: KnownStates,
    stream: string,
    fold: Fold<S, E>,
    read = (from: bigint) => this.store.readStream(stream, { from }),
  ): Promise<KnownState<S>> {
    const known = knownOf(states, stream, fold);
    let { state, revision } = known;
    for await (const stored of read(revision + 1n)) {
      known.commandIds.add(stored.meta.commandId);
      if (replacedBy(stored.meta) !== undefined) return this.#refold(states, stream, fold, known.commandIds, read(0n));
      const event = this.#readable<E>(stored) ?? (await this.#mustBePassedOver(stored));
      if (event) state = fold.evolve(state, event);
      revision = stored.revision;
    }
    if (revision === known.revision) return known;
    const loaded = { state, revision, commandIds: known.commandIds };
    states.set(fold, stream, loaded);
    return loaded;
  }

  async #refold<S, E extends Event>(
    states: KnownStates,
    stream: string,
    fold: Fold<S, E>,
    commandIds: Set<string>,
    whole: AsyncIterable<StoredEvent>,
  ): Promise<KnownState<S>> {
    const noting = async function* () {
      for await (const stored of whole) {
        commandIds.add(stored.meta.commandId);
        yield stored;
      }
    };
    const { places, last } = await this.#places<E>(noting());
    const loaded = { state: places.reduce((state, { fact }) => fold.evolve(state, fact), fold.initialState), revision: last, commandIds };
    states.set(fold, stream, loaded);
    return loaded;
  }

  /** Undefined for what no feature declares, or what is no data of one. */
  #readable<E extends Event>(stored: StoredEvent): Recorded<E> | undefined {
    if (typeof stored.data !== 'object' || stored.data === null) return undefined;
    try {
      return this.codec.decode<E>(stored);
    } catch (error) {
      if (error instanceof UnknownEventType) return undefined;
      throw error;
    }
  }

  /** There is nothing in it to fold, but whoever cannot read it may be the one to blame: somebody has to decide that. @throws StreamForeign */
  async #mustBePassedOver(stored: StoredEvent): Promise<undefined> {
    if (!(await this.store.isPassedOver(stored.id))) throw new StreamForeign(stored.stream, stored);
  }

  /** What is known of streams, by what was read since the connection to the store was made. */
  #states(): KnownStates {
    const { era } = this.store;
    if (!this.#known || this.#known.era !== era) this.#known = { era, states: new KnownStates() };
    return this.#known.states;
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

  /**
   * What is known to decide on without asking whether anything was added since: if so, the append is a conflict, or meets the command's
   * own events.
   */
  #guess<S, E extends Event, C extends Command>({ command, stream, fold, states }: Work<S, E, C>): KnownState<S> | undefined {
    const known = this.#tells ? knownOf(states, stream, fold) : undefined;
    return known?.commandIds.has(command.meta.commandId) ? undefined : known;
  }

  /** Decides on what is known, where anything is, then on what is there, and again while it makes sense: after an unknown outcome, what is there tells. */
  async #persist<S, E extends Event, C extends Command>(asked: Omit<Work<S, E, C>, 'inputHash' | 'states'>): Promise<Receipt> {
    const { command } = asked;
    checkCommandId(command.meta.commandId);
    checkStorable(command.input, '');
    const inputHash = this.identity.inputHash(command);
    const begun = (): Work<S, E, C> => ({ ...asked, inputHash, states: this.#states() });
    const patience = new Patience(this.#budgetMs);
    const guessed = await this.#recordGuessed(begun(), patience);
    if (guessed) return guessed;
    for (;;) {
      const work = begun();
      try {
        return await this.#attempt(work);
      } catch (error) {
        forgetWhatIsGone(work, error);
        await patience.after(error);
      }
    }
  }

  /** Of a guess only what it records counts: whatever else comes of it is decided afresh. */
  async #recordGuessed<S, E extends Event, C extends Command>(work: Work<S, E, C>, patience: Patience): Promise<Receipt | undefined> {
    const guess = this.#guess(work);
    if (!guess) return undefined;
    try {
      return await this.#record(work, guess);
    } catch (error) {
      forgetWhatIsGone(work, error);
      if (!(error instanceof StreamConflict || error instanceof Refused)) await patience.after(error);
      return undefined;
    }
  }
}
