import { plantedTree } from './planted-tree.js';

describe('the gate against unused code', () => {
  let output: string;

  beforeAll(async () => {
    const tree = await plantedTree({
      'libs/kernel/src/index.ts': "export { used } from './ids.js';\n",
      'libs/kernel/src/ids.ts': 'export const used = 1;\nexport const planted = 2;\nexport type Planted = string;\n',
      'libs/kernel/src/orphan.ts': 'export const orphan = 1;\n',
      'libs/database/src/index.ts': "import 'pg-types';\nexport { Pool } from 'pg';\n",
      'test/gates/other.spec.ts': "it('is read', () => undefined);\n",
    });
    const run = await tree.run('check:unused');
    await tree.remove();
    expect(run.passed).toBe(false);
    output = run.output;
  });

  const section = (title: string) => new RegExp(`^${title} \\(\\d+\\)\\n((?:(?!^\\w[\\w ]+ \\(\\d+\\)$).*\\n?)*)`, 'm').exec(output)?.[1] ?? '';

  it('names a file that nothing imports', () => {
    expect(section('Unused files')).toContain('libs/kernel/src/orphan.ts');
  });
  it('names an export that nothing imports, and not one that something does', () => {
    expect(section('Unused exports')).toMatch(/planted +libs\/kernel\/src\/ids\.ts/);
    expect(section('Unused exports')).not.toMatch(/^used /m);
  });
  it('names a type that nothing imports', () => {
    expect(section('Unused exported types')).toMatch(/Planted +type +libs\/kernel\/src\/ids\.ts/);
  });
  it('names a dependency that nothing imports, and not one that something does', () => {
    expect(section('Unused dependencies')).toMatch(/^fastify /m);
    expect(section('Unused dependencies')).not.toMatch(/^pg /m);
  });
  it('names an import that no package.json declares', () => {
    expect(section('Unlisted dependencies')).toMatch(/^pg-types /m);
  });
});
