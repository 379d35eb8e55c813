import { DatabaseUnavailable } from '@app/database';
import { LogCorrupt, NotAsMirrored } from '../errors.js';
import type { MirrorSource } from './mirror-source.js';
import type { NativePosition } from './native-event.js';
import { METADATA } from './stream-metadata.js';

/** Further back than a checkpoint of the subscription may be, where nothing of ours was written since. */
export const LOOK_BACK = 48;

export const isAfter = (one: NativePosition, other: NativePosition): boolean =>
  one.commit === other.commit ? one.prepare > other.prepare : one.commit > other.commit;

/** What a look is compared with. */
export interface Arriving {
  /** All of ours up to here has come. */
  readonly received: NativePosition;
  readonly isWriting: boolean;
}

/** What follows from a look. */
export type Finding = { readonly is: 'level' } | { readonly is: 'patient' } | { readonly is: 'over'; readonly error: unknown };
const LEVEL: Finding = { is: 'level' };
const PATIENT: Finding = { is: 'patient' };

interface LookoutEvents {
  readonly onAway?: (error: unknown) => void;
  readonly onLook?: () => Promise<void>;
}

/** Compares what the store holds with what has come: what has not is either on its way, or never will arrive. */
export class Lookout {
  /** Nothing of ours stood beyond `head` at a moment, and this has yet to be written down. */
  #seen: { readonly at: number; readonly head: NativePosition } | undefined;
  /** Since when nothing arrives of what was written, or the store does not answer. */
  #troubledSince: number | undefined;
  /** The store did not answer, and nothing has arrived since. */
  #wasAway = false;
  #looking = false;

  constructor(
    private readonly source: MirrorSource,
    private readonly silenceMs: number,
    private readonly events: LookoutEvents,
  ) {}

  /** Something came. */
  arrived(): void {
    this.#troubledSince = undefined;
    this.#wasAway = false;
  }

  /** Whether everything has come that a look has found, which is yet to be written down. */
  isLevel({ received }: Pick<Arriving, 'received'>): boolean {
    return this.#seen !== undefined && !isAfter(this.#seen.head, received);
  }

  /** So many milliseconds ago everything was here; told once for each look. */
  takeLevel(arriving: Pick<Arriving, 'received'>): number | undefined {
    if (!this.#seen || !this.isLevel(arriving)) return undefined;
    const levelMs = performance.now() - this.#seen.at;
    this.#seen = undefined;
    return levelMs;
  }

  /** @param arriving as it is at each moment of the look */
  async look(arriving: Arriving): Promise<Finding> {
    if (this.#looking) return PATIENT;
    this.#looking = true;
    const at = performance.now();
    try {
      await this.events.onLook?.();
      return this.#found(await this.#beyond(arriving), at, arriving);
    } catch (error) {
      if (error instanceof NotAsMirrored || error instanceof LogCorrupt || error instanceof DatabaseUnavailable) return { is: 'over', error };
      this.events.onAway?.(error);
      this.#wasAway = true;
      return this.#trouble(error, at, arriving);
    } finally {
      this.#looking = false;
    }
  }

  #found(head: NativePosition | 'unknown' | undefined, at: number, arriving: Arriving): Finding {
    // The subscription's connection may have fallen silent with the other, and would say nothing of it.
    if (this.#wasAway) return { is: 'over', error: new Error('the store was away') };
    if (head !== 'unknown') this.#seen ??= { at, head: head ?? arriving.received };
    if (head !== undefined) return this.#trouble(new Error(`nothing arrives of what was written since ${arriving.received.commit}`), at, arriving);
    this.#troubledSince = undefined;
    return LEVEL;
  }

  /** Trouble is borne for a while, and while something is being written it is none. */
  #trouble(error: unknown, at: number, { isWriting }: Arriving): Finding {
    if (isWriting) {
      this.#troubledSince = undefined;
      return PATIENT;
    }
    this.#troubledSince ??= at;
    return at - this.#troubledSince >= this.silenceMs ? { is: 'over', error } : PATIENT;
  }

  /** Where the newest event of ours stands that has not been received; undefined where all have. Others' events count for nothing. */
  async #beyond(arriving: Arriving): Promise<NativePosition | 'unknown' | undefined> {
    for (const count of [1, LOOK_BACK]) {
      const newest = await this.source.newest(count);
      for (const { event } of newest) {
        if (!event?.position || !isAfter(event.position, arriving.received)) return undefined;
        if (event.streamId.replace(METADATA, '').startsWith(this.source.prefix)) return event.position;
      }
      if (newest.length < count) return undefined;
    }
    return 'unknown';
  }
}
