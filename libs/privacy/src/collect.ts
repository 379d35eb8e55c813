import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const AFTER_MS = 1_000;

let collect: (() => void) | undefined;
let waiting: NodeJS.Timeout | undefined;

/**
 * Has the process give up, a second from now, what it holds no more: without it a value that was let go of stays in memory until there is
 * need of room, which may be hours. It stands still for it, some tenths of a second; so it is for what happens seldom.
 */
export function collectSoon(): void {
  waiting ??= setTimeout(() => {
    waiting = undefined;
    if (!collect) {
      setFlagsFromString('--expose-gc');
      collect = runInNewContext('gc') as () => void;
    }
    collect();
  }, AFTER_MS).unref();
}
