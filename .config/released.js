// Whether clients of the last release can go on: what of its schema (apps/api/released.graphql) breaks in the present one (apps/api/schema.graphql) has to be named in a note
// of breaking changes in docs/CHANGELOG.md. docs/api.md says how a schema is changed, and when the released one is taken anew.
import { buildSchema, findBreakingChanges } from 'graphql';
import { readFileSync } from 'node:fs';

const [released, present] = ['apps/api/released.graphql', 'apps/api/schema.graphql'].map((file) => buildSchema(readFileSync(file, 'utf8')));

/** What a change is of, as the notes name it: a type, or something of one. */
function placeOf(description) {
  const [, added, of] = /^A required (?:arg|input field|field) (\S+) on (?:input type )?(\S+) was added/.exec(description) ?? [];
  if (added) return `${of}.${added}`;
  const [, value, within] = /^(\S+) was removed from (?:enum|union) type (\S+?)\.?$/.exec(description) ?? [];
  if (value) return `${within}.${value}`;
  return description.split(' ')[0];
}

/** The notes of breaking changes of what is not released yet, or was last: those under the first heading of a version. */
function notes() {
  const [, latest = ''] = readFileSync('docs/CHANGELOG.md', 'utf8').split(/^## /m);
  const [, breaking = ''] = latest.split(/^### .*BREAKING CHANGES$/m);
  return breaking.split(/^### /m)[0] ?? '';
}

const noted = new Set([...notes().matchAll(/`([\w.]+)`/g)].map(([, name]) => name));
const changes = findBreakingChanges(released, present).map(({ description }) => ({ description, place: placeOf(description) }));
const silent = changes.filter(({ place }) => !noted.has(place));
if (silent.length > 0) {
  console.error(
    [
      'Clients of the last release break on what no note of the CHANGELOG names:',
      ...silent.map(({ description }) => `  ${description}`),
      'Add it beside the old and deprecate that (docs/api.md); or, where it has to be, say so in the footer of the commit and run `npm run changelog`:',
      `  BREAKING CHANGE: ${[...new Set(silent.map(({ place }) => `\`${place}\``))].join(', ')} …`,
    ].join('\n'),
  );
  process.exit(1);
}
console.log(`${changes.length} breaking changes since the last release, every one of them noted.`);
