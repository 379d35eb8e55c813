import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who reads the table that has names, or what is in it of one who asks: each as it is at present, whatever moment is asked about. */
const READERS: Readonly<Record<string, RegExp>> = {
  'libs/leader/src/read.ts': /byId\('Leader', LeaderRow, atPresent\)/,
  'libs/leader/src/graphql/leaders.resolver.ts': /atPresent\(moment\)\.from\(LeaderRow\)/,
  'libs/leader/src/graphql/record.resolver.ts': /const read = atPresent\(moment\);\n.*\n.*read\.from\(LeaderRow\)/,
  // What waits is asked of the present alone.
  'libs/data-rights/src/tasks.ts': /from: \(\{ moment, viewer, self \}\) => sql`\s*\$\{moment\.from\(LeaderRow\)\}/,
  // So is what somebody could apply for, of whom it asks for no name.
  'libs/enrolment/src/graphql/next.resolver.ts': /const moment = await reads\.at\(\{\}\);[^]*select from \$\{moment\.from\(LeaderRow\)\}/,
  'libs/leader/src/tasks.ts': /\(\{ moment \}\) => sql`\s*\$\{moment\.from\(LeaderRow\)\}/,
};

/** Whether somebody was on record at a moment is asked of the table as it was then, and nothing but that. */
const WHETHER_ON_RECORD = /select from \$\{then\.from\(LeaderRow\)\} where leader\.id = /g;

describe('names', () => {
  it('are read where they are, and never as they were', () => {
    const sources = ['libs', 'apps']
      .flatMap((root) => readdirSync(root).map((name) => join(root, name, 'src')))
      .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
      .filter((file) => file.endsWith('.ts') && !/\.spec\.ts$|\/testing\//.test(file));
    const readers = sources.filter((file) => /\.from\(LeaderRow\)|byId\([^)]*LeaderRow/.test(readFileSync(file, 'utf8')));
    expect(readers.sort()).toEqual(Object.keys(READERS).sort());
    for (const [file, atPresent] of Object.entries(READERS)) {
      const source = readFileSync(file, 'utf8').replace(WHETHER_ON_RECORD, '');
      expect(source).toMatch(atPresent);
      expect(source.match(/\.from\(LeaderRow\)|byId\([^)]*LeaderRow/g)).toHaveLength(1);
    }
  });
});
