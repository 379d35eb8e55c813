import { dropsNothing, present } from '@app/kernel';
import type { WelshMissing, Wording } from './framework.events.js';
import { refuse } from './refusals.js';

/** Words as they are asked for. */
export interface WordingInput {
  readonly en: string;
  readonly cy?: string | undefined;
  readonly cyMissing?: WelshMissing | undefined;
}

/** Has words in both languages, or why they are not. @param own whether they are of whoever records them, who always has both */
export function worded({ en, cy, cyMissing }: WordingInput, field: string, own: boolean): Wording {
  if (cy !== undefined) dropsNothing({ [`${field}.cyMissing`]: cyMissing });
  else if (own) throw refuse('OWN_WORDS_WITHOUT_WELSH', { words: en }, `${field}.cy`);
  else if (cyMissing === undefined) throw refuse('NEITHER_WELSH_NOR_REASON', { words: en }, `${field}.cy`);
  return present({ en, cy, cyMissing });
}
