import { Refused } from '@app/kernel';

/** A record that a feature refuses: the feature's refusal, and where the record is. */
export class RecordRefused extends Refused {
  constructor(
    /** `<file>:<line>` */
    readonly at: string,
    refusal: Refused,
  ) {
    super(refusal.code, { ...refusal.details, at }, { ...refusal.text, en: `{at}: ${refusal.text.en}`, cy: `{at}: ${refusal.text.cy}` });
    this.name = 'RecordRefused';
  }
}
