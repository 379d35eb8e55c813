import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { misfits } from '../generate/fits.js';
import type { Shape } from '../generate/shape.js';
import { keep, tampered } from '../golden/kept.js';
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

describe('the guard over what is kept for ever', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tracker-golden-'));
    await keep(folder, 'PlaceOffered.1.json', '{ "respondBy": "2026-03-02" }\n');
    await keep(folder, 'OfferAccepted.1.json', '{}\n');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('finds nothing where nothing was touched', async () => {
    expect(await tampered(folder)).toEqual([]);
  });
  it('notices an edited sample', async () => {
    await writeFile(join(folder, 'PlaceOffered.1.json'), '{ "answerBy": "2026-03-02" }\n');
    expect(await tampered(folder)).toEqual(['PlaceOffered.1.json: edited']);
  });
  it('notices a removed sample', async () => {
    await rm(join(folder, 'OfferAccepted.1.json'));
    expect(await tampered(folder)).toEqual(['OfferAccepted.1.json: removed']);
  });
  it('notices a sample that was added by hand', async () => {
    await writeFile(join(folder, 'Planted.1.json'), '{}\n');
    expect(await tampered(folder)).toEqual(['Planted.1.json: its hash is not on record']);
  });
  it('never writes over one', async () => {
    await expect(keep(folder, 'OfferAccepted.1.json', '{ "other": 1 }\n')).rejects.toMatchObject({ code: 'EEXIST' });
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
