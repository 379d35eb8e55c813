import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openInstallation } from '@app/tracker';
import type { Command } from 'commander';
import { createProgram } from './program.js';

/** A command with all below it, each by its whole name. */
function everyCommand(command: Command, above = ''): (readonly [name: string, command: Command])[] {
  const name = `${above} ${command.name()}`.trim();
  return [[name, command], ...command.commands.flatMap((one) => everyCommand(one, name))];
}

describe('the operator’s tool', () => {
  it.each(everyCommand(createProgram()))('explains %s', (_name, command) => {
    let said = '';
    command.configureOutput({ writeOut: (text) => (said += text) }).outputHelp();
    expect(said).toContain(command.description().split(' ')[0]);
    expect(said).toContain('--help');
  });

  const help = (): string => {
    let said = '';
    createProgram()
      .configureOutput({ writeOut: (text) => (said += text) })
      .outputHelp();
    return said;
  };

  it('tells of every variable of the environment that is read, and of no other', async () => {
    const files = (await Promise.all(['apps', 'libs'].map((folder) => readdir(folder, { recursive: true, withFileTypes: true })))).flat();
    const read = new Set<string>();
    for (const { name, parentPath } of files) {
      if (!/(?<!\.spec)\.ts$/.test(name) || !/\/src(\/|$)/.test(parentPath) || parentPath.includes('node_modules')) continue;
      for (const [, variable = ''] of (await readFile(join(parentPath, name), 'utf8')).matchAll(/\benv(?:\[|, )'([A-Z][A-Z_]{3,})'/g)) read.add(variable);
    }
    const environment = help().replace(/^[^]*Environment:|Examples:[^]*$/g, '');
    const told = [...environment.matchAll(/\b[A-Z]+_(?:[A-Z_]*…|[A-Z_]+)|^ +[A-Z]{4,}(?= )/gm)].map(([name]) => name.trim());
    const families = told.filter((name) => name.endsWith('…')).map((name) => name.slice(0, -1));
    expect(read.size).toBeGreaterThan(20);
    expect([...read].filter((name) => !told.includes(name) && !families.some((family) => name.startsWith(family)))).toEqual([]);
    expect(told.filter((name) => !name.endsWith('…') && !read.has(name))).toEqual([]);
  });

  const DATABASE_URL = 'postgresql://tracker_app@127.0.0.1:1/tracker';
  it.each([
    ['DATABASE_URL', {}],
    ['DATABASE_OWNER_URL', { DATABASE_URL }],
    ['MASTER_KEY', { DATABASE_URL, DATABASE_OWNER_URL: DATABASE_URL }],
  ])('says that %s is required in production, as it is', async (name, env) => {
    await expect(openInstallation({ ...env, NODE_ENV: 'production' }, { share: true })).rejects.toThrow(`${name} is not set`);
    expect(help()).toMatch(new RegExp(`^ +${name} .*required in production`, 'm'));
  });
});
