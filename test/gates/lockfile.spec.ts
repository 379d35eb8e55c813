import { readdirSync, readFileSync } from 'node:fs';

interface Locked {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly link?: boolean;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly version?: string;
}

describe.each(['', 'test/bench/'])('the lock file %s', (folder) => {
  const { packages } = JSON.parse(readFileSync(`${folder}package-lock.json`, 'utf8')) as { packages: Record<string, Locked> };
  const installed = Object.entries(packages).filter(([path, { link }]) => path.includes('node_modules/') && !link);

  it('holds the hash of every package, so that a clone installs what was tested', () => {
    expect(installed.filter(([, { integrity }]) => !integrity).map(([path]) => path)).toEqual([]);
  });

  // One that is missing is not noticed where it was written, and `npm ci` refuses the whole file.
  it('knows every workspace, and the native packages of every platform', () => {
    const workspaces = (folder === '' ? ['libs', 'apps'] : []).flatMap((kind) => readdirSync(kind).map((name) => `node_modules/@app/${name}`));
    const native = installed.flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter((name) => !packages[`node_modules/${name}`] && !packages[`${path}/node_modules/${name}`]),
    );
    expect([...workspaces.filter((path) => !packages[path]), ...native]).toEqual([]);
  });

  it('names no registry: where packages come from is the business of whoever installs', () => {
    expect(installed.filter(([, { resolved }]) => resolved).map(([path]) => path)).toEqual([]);
  });

  it('agrees with the package.json', () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readFileSync(`${folder}package.json`, 'utf8')) as Record<
      'dependencies' | 'devDependencies' | 'optionalDependencies',
      Record<string, string>
    >;
    const wanted = { ...dependencies, ...devDependencies, ...optionalDependencies };
    const locked = Object.keys(wanted).map((name) => [name, packages[`node_modules/${name}`]?.version]);
    expect(Object.fromEntries(locked)).toEqual(wanted);
  });
});
