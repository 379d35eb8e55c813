import { existsSync, readFileSync } from 'node:fs';

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/** A snippet's parts, between what it leaves out. */
const parts = (snippet: string) => snippet.split('// …').map(oneLine);

describe.each([
  ['adding-a-command', 8],
  ['adding-a-feature', 5],
])('the walk through %s', (name, atLeast) => {
  const guide = readFileSync(`docs/${name}.md`, 'utf8');
  const snippets = [...guide.matchAll(/^`([^`\n]+)`\n\n```ts\n(.*?)```$/gms)].map(([, file = '', snippet = '']) => ({ file, parts: parts(snippet) }));
  const mentioned = [...guide.matchAll(/`((?:libs|apps|test|docs)\/[\w./-]+)`/g)].map(([, path = '']) => path);

  it('shows code from end to end', () => {
    expect(snippets.length).toBe(guide.match(/^```ts$/gm)?.length);
    expect(snippets.length).toBeGreaterThan(atLeast);
  });

  it.each(snippets)('shows $file as it is', ({ file, parts }) => {
    const text = oneLine(readFileSync(file, 'utf8'));
    expect(parts.filter((part) => !text.includes(part))).toEqual([]);
  });

  it.each([...new Set(mentioned)])('names %s, which exists', (path) => {
    expect(existsSync(path)).toBe(true);
  });
});

describe('a command, by the guide', () => {
  const guide = readFileSync('docs/adding-a-command.md', 'utf8');
  const listed = (line: RegExp) => [...guide.matchAll(line)].map(([, file = '']) => file);
  const byHand = listed(/^\d+\. `([^`]+)`:/gm);

  it('takes at most ten files by hand', () => {
    expect(byHand.length).toBeGreaterThan(0);
    expect(byHand.length).toBeLessThanOrEqual(10);
    expect(new Set(byHand).size).toBe(byHand.length);
  });

  it('shows code of those, and of what is not always needed, and of no other', () => {
    const known = [...byHand, ...listed(/^- `([^`]+)`:/gm)];
    expect(listed(/^`([^`\n]+)`\n\n```ts$/gm).filter((file) => !known.includes(file))).toEqual([]);
  });
});
