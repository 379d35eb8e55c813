// Writes what follows from what is stored: the catalogue of events, the access matrix, what is refused, the record of processing, a golden sample of each version that has none,
// what the projections make of them, and the SQL of each new migration.
// It stands with whatever else npm runs here: it is compiled by nothing that ships, and specifications read what is stored by the same description of the types.
import { writeFile } from 'node:fs/promises';
import { keep, keptFiles } from './kept.js';
import { MIGRATIONS, migrationSql } from './golden-migrations.js';
import { recordProjections } from './golden-projections.js';
import { readModelTables } from './read-model-tables.js';
import { addSample, fileOf, readSamples } from './golden-samples.js';
import { accessMatrix } from './access-matrix.js';
import { declaredEvents, registeredTypes } from './declared-events.js';
import { eventCatalogue } from './event-catalogue.js';
import { refusalsPage } from './refusals.js';
import { processing } from './processing.js';
import { codecOf, sampleOf } from './sample.js';

const root = process.cwd();
const events = await declaredEvents(root);
await writeFile('docs/event-catalogue.md', eventCatalogue(events));
await writeFile('docs/access-matrix.md', accessMatrix());
await writeFile('docs/processing.md', processing(events));
await writeFile('docs/refusals.md', refusalsPage(root));

const codec = codecOf([...(await registeredTypes(root)).values()].flat());
const existing = (await readSamples()).map(({ file }) => file);
const missing = events.filter(({ type, version }) => !existing.includes(fileOf(type, version)));
for (const event of missing) await addSample(await sampleOf(event, codec));

await recordProjections(readModelTables, codec);

const kept = await keptFiles(MIGRATIONS);
const unkept = (await migrationSql()).filter(({ file }) => !kept.includes(file));
for (const { file, sql } of unkept) await keep(MIGRATIONS, file, sql);

console.log(`${events.length} events catalogued, ${missing.length} golden samples and ${unkept.length} migrations added.`);
