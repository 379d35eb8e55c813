import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { schemaOfClasses } from './schema.js';

await writeFile(fileURLToPath(new URL('../schema.graphql', import.meta.url)), `${await schemaOfClasses()}\n`);
