/** What a fold has made of a stream so far. What follows is read from there; nothing before it can change. */
export interface KnownState<State> {
  readonly state: State;
  /** Of the last event that went into it. */
  readonly revision: bigint;
  /** The commands that recorded those events. Only ever added to, and shared by all that follow from it. */
  readonly commandIds: Set<string>;
}

/** Per fold and generation; an event stands for its command's id and its share of the state, some 200 bytes. */
const MOST_EVENTS = 100_000;
/** What a state takes besides, counted in events. */
const OWN_WEIGHT = 4;

/** The states of the streams that one fold was used on last: whatever was not used for a whole generation is forgotten. */
class Recent {
  #young = new Map<string, KnownState<unknown>>();
  #old = new Map<string, KnownState<unknown>>();
  #weight = 0;

  get(stream: string): KnownState<unknown> | undefined {
    const known = this.#young.get(stream);
    if (known) return known;
    const before = this.#old.get(stream);
    if (before) this.set(stream, before);
    return before;
  }

  set(stream: string, known: KnownState<unknown>): void {
    const replaced = this.#young.get(stream);
    this.#weight += weightOf(known) - (replaced ? weightOf(replaced) : 0);
    this.#young.set(stream, known);
    if (this.#weight <= MOST_EVENTS) return;
    this.#old = this.#young;
    this.#young = new Map();
    this.#weight = 0;
  }

  delete(stream: string): void {
    const known = this.#young.get(stream);
    if (known) this.#weight -= weightOf(known);
    this.#young.delete(stream);
    this.#old.delete(stream);
  }
}

const weightOf = ({ revision }: KnownState<unknown>): number => OWN_WEIGHT + Number(revision);

/**
 * States that were folded before, so that a stream is read from there on. They are never taken for what is so now: others write to
 * the same streams, so whoever uses one reads on first, or records on top of it only if nobody has. A fold that is made for one use is forgotten with it.
 */
export class KnownStates {
  readonly #byFold = new WeakMap<object, Recent>();

  get<State>(fold: object, stream: string): KnownState<State> | undefined {
    // What a fold has made is of its own kind of state.
    return this.#byFold.get(fold)?.get(stream) as KnownState<State> | undefined;
  }

  /** Keeps a state, unless one that goes further is known already. */
  set<State>(fold: object, stream: string, known: KnownState<State>): void {
    let recent = this.#byFold.get(fold);
    if (!recent) this.#byFold.set(fold, (recent = new Recent()));
    const before = recent.get(stream);
    if (!before || known.revision > before.revision) recent.set(stream, known);
  }

  /** For a stream that turned out to be shorter than it was known to be: its log was restored from a backup. */
  forget(fold: object, stream: string): void {
    this.#byFold.get(fold)?.delete(stream);
  }
}
