import { closeSync, existsSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from './sinks.js';

/** Columns of an acknowledgement, separated by tabs; `\N` where there is none, as COPY has it. */
export const COLUMNS = ['writer', 'n', 'command_id', 'outcome', 'stream', 'revision', 'token', 'event_ids'] as const;
const NONE = '\\N';

/**
 * What one writer was told, a line each, in the order in which it was told. A line is written before the next command is sent, by one
 * call, so that it outlives the process: it is the operating system's from then on.
 */
export class Acknowledgements {
  readonly #file: number;
  answered = 0;
  recorded = 0;

  /** Goes on where a writer that was killed left off; what it was writing at that moment it was never told. */
  constructor(
    folder: string,
    private readonly writer: number,
  ) {
    const path = join(folder, `${writer}.tsv`);
    const text = existsSync(path) ? readFileSync(path, 'latin1') : '';
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    this.#file = openSync(path, 'a');
    ftruncateSync(this.#file, whole.length);
    this.answered = whole.split('\n').length - 1;
    this.recorded = whole.split('\trecorded\t').length - 1;
  }

  add(commandId: string, answer: Answer): void {
    const fields =
      answer.outcome === 'refused'
        ? [answer.code, NONE, NONE, NONE, NONE]
        : [answer.eventIds.length > 0 ? 'recorded' : 'nothing', answer.stream, answer.revision, answer.token, `{${answer.eventIds.join()}}`];
    writeSync(this.#file, `${[this.writer, this.answered, commandId, ...fields].join('\t')}\n`);
    this.answered++;
    if (fields[0] === 'recorded') this.recorded++;
  }

  close(): void {
    closeSync(this.#file);
  }
}
