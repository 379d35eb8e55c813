// Generates everything that is generated and compares: what is committed must be what the sources give.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

const GENERATED = [
  'apps/api/schema.graphql',
  'docs/event-catalogue.md',
  'docs/access-matrix.md',
  'docs/processing.md',
  'docs/refusals.md',
  'docs/languages.md',
  'test/golden',
];

/** Every generated file with the hash of what it holds. */
function generated() {
  const files = GENERATED.filter(existsSync).flatMap((path) =>
    statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
      : [path],
  );
  return new Map(files.map((file) => [file, createHash('sha256').update(readFileSync(file)).digest('hex')]));
}

const before = generated();
const { status } = spawnSync('npm', ['run', '--silent', 'generate'], { stdio: 'inherit' });
if (status !== 0) process.exit(status ?? 1);
const after = generated();

const drifted = [...new Set([...before.keys(), ...after.keys()])].filter((file) => before.get(file) !== after.get(file)).sort();
if (drifted.length > 0) {
  console.error(
    `Generated files were out of date and have been written again; look at the difference and commit it:\n${drifted.map((file) => `  ${file}`).join('\n')}`,
  );
  process.exit(1);
}
console.log(`${after.size} generated files are up to date.`);
