import cliProgress from 'cli-progress';

export interface Progress {
  readonly update: (done: number, total: number) => void;
  readonly stop: () => void;
}

/** A bar on a terminal; elsewhere a line now and then, so that a log stays readable. Both on standard error. */
export function progress(what: string): Progress {
  const bar = new cliProgress.SingleBar(
    {
      format: `${what} {bar} {percentage}% | {value}/{total} | {eta_formatted} left`,
      stream: process.stderr,
      noTTYOutput: true,
      notTTYSchedule: 5_000,
      hideCursor: null,
      clearOnComplete: false,
      // Not known before the first step, nor where nothing moves: the library has words of its own for that, and would cut them as figures.
      formatTime: (seconds: unknown, ...how) => (typeof seconds === 'number' ? cliProgress.Format.TimeFormat(seconds, ...how) : '–'),
    },
    cliProgress.Presets.shades_classic,
  );
  let started = false;
  return {
    update(done, total) {
      if (!started) {
        bar.start(total, done);
        started = true;
      }
      bar.setTotal(total);
      bar.update(done);
    },
    stop() {
      if (started) bar.stop();
    },
  };
}
