import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Documents, hashOf } from '@app/graphql-kit';

const GOOD = 'query Now {\n  at {\n    position\n  }\n}\n';
const BAD = '{ at { nothing } }';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'documents-'));
  await writeFile(join(folder, 'good.graphql'), GOOD);
  await writeFile(join(folder, 'bad.graphql'), BAD);
});
afterEach(() => rm(folder, { recursive: true }));

function documents(...files: readonly string[]): Promise<{ readonly failed: boolean; readonly out: string; readonly err: string }> {
  const args = ['--no-warnings', '--import', './test/support/typescript.register.js', 'apps/cli/src/main.ts', 'documents', join(folder, 'out.json')];
  return new Promise((resolve) =>
    execFile(process.execPath, [...args, ...files.map((file) => join(folder, file))], (error, out, err) => resolve({ failed: error !== null, out, err })),
  );
}

describe('the command that lists documents', () => {
  it('writes those that the schema answers, to the letter, under their hashes', async () => {
    const { failed, out } = await documents('good.graphql');
    expect([failed, out]).toEqual([false, `${hashOf(GOOD)}  ${join(folder, 'good.graphql')}\n`]);
    const content: unknown = JSON.parse(await readFile(join(folder, 'out.json'), 'utf8'));
    expect(content).toEqual({ [hashOf(GOOD)]: GOOD });
    expect(new Documents(content).of({ query: GOOD })).toBe(GOOD);
  });

  it('writes nothing where it does not answer one, and names it', async () => {
    const { failed, err } = await documents('good.graphql', 'bad.graphql');
    expect(failed).toBe(true);
    expect(err).toContain('bad.graphql: Cannot query field "nothing" on type "Moment".');
    await expect(readFile(join(folder, 'out.json'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
