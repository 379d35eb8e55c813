import type { Database } from '@app/database';
import { abandonMove, type EventStoreDb, HistoryMove, IN_WORDS, mirrorBecomesHistory, type Moved, type MoveOptions, type StoreKind } from '@app/event-store';
import { type Command, Option } from 'commander';
import { progress } from './progress.js';
import { withOwner, withStores } from './with-stores.js';

const STORES: readonly StoreKind[] = ['postgresql', 'eventstoredb'];
const SAID = { copying: 'Copying', comparing: 'Comparing' } as const;

/** The history may be read from where it is mirrored, once the store itself is lost. */
type Source = StoreKind | 'mirror';

interface CopyOptions {
  readonly from?: Source;
  readonly to?: StoreKind;
  readonly acceptLoss?: true;
  readonly abandon?: true;
}

/** `copy --from … --to …`. */
export function copy(program: Command): void {
  program
    .command('copy')
    .description(
      'Moves the whole history from one store to the other: ids, times, metadata and order are kept, and what follows from it stays. Most of it is copied while everything runs; then nothing can be recorded until the rest has followed and both sides were found the same.',
    )
    .addOption(new Option('--from <store>', 'where the history is').choices([...STORES, 'mirror']))
    .addOption(new Option('--to <store>', 'where it is to be').choices(STORES))
    .option('--accept-loss', 'with --from mirror: also where the mirror may lack what was recorded last')
    .option('--abandon', 'alone: give up a move that was interrupted; the history stays where it was, and can be added to again')
    .action(({ from, to, acceptLoss, abandon }: CopyOptions) => {
      if (abandon && (from || to || acceptLoss)) throw new Error('--abandon stands alone: copy --abandon. Nothing was changed.');
      if (abandon) return withOwner(giveUp);
      if (!from || !to) throw new Error('Say where the history is and where it is to be: copy --from … --to …. To give up a move: copy --abandon.');
      if (from === to) throw new Error('--from and --to name the same store.');
      if (from === 'mirror') {
        if (to !== 'postgresql') throw new Error('The mirror is in PostgreSQL: copy --from mirror --to postgresql, and from there to another EventStoreDB.');
        return withOwner((owner) => fromMirror(owner, acceptLoss ?? false));
      }
      return withStores((owner, db) => move(owner, db, to));
    })
    .addHelpText(
      'after',
      `
The EventStoreDB is the one that EVENTSTORE_CONNECTION_STRING and EVENTSTORE_STREAM_PREFIX name, on either side; the database stays the one that it is.
Interrupted, run it again: it goes on where it was. Afterwards restart every process, with EVENTSTORE_CONNECTION_STRING set or unset as the store
now is: whoever was started for the former one is refused, and nothing is lost. docs/operations.md says more.

--from mirror --to postgresql is for an EventStoreDB that is lost: the mirror becomes the history. Its hashes are computed anew; it is refused where the
mirror is not known to have had everything when EventStoreDB was lost, unless --accept-loss says that this is accepted. EventStoreDB is not asked.

Example: to EventStoreDB
  EVENTSTORE_CONNECTION_STRING='esdb://user:password@store:2113' npm run cli -- copy --from postgresql --to eventstoredb`,
    );
}

async function giveUp(owner: Database): Promise<void> {
  const { store, wasUnderWay } = await abandonMove(owner);
  console.log(wasUnderWay ? 'Given up: the history is where it was, and can be added to.' : `Nothing was under way: the history is in ${IN_WORDS[store]}.`);
}

/** Of a move: how far it has come, and what it amounts to. */
async function telling(to: StoreKind, work: (onProgress: NonNullable<MoveOptions['onProgress']>) => Promise<Moved>): Promise<void> {
  let bar: ReturnType<typeof progress> | undefined;
  let showing: string | undefined;
  try {
    const { position, hash, fencedMs } = await work(({ step, done, total }) => {
      if (step !== showing) {
        bar?.stop();
        bar = progress(SAID[step]);
        showing = step;
      }
      bar?.update(Number(done), Number(total));
    });
    bar?.stop();
    console.log(`${position} events, the same on both sides: ${Buffer.from(hash).toString('hex')}`);
    console.log(`Nothing could be recorded for ${(fencedMs / 1_000).toFixed(1)} s.`);
    console.log(`The store is ${to} from now on: restart every process ${to === 'eventstoredb' ? 'with' : 'without'} EVENTSTORE_CONNECTION_STRING.`);
  } finally {
    bar?.stop();
  }
}

function move(owner: Database, db: EventStoreDb, to: StoreKind): Promise<void> {
  return telling(to, (onProgress) => {
    const history = new HistoryMove(owner, db, { onProgress });
    return to === 'eventstoredb' ? history.toEventStoreDb() : history.toPostgres();
  });
}

const fromMirror = (owner: Database, acceptLoss: boolean): Promise<void> =>
  telling('postgresql', (onProgress) => mirrorBecomesHistory(owner, { acceptLoss, onProgress }));
