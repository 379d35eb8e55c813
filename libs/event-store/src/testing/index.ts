import { appending } from './contract/appending.js';
import { following } from './contract/following.js';
import { importing } from './contract/importing.js';
import { limits } from './contract/limits.js';
import { reading } from './contract/reading.js';
import type { MakeStore } from './under-test.js';

export { setBack } from './set-back.js';
export { anEvent, aStream, collect, events } from './specimens.js';
export type { MakeStore, StoreUnderTest } from './under-test.js';

/**
 * The specification that every store's adapter meets, whole. Call it in a `describe` of the adapter's own.
 * @param makeStore gives an empty store each time; the suite closes it
 */
export function eventStoreContract(makeStore: MakeStore): void {
  appending(makeStore);
  reading(makeStore);
  limits(makeStore);
  following(makeStore);
  importing(makeStore);
}
