import { Streams } from '@app/event-store';
import { Persons } from '@app/identity';
import type { Fold, SealedValue } from '@app/kernel';
import type { LeaderEvent } from '@app/leader/events';
import { leaderStream } from '@app/leader/events';
import type { Language } from '@app/localisation';
import { Keyring, Opener } from '@app/privacy';
import { Injectable } from '@nestjs/common';
import { isSealed } from '../log/sealed-fields.js';

/** Whom an answer is about. */
export interface Person {
  readonly leaderId: string;
  /** Under which they are on record: their own id, and those of records that were joined to it. */
  readonly ids: ReadonlySet<string>;
  /** The accounts that they sign in by: what was recorded by one before it was linked names it, and no record. */
  readonly accounts: ReadonlySet<string>;
  /** The keys that seal what is theirs. */
  readonly keys: ReadonlySet<string>;
  readonly language: Language;
  /** Null where it cannot be read any more, or now. */
  readonly name: string | null;
  readonly erased: boolean;
}

/** Whether an id is of the person: of a record of theirs, or of an account. */
export const isThem = ({ ids, accounts }: Person, id: string | undefined): boolean => id !== undefined && (ids.has(id) || accounts.has(id));

interface Known {
  readonly joined: readonly string[];
  readonly language: Language;
  readonly name: unknown;
  readonly erased: boolean;
}

const nobody: Known = { joined: [], language: 'en', name: undefined, erased: false };

/** By the events that tell it: whatever else comes to be recorded of a person, even with another's record in it, is no concern of this. */
const known: Fold<Known, LeaderEvent> = {
  initialState: nobody,
  evolve(state, event) {
    const { language, name } = event.data as { readonly language?: Language; readonly name?: { readonly knownAs?: unknown } };
    return {
      joined: joinedAfter(state.joined, event),
      language: language ?? state.language,
      name: name?.knownAs ?? state.name,
      erased: state.erased || event.type === 'LeaderErased',
    };
  },
};

/** The records that were joined to one: what is only proposed joins nothing. */
function joinedAfter(joined: readonly string[], { type, data }: LeaderEvent): readonly string[] {
  if (type !== 'LeadersMerged' && type !== 'LeaderMergeUndone') return joined;
  const others = joined.filter((id) => id !== data.mergedId);
  return type === 'LeadersMerged' ? [...others, data.mergedId] : others;
}

/** Finds out whom an answer is about, by the log: no table is asked, which may be behind. */
@Injectable()
export class People {
  constructor(
    private readonly streams: Streams,
    private readonly keyring: Keyring,
    private readonly opener: Opener,
    private readonly persons: Persons,
  ) {}

  /** @throws DatabaseUnavailable; KeyLocked where a link of an account cannot be opened now */
  async find(leaderId: string): Promise<Person> {
    const { joined, language, name, erased } = await this.streams.load(leaderStream(leaderId), known);
    const ids = new Set([leaderId]);
    for (const waiting = [...joined]; waiting.length > 0;) {
      const id = waiting.pop() ?? '';
      if (ids.has(id)) continue;
      ids.add(id);
      // What was joined to a record that was joined is theirs, too.
      waiting.push(...(await this.streams.load(leaderStream(id), known)).joined);
    }
    const keys = await Promise.all([...ids].map((id) => this.keyring.ofSubject(id)));
    return {
      leaderId,
      ids,
      accounts: await this.persons.accountsOf([...ids]),
      keys: new Set(keys.flat().map(({ keyId }) => keyId)),
      language,
      name: isSealed(name) ? await this.#open(name) : null,
      erased,
    };
  }

  async #open(sealed: SealedValue<unknown>): Promise<string | null> {
    const [opened] = await this.opener.open([sealed]);
    return opened?.state === 'open' && typeof opened.value === 'string' ? opened.value : null;
  }
}
