import { declareRefusals, Refused } from '@app/kernel';
import { type Problem, texts } from './texts.js';

for (const text of Object.values(texts)) declareRefusals({ INVALID_INPUT: text });

/** More are named of no input: a list of thousands may be wrong throughout. */
const MOST_FAULTS = 100;

/** What is wrong with one field, by its path. */
export interface Fault {
  readonly field: string;
  readonly problem: Problem;
}

/** An input that has not the form that it must have, with all that is wrong with it. It reads as the refusal of the first. */
export class InputInvalid extends Refused {
  readonly faults: readonly Refused[];

  constructor([first, ...others]: readonly [Fault, ...Fault[]]) {
    const refused = refusedFor(first);
    super(refused.code, refused.details, refused.text);
    this.faults = [refused, ...others.slice(0, MOST_FAULTS - 1).map(refusedFor)];
  }
}

const refusedFor = ({ field, problem: { text, details } }: Fault): Refused => new Refused('INVALID_INPUT', { ...details, field }, { ...text, field });
