// Imported before anything else by a process whose clock is to be stepped: from then on all of it, the product included, reads this one.
import type { Asked } from '../load/messages.js';

const RealDate = Date;
let offsetMs = 0;

class BorrowedDate extends RealDate {
  constructor(...given: [] | [number | string | Date]) {
    if (given.length === 0) super(RealDate.now() + offsetMs);
    else super(...given);
  }

  static override now(): number {
    return RealDate.now() + offsetMs;
  }
}
globalThis.Date = BorrowedDate as DateConstructor;

process.on('message', (asked: Asked) => {
  if (asked.kind === 'clock') offsetMs = asked.offsetMs;
});
