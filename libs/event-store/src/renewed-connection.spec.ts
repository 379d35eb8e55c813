import { type Event, type Fold, streamOf } from '@app/kernel';
import { Codec, Sealer } from './codec.js';
import { CommandIdentity } from './command-identity.js';
import { eventTypes } from './event-types.js';
import type { EventStore, Json, StoredEvent } from './port.js';
import { Streams } from './streams.js';
import { anEvent } from './testing/specimens.js';

type Said = Event<'Said', { readonly what: string }>;
const said: Fold<string[], Said> = { initialState: [], evolve: (before, { data }) => [...before, data.what] };

class Plain extends Sealer {
  seal(events: readonly { readonly data: object }[]): Promise<readonly Json[]> {
    return Promise.resolve(events.map(({ data }) => data as Json));
  }
}

const talk = streamOf<Said>('talk', '1');

describe('what is known of streams', () => {
  it('is forgotten when the connection to the store is made anew: the store may have been set back, and have come as far again', async () => {
    let [recorded, era] = [['one', 'two'], 0];
    const store = {
      get era() {
        return era;
      },
      async *readStream(stream: string, { from = 0n }: { readonly from?: bigint } = {}) {
        for (const [index, what] of recorded.entries())
          if (BigInt(index) >= from)
            yield { ...anEvent({ type: 'Said', data: { what } }), stream, revision: BigInt(index), recordedAt: '2026-03-02T09:00:00.000Z' } as StoredEvent;
      },
    } as unknown as EventStore;
    const streams = new Streams(store, new Codec([eventTypes<Said>({ Said: 1 })], new Plain()), new CommandIdentity(Buffer.alloc(32)));
    expect(await streams.load(talk, said)).toEqual(['one', 'two']);
    recorded = ['one', 'other'];
    era++;
    expect(await streams.recall(talk, said)).toEqual(['one', 'other']);
    expect(await streams.load(talk, said)).toEqual(['one', 'other']);
  });
});
