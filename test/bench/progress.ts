import { Presets, SingleBar } from 'cli-progress';

/** Tells how far something has come. */
export type Tell = (done: number, total: number) => void;

/** A bar on a terminal, a line now and then elsewhere, on standard error; gone, or last seen, when the work ends. */
export async function showing<T>(what: string, work: (tell: Tell) => Promise<T>): Promise<T> {
  const bar = new SingleBar(
    { format: `  ${what.padEnd(44)} {bar} {percentage}%`, stream: process.stderr, noTTYOutput: true, notTTYSchedule: 10_000, hideCursor: null, barsize: 24 },
    Presets.shades_classic,
  );
  bar.start(1, 0);
  try {
    return await work((done, total) => {
      bar.setTotal(total);
      bar.update(done);
    });
  } finally {
    bar.stop();
  }
}
