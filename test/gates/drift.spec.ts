import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { misfits } from '../generate/fits.js';
import type { Shape } from '../generate/shape.js';
import { SAMPLES, tamperedSamples } from '../golden/samples.js';
import { plantedTree, ROOT } from './planted-tree.js';

describe('the drift gate', () => {
  /** A tree in which generating writes this and nothing else. */
  async function generating(text: string, committed: string) {
    const { scripts, ...rest } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };
    const generate = `node -e "fs.writeFileSync('docs/event-catalogue.md', '${text}')"`;
    const tree = await plantedTree({ 'docs/event-catalogue.md': committed, 'package.json': JSON.stringify({ ...rest, scripts: { ...scripts, generate } }) });
    const run = await tree.run('check:drift');
    await tree.remove();
    return run;
  }

  it('refuses a generated file that the sources no longer give, and names it', async () => {
    const { passed, output } = await generating('new', 'old');
    expect(passed).toBe(false);
    expect(output).toContain('docs/event-catalogue.md');
  });

  it('accepts what the sources give', async () => {
    expect(await generating('same', 'same')).toMatchObject({ passed: true });
  });

  it('refuses when generating fails', async () => {
    expect(await generating("');process.exit(3)//", 'same')).toMatchObject({ passed: false });
  });
});

describe('the guard over golden samples', () => {
  let folder: string;
  let sample: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tracker-golden-'));
    const files = await readdir(SAMPLES);
    await Promise.all(files.map((name) => copyFile(join(SAMPLES, name), join(folder, name))));
    sample = files.find((name) => name.endsWith('.json')) ?? '';
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('finds nothing in a faithful copy', async () => {
    expect(await tamperedSamples(folder)).toEqual([]);
  });
  it('notices an edited sample', async () => {
    await writeFile(join(folder, sample), (await readFile(join(folder, sample), 'utf8')).replace('administrator', 'auditor'));
    expect(await tamperedSamples(folder)).toEqual([`${sample}: edited`]);
  });
  it('notices a removed sample', async () => {
    await rm(join(folder, sample));
    expect(await tamperedSamples(folder)).toEqual([`${sample}: removed`]);
  });
  it('notices a sample that was added by hand', async () => {
    await copyFile(join(folder, sample), join(folder, 'Planted.1.json'));
    expect(await tamperedSamples(folder)).toEqual(['Planted.1.json: its hash is not on record']);
  });
});

describe('the fit of stored data to its type', () => {
  const field = (name: string, shape: Shape, optional = false) => ({ name, optional, documentation: '', shape });
  const misfitsOf = (...fields: ReturnType<typeof field>[]) => misfits({ leaderId: 'x', basis: 'BANK' }, { kind: 'object', fields });
  const leaderId = field('leaderId', { kind: 'text' });
  const basis = field('basis', { kind: 'one of', values: ['BANK', 'HONORARY'] });

  it('holds for a new optional field', () => {
    expect(misfitsOf(leaderId, basis, field('added', { kind: 'text' }, true))).toEqual([]);
  });
  it.each([
    ['a new required field', [leaderId, basis, field('added', { kind: 'text' })], /^data\.added: is missing/],
    ['a renamed field', [field('personId', { kind: 'text' }, true), basis], /^data\.leaderId: was stored/],
    ['a field of another kind', [field('leaderId', { kind: 'number' }), basis], /^data\.leaderId: is not a number/],
    ['a value no longer allowed', [leaderId, field('basis', { kind: 'one of', values: ['HONORARY'] })], /^data\.basis: is not one of/],
    ['a field that is sealed now', [field('leaderId', { kind: 'sealed', of: { kind: 'text' } }), basis], /^data\.leaderId: is not sealed/],
  ] as const)('breaks with %s', (_, fields, message) => {
    expect(misfitsOf(...fields)).toEqual([expect.stringMatching(message)]);
  });
});
