import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventTypes } from '@app/event-store';
import type { Event } from '@app/kernel';
import { projection } from '@app/read-model';
import { misfits } from '../../.config/generate/fits.js';
import { codecOf, sampleOf } from '../../.config/generate/sample.js';
import type { Shape } from '../../.config/generate/shape.js';
import { keep, tampered } from '../../.config/generate/kept.js';
import { recordedProjections, recordProjections, unraised } from '../../.config/generate/golden-projections.js';
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

describe('the guard over what projections make of the golden log', () => {
  type Shelved = Event<'Shelved', { bookId: string; title: string }>;
  type Lent = Event<'Lent', { bookId: string }>;
  class BookRow {
    id: string;
    title: string;
    lent: number;
  }
  const table = (version: number, lending: number | null) => ({
    name: 'book',
    projection: projection<Shelved | Lent, BookRow>(BookRow, {
      version,
      key: ({ data }) => data.bookId,
      on: {
        Shelved: (row, { data }) => ({ id: data.bookId, title: data.title, lent: row?.lent ?? 0 }),
        Lent: lending === null ? null : (row) => row && { ...row, lent: row.lent + lending },
      },
    }),
  });
  const codec = codecOf([eventTypes<Shelved | Lent>({ Shelved: 1, Lent: 1 })]);
  const sample = async (type: string, ...fields: string[]) => {
    const shape = { kind: 'text' } as const;
    const declared = { feature: '', type, version: 1, documentation: '', fields: fields.map((name) => ({ name, optional: false, documentation: '', shape })) };
    return { file: `${type}.1.json`, event: await sampleOf(declared, codec) };
  };
  const samples = () => Promise.all([sample('Shelved', 'bookId', 'title'), sample('Lent', 'bookId')]);
  const wrong = async (version: number, lending: number | null) => unraised(await recordedProjections(file), [table(version, lending)], codec, await samples());
  const OTHER_ROWS = (version: number) => [`book: the golden log gives it other rows, so its version must be higher than ${version}`];
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tracker-golden-'));
    file = join(folder, 'projections.json');
    await recordProjections([table(1, 1)], codec, file, await samples());
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('finds nothing where the rows are the same', async () => {
    expect(await wrong(1, 1)).toEqual([]);
  });
  it.each<readonly [what: string, lending: number | null]>([
    ['a projection that folds otherwise', 2],
    ['one that answers an event no more', null],
  ])('refuses %s under the same version, and writes nothing down', async (_what, lending) => {
    expect(await wrong(1, lending)).toEqual(OTHER_ROWS(1));
    await expect(recordProjections([table(1, lending)], codec, file, await samples())).rejects.toThrow(OTHER_ROWS(1)[0]);
    expect(await wrong(1, 1)).toEqual([]);
  });
  it('takes it under a higher one, and refuses to go back', async () => {
    expect(await wrong(2, 2)).toEqual([]);
    await recordProjections([table(2, 2)], codec, file, await samples());
    expect(await wrong(1, 1)).toEqual(OTHER_ROWS(2));
  });
  it('asks for none where a new event comes to the log', async () => {
    await rm(file);
    await recordProjections([table(1, null)], codec, file, (await samples()).slice(0, 1));
    expect(await wrong(1, 1)).toEqual([]);
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
