import Sequencer from '@jest/test-sequencer';

// What starts the whole system takes longest, what needs a database or a store less, what needs neither next to nothing. A clean clone knows no more of its files.
const KINDS = [/[.]e2e[.]spec[.]ts$/, /[.](int|esdb)[.]spec[.]ts$/, /$/];
const kindOf = ({ path }) => KINDS.findIndex((kind) => kind.test(path));

/** Longest first, so that no worker is left with a long file when the other has nothing more to do. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    const timed = sorted.every(({ duration }) => duration !== undefined);
    return timed ? sorted : sorted.sort((one, other) => kindOf(one) - kindOf(other));
  }
}
