import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { leafOf } from '@app/event-store';
import { declaredEvents, registeredTypes } from '../../.config/generate/declared-events.js';
import { misfits } from '../../.config/generate/fits.js';
import { codecOf } from '../../.config/generate/sample.js';
import { keptFiles, tampered } from '../../.config/generate/kept.js';
import { MIGRATIONS, migrationSql } from '../../.config/generate/golden-migrations.js';
import { recordedProjections, unraised } from '../../.config/generate/golden-projections.js';
import { readModelTables } from '../../.config/generate/read-model-tables.js';
import { fileOf, readSamples, SAMPLES } from '../../.config/generate/golden-samples.js';

const root = process.cwd();
const [events, registered, samples, migrations] = await Promise.all([declaredEvents(root), registeredTypes(root), readSamples(), migrationSql()]);
const codec = codecOf([...registered.values()].flat());
const declarations = new Map(events.map((event) => [event.type, event]));

describe('the golden samples', () => {
  it('are as they were when they were stored', async () => {
    expect(await tampered(SAMPLES)).toEqual([]);
  });

  it('hold one of every type and version that is or was written', () => {
    const written = events.flatMap(({ type, version }) => Array.from({ length: version }, (_, index) => fileOf(type, index + 1)));
    expect(samples.map(({ file }) => file)).toEqual(written.sort());
  });

  it.each(samples)('$file is still read, as its type describes it now', ({ event: stored }) => {
    const declared = declarations.get(stored.type);
    expect(misfits(codec.decode(stored).data, { kind: 'object', fields: declared?.fields ?? [] })).toEqual([]);
  });

  it.each(samples)('$file still has the leaf that proofs were made of', ({ event: stored }) => {
    expect(Buffer.from(leafOf(stored)).toString('hex')).toBe(Buffer.from(stored.leaf).toString('hex'));
  });
});

describe('the projections', () => {
  it('make of the golden log what they made of it under their version', async () => {
    const recorded = await recordedProjections();
    expect(Object.keys(recorded.tables).sort()).toEqual(readModelTables.map(({ name }) => name).sort());
    expect(unraised(recorded, readModelTables, codec, samples)).toEqual([]);
  });
});

describe('the migrations of durable tables', () => {
  it('are kept as they were when they were new', async () => {
    expect(await tampered(MIGRATIONS)).toEqual([]);
    expect(await keptFiles(MIGRATIONS)).toEqual(migrations.map(({ file }) => file).sort());
  });

  it.each(migrations)('$file is what still runs', async ({ file, sql }) => {
    expect(sql).toBe(await readFile(join(MIGRATIONS, file), 'utf8'));
  });
});
