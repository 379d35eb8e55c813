import { Logger } from 'nestjs-pino';
import type { System } from '../../support/system.js';

/** Every line that the API logs from now on, whatever the level that it is told to log at. */
export function logLines({ api }: System): string[] {
  const lines: string[] = [];
  const logger = api.get(Logger);
  for (const level of ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'] as const)
    logger[level] = (...line: readonly unknown[]) => void lines.push(`${level} ${line.map((part) => JSON.stringify(part)).join(' ')}`);
  return lines;
}
