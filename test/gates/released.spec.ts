import { readFile } from 'node:fs/promises';
import { plantedTree } from './planted-tree.js';

const RELEASED = `
interface Node { id: ID! }
type Cohort implements Node { id: ID! name: String! places(first: Int): Int! status: Status! old: Int @deprecated(reason: "Ask for places.") }
enum Status { OPEN CLOSED }
input OpenInput { name: String! }
type Query { cohort(input: OpenInput): Cohort! }
`;
const changelog = (notes: string): string =>
  `## 0.2.0 (2027-01-01)\n\n${notes}\n### Features\n\n* something \`Cohort.name\` abc1234\n\n## 0.1.0 (2026-12-01)\n\n### ⚠ BREAKING CHANGES\n\n* \`Cohort.name\` went\n`;

async function checked(present: string, notes = ''): Promise<{ passed: boolean; output: string }> {
  const tree = await plantedTree({ 'apps/api/released.graphql': RELEASED, 'apps/api/schema.graphql': present, 'docs/CHANGELOG.md': changelog(notes) });
  const run = await tree.run('check:released');
  await tree.remove();
  return run;
}
const breaking = (...places: string[]): string => `### ⚠ BREAKING CHANGES\n\n* **api:** ${places.map((place) => `\`${place}\``).join(' and ')} changed\n`;

describe('the gate of what was released', () => {
  it('accepts what adds, and what deprecates', async () => {
    const added = RELEASED.replace('name: String!', 'name: String! @deprecated(reason: "Ask for title.") title: String!').replace(
      'OPEN CLOSED',
      'OPEN CLOSED FULL',
    );
    expect(await checked(added)).toEqual({ passed: true, output: '0 breaking changes since the last release, every one of them noted.\n' });
  });

  it.each([
    ['a field that went', (text: string) => text.replace('name: String! ', ''), 'Cohort.name'],
    ['a field that can be null', (text: string) => text.replace('places(first: Int): Int!', 'places(first: Int): Int'), 'Cohort.places'],
    ['an argument that went', (text: string) => text.replace('places(first: Int): Int!', 'places: Int!'), 'Cohort.places'],
    ['an argument that is required', (text: string) => text.replace('places(first: Int)', 'places(first: Int, of: ID!)'), 'Cohort.places.of'],
    ['a value that went', (text: string) => text.replace('OPEN CLOSED', 'OPEN'), 'Status.CLOSED'],
    ['an input that asks for more', (text: string) => text.replace('{ name: String! }', '{ name: String! by: ID! }'), 'OpenInput.by'],
    ['a type of another kind', (text: string) => text.replace('enum Status { OPEN CLOSED }', 'scalar Status'), 'Status'],
    ['a type that is no node', (text: string) => text.replace(' implements Node', ''), 'Cohort'],
  ])('refuses %s, names it, and accepts it where a note of this release does', async (_what, change, place) => {
    const silent = await checked(change(RELEASED));
    expect(silent.passed).toBe(false);
    expect(silent.output).toContain(`BREAKING CHANGE: \`${place}\` …`);
    expect((await checked(change(RELEASED), breaking('Cohort.nothing'))).passed).toBe(false);
    expect(await checked(change(RELEASED), breaking('Cohort.nothing', place))).toMatchObject({ passed: true });
  });

  it('is one of those that check', async () => {
    const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as { scripts: Record<string, string> };
    expect(scripts['check']).toContain('npm run check:released');
  });
});
