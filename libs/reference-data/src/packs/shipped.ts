import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Pack } from './pack.js';
import { readPackFiles } from './read-packs.js';

// The same two levels up from the sources as from what is built of them.
const folder = fileURLToPath(new URL('../../packs/', import.meta.url));

/** The packs that come with the product: the programmes, and the bodies of each nation. */
export async function shippedPacks(): Promise<readonly Pack[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.yaml')).sort();
  return readPackFiles(files.map((file) => folder + file));
}
