import type { Streams } from '@app/event-store';
import { framework } from '../domain/framework.js';
import type { Successor, SupersedeFrameworkVersion } from '../domain/supersede-framework-version.js';
import { frameworkStream } from '../events.js';

/** Far more than one framework is ever taken over by another: a line that is longer is one that two wrote at the same moment. */
const MOST_IN_LINE = 50;

/** What is known of the version that comes in another's place, and of what comes in its own. */
export async function successor({ input: { by } }: SupersedeFrameworkVersion, streams: Streams): Promise<Successor> {
  const first = await streams.load(frameworkStream(by.frameworkId), framework);
  const line: string[] = [];
  for (let next = first.versions.get(by.version)?.by; next && line.length < MOST_IN_LINE;) {
    line.push(next.versionId);
    const { versions } = await streams.load(frameworkStream(next.frameworkId), framework);
    next = versions.get(next.version)?.by;
  }
  return { framework: first, line };
}
