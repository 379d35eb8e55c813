import type { ReaderStatus } from '@app/operation';

/** What has stopped and what can be done, in plain sentences; none where all goes on. */
export function whatStopped(readers: readonly ReaderStatus[]): readonly string[] {
  return readers.flatMap(({ name, stopped }) => {
    if (!stopped) return [];
    const { event, reason } = stopped;
    const place = event && whereIs({ ...event, position: event.position?.toString() });
    const where = event ? ` at ${event.type} ${event.id}${place ? ` (${place})` : ''}` : '';
    const passOver = event ? `, or go on behind the event: npm run cli -- projections pass-over ${event.id} --reader ${name} --reason …` : '';
    return [`${name} has stopped${where}: ${reason}.`, `  Once the cause is mended: npm run cli -- projections retry ${name}${passOver}`];
  });
}

/** Where an event stands that a reader stopped at, or passes over: in the log, or in an EventStoreDB. */
export function whereIs({ position, stream, revision }: { position?: string | undefined; stream?: string; revision?: bigint | string }): string {
  if (position !== undefined) return `position ${position}`;
  return stream === undefined ? '' : `revision ${revision} of ${stream}`;
}
