import type { Correlated } from '@app/event-store';
import { Refused } from '@app/kernel';
import { Followers, settle, type SettlingSources } from './settling.js';

const event = (position: bigint): Correlated => ({ type: 'Happened', position, amends: false });

/** A log that follows its store, and shows what followers recorded only once the store is asked how far it is. */
function following({ behind = [], stopped = [], refuses = false }: { behind?: readonly string[]; stopped?: readonly string[]; refuses?: boolean } = {}) {
  const shown = [event(1n)];
  const looked: bigint[] = [];
  const waited: bigint[] = [];
  class Fixed extends Followers {
    behind(events: readonly Correlated[]): Promise<readonly string[]> {
      looked.push(events.at(-1)?.position ?? 0n);
      return Promise.resolve(behind);
    }
    stopped(): Promise<ReadonlySet<string>> {
      return Promise.resolve(new Set(stopped));
    }
  }
  const sources: SettlingSources = {
    followers: new Fixed(),
    readModel: { waitFor: (position) => Promise.resolve(waited.push(position) > 0) },
    log: {
      correlatedWith: () => Promise.resolve([...shown]),
      recordedSoFar() {
        if (refuses) throw new Refused('TOKEN_NOT_REACHED', {}, { en: '', cy: '' });
        const last = shown.at(-1)?.position ?? 0n;
        if (last < 3n) shown.push(event(last + 1n));
        return Promise.resolve(last);
      },
    },
  };
  return { sources, looked, waited };
}

describe('settling', () => {
  it('goes on until nothing more followed, asking the store what it holds after everybody has come past', async () => {
    const { sources, looked, waited } = following();
    expect(await settle(sources, 1n, performance.now() + 1_000)).toEqual([]);
    expect([looked, waited]).toEqual([
      [1n, 2n, 3n],
      [1n, 2n, 3n],
    ]);
  });

  it('names the mirror where that does not show what its store holds in time', async () => {
    const { sources } = following({ refuses: true, stopped: ['mirror'] });
    expect(await settle(sources, 1n, performance.now() + 1_000)).toEqual([{ reader: 'mirror', stopped: true }]);
  });

  it('waits for who is behind, not for who has stopped, and looks ever more seldom', async () => {
    const stopped = following({ behind: ['process:places'], stopped: ['process:places'] });
    expect(await settle(stopped.sources, 1n, performance.now() + 60_000)).toEqual([{ reader: 'process:places', stopped: true }]);
    const { sources, looked } = following({ behind: ['process:places'] });
    const startedAt = performance.now();
    expect(await settle(sources, 1n, startedAt + 500)).toEqual([{ reader: 'process:places', stopped: false }]);
    expect(performance.now() - startedAt).toBeGreaterThan(450);
    expect(looked.length).toBeLessThan(10);
  });
});
