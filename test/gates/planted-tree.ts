import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Where jest runs, and every gate. */
export const ROOT = process.cwd();

const SETTINGS = ['package.json', 'tsconfig.json', '.prettierrc.json', '.prettierignore', '.config', 'test/tsconfig.json'];

export interface PlantedTree {
  readonly folder: string;
  /** Runs a script of the package.json, as it stands, in this tree. */
  run(script: string): Promise<{ passed: boolean; output: string }>;
  remove(): Promise<void>;
}

/**
 * A workspace of the same layout with the same settings, package.jsons and installed packages, holding these files and
 * nothing else: a gate runs in it as it runs here, and what it says is about what was planted.
 * @param files text by path
 */
export async function plantedTree(files: Readonly<Record<string, string>>): Promise<PlantedTree> {
  const folder = await mkdtemp(join(tmpdir(), 'tracker-gate-'));
  const packages = (await Promise.all(['libs', 'apps'].map(async (kind) => (await readdir(join(ROOT, kind))).map((name) => join(kind, name))))).flat();
  await mkdir(join(folder, 'node_modules', '@app'), { recursive: true });
  await Promise.all([
    // Of the folder of settings the settings alone: what generates reads the sources, and here are none.
    ...SETTINGS.map((path) => cp(join(ROOT, path), join(folder, path), { recursive: true, filter: (from) => !/[.]config.(generate|words)/.test(from) })),
    ...packages.flatMap((path) => ['package.json', 'tsconfig.json'].map((name) => cp(join(ROOT, path, name), join(folder, path, name)))),
    ...packages.map((path) => symlink(join(folder, path), join(folder, 'node_modules', '@app', path.replace(/^\w+\//, '')))),
    ...(await readdir(join(ROOT, 'node_modules')))
      .filter((name) => name !== '@app')
      .map((name) => symlink(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name))),
  ]);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return {
    folder,
    run: (script) =>
      new Promise((resolve) => {
        const env = { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1', FORCE_COLOR: undefined };
        execFile('npm', ['run', '--silent', script], { cwd: folder, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
          resolve({ passed: error === null, output: `${stdout}${stderr}` });
        });
      }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
