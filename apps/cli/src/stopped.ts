import type { ReaderStatus } from '@app/operation';

/** What has stopped and what can be done, in plain sentences; none where all goes on. */
export function whatStopped(readers: readonly ReaderStatus[]): readonly string[] {
  return readers.flatMap(({ name, stopped }) => {
    if (!stopped) return [];
    const { event, reason } = stopped;
    const where = event ? ` at ${event.type} ${event.id}${event.position === null ? '' : ` (position ${event.position})`}` : '';
    const passOver = event ? `, or go on behind the event: npm run cli -- projections pass-over ${event.id} --reader ${name} --reason …` : '';
    return [`${name} has stopped${where}: ${reason}.`, `  Once the cause is mended: npm run cli -- projections retry ${name}${passOver}`];
  });
}
