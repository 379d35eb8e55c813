import type { DatabaseConfig } from './database.js';
import { DatabaseUnavailable } from './unavailable.js';

const CODES = ['ENOSPC', 'EDQUOT'];
/** As PostgreSQL's programs and Node.js pass on what the system says. */
const WORDS = /no space left on device|disk quota exceeded/i;

function isFull(error: unknown): boolean {
  // Whoever found it out has said of which folder.
  if (!(error instanceof Error) || error instanceof DiskFull) return false;
  if (error instanceof DatabaseUnavailable && error.why === 'full') return true;
  return CODES.includes((error as NodeJS.ErrnoException).code ?? '') || WORDS.test(error.message) || isFull(error.cause);
}

/** A folder of the installation is on a disk without room. */
export class DiskFull extends Error {
  constructor(folder: string, cause: unknown) {
    super(
      `The disk that holds the folder ${folder} is full. Make room on it, or move the folder to a disk that has some and say so (DATA_DIR, KEY_DIR); then try again. What was recorded is kept.`,
      { cause },
    );
    this.name = 'DiskFull';
  }
}

/** Does what writes into a folder. @throws DiskFull, which names that folder, where it has no room; whatever else the work throws */
export async function onDisk<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw isFull(error) ? new DiskFull(folder, error) : error;
  }
}

/** The same for what writes into a database: the folder of an embedded one is known, and of no other. @throws DiskFull; whatever else the work throws */
export const onDiskOf = <T>({ folder }: DatabaseConfig, work: () => Promise<T>): Promise<T> => (folder === undefined ? work() : onDisk(folder, work));
