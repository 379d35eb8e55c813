import type { Progress } from '../load/messages.js';

/** What the writers' processes tell of their progress. */
export class Load {
  /** How often commands were sent again, by what the product had said. */
  readonly again: Record<string, number> = {};
  /** The longest that the answer to one attempt took. */
  slowestMs = 0;
  readonly #last = new Map<string, Progress>();
  readonly #waiting = new Set<(process: string, progress: Progress) => void>();

  recorded(processes: readonly string[] = [...this.#last.keys()]): number {
    return processes.reduce((sum, name) => sum + (this.#last.get(name)?.recorded ?? 0), 0);
  }

  answered(): number {
    return [...this.#last.values()].reduce((sum, { answered }) => sum + answered, 0);
  }

  heard(process: string, progress: Progress): void {
    this.#last.set(process, progress);
    for (const [code, times] of Object.entries(progress.again)) this.again[code] = (this.again[code] ?? 0) + times;
    this.slowestMs = Math.max(this.slowestMs, progress.slowestMs);
    for (const heard of [...this.#waiting]) heard(process, progress);
  }

  /** When one of these processes had the answer to a command that it first sent after a moment; undefined when not in time. */
  answer(processes: readonly string[], sentAfter: number, withinMs: number): Promise<number | undefined> {
    return new Promise((resolve) => {
      const done = (at: number | undefined) => {
        clearTimeout(late);
        this.#waiting.delete(heard);
        resolve(at);
      };
      const heard = (process: string, { sentAt, at }: Progress) => {
        if (processes.includes(process) && sentAt > sentAfter) done(at);
      };
      const late = setTimeout(() => done(undefined), withinMs);
      this.#waiting.add(heard);
    });
  }
}
