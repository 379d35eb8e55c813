import { Logger } from 'nestjs-pino';
import type { System } from '../../support/system.js';

/** The line of every request from now on, and whatever is not well, as the API logs it, whatever the level that it is told to log at. */
export function logLines({ api }: System): string[] {
  const lines: string[] = [];
  const logger = api.get(Logger);
  for (const level of ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'] as const)
    logger[level] = (...line: readonly unknown[]) => {
      // A projector in the same process tells how far it is.
      if (line.includes('request') || !['log', 'debug', 'verbose'].includes(level))
        lines.push(`${level} ${line.map((part) => JSON.stringify(part)).join(' ')}`);
    };
  return lines;
}
