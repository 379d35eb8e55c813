import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase, type TestDatabase } from '@app/database/testing';
import { say } from '@app/localisation';
import { PackInvalid, readPacks } from '@app/reference-data';
import { migrations } from '@app/tracker';
import { storeEnvironment } from '../support/store-environment.js';
import { INTERNALS } from './support/visitor.js';

const HEADER = `pack: our-cohorts
version: 1.0.0
title: { en: Our cohorts }
date: 2026-11-22
sources:
  - { id: plan, title: Plan, url: 'https://example.org/plan' }
inherited: { publisher: Us, version: 1.0.0, source: plan, licence: ours }
`;
const COHORT = `cohorts:
  - code: lftf-12
    programme: leading-for-the-future
    name: Cohort 12
    capacity: 20
    startsOn: 2027-01-11
    endsOn: 2027-10-29
    deliveryLanguage: ENGLISH
`;
const PACK = HEADER + COHORT;
const known = { organisations: [], programmes: ['leading-for-the-future'] };
const withoutCapacity = PACK.replace('    capacity: 20\n', '');
const ofNoProgramme = PACK.replace('leading-for-the-future', 'leading-for-the-past');

describe('a pack that nobody can mean', () => {
  it.each<readonly [what: string, text: string, code: string, names: RegExp]>([
    ['a missing field', withoutCapacity, 'PACK_FIELD_MISSING', /line 9.*lftf-12.*capacity/],
    ['an unknown programme', ofNoProgramme, 'PACK_UNKNOWN_PROGRAMME', /line 9.*lftf-12.*leading-for-the-past/],
    ['a tag that runs code elsewhere', PACK.replace('Cohort 12', '!!js/function "function () {}"'), 'PACK_NOT_YAML', /line 11/],
    ['a second document', `${PACK}---\n${PACK}`, 'PACK_NOT_YAML', /line 16/],
    ['lists within lists', `${HEADER}cohorts: ${'['.repeat(50_000)}`, 'PACK_NOT_YAML', /./],
    ['100 kB of name', PACK.replace('Cohort 12', 'x'.repeat(100_000)), 'PACK_FIELD_WRONG', /name/],
    ['half a character', PACK.replace('Cohort 12', '"\\uD800"'), 'PACK_FIELD_WRONG', /name/],
    ['a null byte', PACK.replace('Cohort 12', 'Cohort \0 12'), 'PACK_FIELD_WRONG', /name/],
    ['places without end', PACK.replace('capacity: 20', 'capacity: 1e400'), 'PACK_FIELD_WRONG', /capacity/],
    ['fewer places than none', PACK.replace('capacity: 20', 'capacity: -20'), 'PACK_FIELD_WRONG', /capacity/],
    ['the year 9999', PACK.replace('2027-10-29', '9999-12-31'), 'PACK_FIELD_WRONG', /endsOn/],
    ['a day that does not exist', PACK.replace('2027-10-29', '2027-11-31'), 'PACK_FIELD_WRONG', /endsOn/],
    ['an address that is a script', PACK.replace('https://example.org/plan', 'javascript:alert(1)'), 'PACK_FIELD_WRONG', /url/],
  ])('is refused for %s, with its place', (_what, text, code, names) => {
    const refusal = refused(text);
    expect(refusal.code).toBe(code);
    const [en, cy] = (['en', 'cy'] as const).map((language) => say(refusal.text, refusal.details, language));
    expect(en).toMatch(names);
    expect(en).toMatch(/^ours\.yaml, line \d+.*\.$/s);
    expect(en).not.toMatch(INTERNALS);
    expect(cy).toMatch(/^ours\.yaml, llinell \d+/);
  });

  function refused(text: string): PackInvalid {
    try {
      readPacks([{ file: 'ours.yaml', text }], known);
    } catch (error) {
      if (error instanceof PackInvalid) return error;
      throw error;
    }
    throw new Error('it was read');
  }
});

describe('the command line', () => {
  let database: TestDatabase;
  let folder: string;
  beforeAll(async () => {
    [database, folder] = await Promise.all([testDatabase(migrations), mkdtemp(join(tmpdir(), 'packs-'))]);
  });
  afterAll(async () => {
    await Promise.all([database.drop(), rm(folder, { recursive: true })]);
  });

  interface Ended {
    readonly code: number;
    readonly out: string;
    readonly error: string;
  }
  const store = storeEnvironment();
  const load = (paths: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    new Promise<Ended>((resolve) => {
      const args = ['--no-warnings', '--import', './test/support/typescript.register.js', 'apps/cli/src/main.ts', 'load', ...paths];
      const { PATH = '' } = process.env;
      const given = { PATH, DATABASE_URL: database.url, DATABASE_OWNER_URL: database.ownerUrl, DATA_DIR: folder, LANG: 'en_GB.UTF-8', ...store, ...env };
      execFile(process.execPath, args, { env: given, timeout: 50_000 }, (error, out, said) => resolve({ code: Number(error?.code ?? 0), out, error: said }));
    });
  const written = async (name: string, text: string): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  };

  it('refuses to load them, says why and where in the terminal’s language, and records nothing', async () => {
    const [missing, unknown, good] = await Promise.all([
      written('missing.yaml', withoutCapacity),
      written('unknown.yaml', ofNoProgramme),
      written('good.yaml', PACK),
    ]);
    const [both, welsh] = await Promise.all([load([missing, good, join(folder, 'nowhere.yaml')]), load([unknown], { LANG: 'cy_GB.UTF-8' })]);
    expect(both).toEqual({ code: 1, out: '', error: expect.stringMatching(/^PACK_UNREADABLE: .*nowhere\.yaml .*ENOENT.*\n$/) });
    expect(welsh).toEqual({
      code: 1,
      out: '',
      error: expect.stringMatching(/^PACK_UNKNOWN_PROGRAMME: .*unknown\.yaml, llinell 9, cohorts\/lftf-12: .*leading-for-the-past.*\n$/),
    });

    // Read well, but refused by who would have to record it: the programme is in the shipped packs, which were not loaded here.
    const [early, incomplete] = await Promise.all([load([good]), load([missing])]);
    expect(early).toMatchObject({ code: 1, error: expect.stringMatching(/^PROGRAMME_NOT_FOUND: .*good\.yaml:9: .*publish the programme first\.$/m) });
    expect(incomplete).toEqual({
      code: 1,
      out: '',
      error: expect.stringMatching(/^PACK_FIELD_MISSING: .*missing\.yaml, line 9, cohorts\/lftf-12: the field capacity .* from 1 to 500\.\n$/),
    });
    for (const { error } of [both, welsh, early, incomplete]) expect(error).not.toMatch(/node_modules|\bat \S+ \(/);

    const { rows } = await database.database.query<{ events: number }>('select count(*)::int as events from es.events');
    expect(rows).toEqual([{ events: 0 }]);
  });

  it('refuses options that make no sense', async () => {
    const [leaders, option] = await Promise.all([load(['--leaders', '-1']), load(['--everything'])]);
    expect(leaders).toEqual({ code: 1, out: '', error: expect.stringMatching(/--leaders.*whole number from 0 to/s) });
    expect(option).toEqual({ code: 1, out: '', error: expect.stringMatching(/unknown option '--everything'/) });
  });
});
