import { existsSync, readdirSync, readFileSync } from 'node:fs';

interface Project {
  readonly type: string;
  readonly root: string;
  readonly sourceRoot: string;
  readonly entryFile: string;
  readonly compilerOptions: { readonly tsConfigPath: string };
}

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

describe('nest-cli.json', () => {
  const { projects } = read('nest-cli.json') as { projects: Readonly<Record<string, Project>> };

  it('knows every application, and nothing that is none', () => {
    expect(Object.keys(projects).sort()).toEqual(readdirSync('apps').sort());
  });

  // The compiler that Nest runs is given this file and nothing else: one for all would build the same application under every name.
  it.each(Object.entries(projects))(
    'builds %s by its own settings, to where its entry is started',
    (name, { type, root, sourceRoot, entryFile, compilerOptions }) => {
      expect({ type, root, sourceRoot, tsConfig: compilerOptions.tsConfigPath }).toEqual({
        type: 'application',
        root: `apps/${name}`,
        sourceRoot: `apps/${name}/src`,
        tsConfig: `apps/${name}/tsconfig.json`,
      });
      expect(existsSync(`${sourceRoot}/${entryFile}.ts`)).toBe(true);
      expect(read(compilerOptions.tsConfigPath)).toMatchObject({ compilerOptions: { rootDir: 'src', outDir: 'dist' } });
    },
  );
});
