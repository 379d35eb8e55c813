import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Who reads without restriction, and why that shows nobody anything that they may not see. */
const READERS: Readonly<Record<string, string>> = {
  'libs/read-model/src/read/snapshot.ts': 'is where it is defined',
  'libs/identity/src/access/access.ts': 'decides whether a command reaches its target',
  'libs/identity/src/access/sights.ts': 'tells a person who may see them, by the conditions that restrict every read',
  'libs/account/src/delegations/standing-delegations.ts': 'finds a delegation like the one that is to be granted, whose id alone is told, to who may grant it',
  'libs/account/src/read.ts': 'says who acts in whose name today, to whom that concerns',
  'libs/data-rights/src/graphql/who-may-see.resolver.ts': 'has the ids of all organisations, to find those by which a person is seen',
  'libs/data-rights/src/read-audit/shown-reads.ts': 'puts reads that wait beside those that are recorded; whoever is shown them is restricted as for these',
  'libs/data-rights/src/subject-access/holdings.ts': 'reads what is about one person, for that person',
  'libs/data-rights/src/subject-access/thing-names.ts': 'names programmes, cohorts, sessions and organisations, which are no people',
  'libs/enrolment/src/feature.ts': 'names an enrolment by its cohort, which is no person',
  'libs/enrolment/src/read.ts': 'says how people and posts are reached by enrolments, and which of these ended when, for whoever runs the installation',
  'libs/enrolment/src/tasks.ts': 'finds sessions of whom nothing is recorded, for who may record it of one who took part; whose it is, it does not tell',
  'libs/equality/src/figures/counting.ts': 'counts everybody, for figures that are masked, or whose reading is on record',
  'libs/leader/src/read.ts': 'says who is employed where and until when, who reports to whom, and which records are of one person, or were taken for one',
  'libs/reason/src/read.ts': 'names reasons, which whoever has a role sees',
  'libs/organisation/src/graphql/organisation-mutations.resolver.ts': 'finds the id of a code, which is no secret, for who may register organisations',
  'libs/organisation/src/read.ts': 'expands a scope to what is accountable to it',
  'libs/programme/src/graphql/programme-mutations.resolver.ts': 'finds the id of a code, which is no secret, for who may publish programmes',
  'libs/programme/src/read.ts': 'says who leads what, and who sits on which panel',
};

describe('reading without restriction', () => {
  it('is for those who are listed, and nobody else', () => {
    const sources = ['libs', 'apps']
      .flatMap((root) => readdirSync(root).map((name) => join(root, name, 'src')))
      .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
      .filter((file) => file.endsWith('.ts') && !/\.spec\.ts$|\/testing\//.test(file));
    const readers = sources.filter((file) => /\.everyone\(|^ {2}everyone\(/m.test(readFileSync(file, 'utf8')));
    expect(readers.sort()).toEqual(Object.keys(READERS).sort());
  });
});
