import { plantedTree, type PlantedTree } from './planted-tree.js';

describe('the format gate', () => {
  let tree: PlantedTree;
  afterEach(() => tree.remove());

  it('refuses a file that Prettier would write otherwise, and names it', async () => {
    tree = await plantedTree({ 'libs/kernel/src/index.ts': 'export const x = "double quotes"\n' });
    const { passed, output } = await tree.run('check:format');
    expect(passed).toBe(false);
    expect(output).toContain('libs/kernel/src/index.ts');
  });

  it('leaves generated files alone', async () => {
    tree = await plantedTree({
      'docs/event-catalogue.md': '*  generated\n',
      'test/golden/samples/X.1.json': '{ }\n',
      'apps/api/schema.graphql': 'type A{b:ID}\n',
    });
    const { output } = await tree.run('check:format');
    expect(output).not.toMatch(/event-catalogue|golden|schema\.graphql/);
  });
});
