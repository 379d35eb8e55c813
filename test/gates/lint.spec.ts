import { plantedTree } from './planted-tree.js';

const DOMAIN = 'libs/programme/src/domain';

const FOLD = `interface Happened<Type> {
  readonly type: Type;
  readonly data: { readonly n: number };
}
type Evolve = (total: number, event: Happened<'A'> | Happened<'B'>) => number;
export const fold: { initialState: number; evolve: Evolve } = `;

/** One violation each: the rule, the file it is planted in, and that file's text. */
const PLANTED: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['@typescript-eslint/no-floating-promises', 'libs/database/src/floating.ts', 'export function f(work: () => Promise<void>) {\n  work();\n}\n'],
  ['@typescript-eslint/no-misused-promises', 'libs/database/src/misused.ts', 'export const f = (work: Promise<boolean>) => (work ? 1 : 2);\n'],
  ['@typescript-eslint/await-thenable', 'libs/database/src/nothing-to-wait-for.ts', 'export const f = async (n: number) => await n;\n'],
  ['@typescript-eslint/no-explicit-any', 'libs/database/src/any.ts', 'export const f = (x: any): number => Number(x);\n'],
  ['@typescript-eslint/no-unsafe-return', 'libs/database/src/unsafe.ts', 'export const f = (text: string) => JSON.parse(text);\n'],
  ['@typescript-eslint/no-non-null-assertion', 'libs/database/src/non-null.ts', 'export const f = (x?: string): string => x!;\n'],
  [
    '@typescript-eslint/switch-exhaustiveness-check',
    'libs/database/src/not-every-case.ts',
    "export function f(x: 'a' | 'b') {\n  switch (x) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n}\n",
  ],
  ['@typescript-eslint/consistent-type-imports', 'libs/database/src/type-as-value.ts', "import { Pool } from 'pg';\nexport const f = (pool: Pool) => pool;\n"],
  ['@typescript-eslint/only-throw-error', 'libs/database/src/thrown.ts', "export const f = () => {\n  throw 'text';\n};\n"],
  ['@typescript-eslint/no-unused-vars', 'libs/database/src/unused.ts', 'const x = 1;\nexport {};\n'],
  ['eqeqeq', 'libs/database/src/equal.ts', 'export const f = (a: string, b: string) => a == b;\n'],
  ['no-console', 'libs/database/src/print.ts', "console.log('x');\nexport {};\n"],
  ['Unused eslint-disable directive', 'libs/database/src/disabled.ts', '// eslint-disable-next-line no-console\nexport const x = 1;\n'],
  ['house/reasoned-disable', 'libs/database/src/no-reason.ts', "// eslint-disable-next-line no-console\nconsole.log('x');\nexport {};\n"],
  [
    'lets a new one pass unnoticed',
    `${DOMAIN}/swallow.ts`,
    "export function f(state: number, x: 'a' | 'b') {\n  switch (x) {\n    case 'a':\n      return 1;\n    default:\n      return state;\n  }\n}\n",
  ],
  ['lets a new one pass unnoticed', `${DOMAIN}/conditional.ts`, `${FOLD}{ initialState: 0, evolve: (n, event) => (event.type === 'A' ? event.data.n : n) };\n`],
  [
    'lets a new one pass unnoticed',
    `${DOMAIN}/at-the-end.ts`,
    `${FOLD}{\n  initialState: 0,\n  evolve(total, event) {\n    if (event.type === 'A') return event.data.n;\n    return event.type === 'B' ? 1 : total;\n  },\n};\n`,
  ],
  [
    'lets a new one pass unnoticed',
    `${DOMAIN}/conditional-default.ts`,
    `${FOLD}{\n  initialState: 0,\n  evolve(total, event) {\n    switch (event.type) {\n      case 'A':\n        return event.data.n;\n      default:\n        return total > 1 ? 1 : total;\n    }\n  },\n};\n`,
  ],
  ['an enum is not erased', `${DOMAIN}/enum.ts`, "export enum Status {\n  Open = 'OPEN',\n}\n"],
  ['no-restricted-globals', `${DOMAIN}/environment.ts`, 'export const f = () => process.env.X;\n'],
  ['no-restricted-properties', `${DOMAIN}/random.ts`, 'export const f = () => Math.random();\n'],
  ['Time arrives in the command', `${DOMAIN}/clock.ts`, 'export const f = () => new Date();\n'],
  ['A skipped spec proves nothing', 'libs/programme/src/skipped.spec.ts', "it.skip('is skipped', () => {});\n"],
];

/** What a rule may seem to refuse and must not: a class that Nest injects stays a value. */
const CLEAN = {
  // A named case may leave the state as it was.
  'libs/database/src/named-cases.ts': `${FOLD}{\n  initialState: 0,\n  evolve(total, event) {\n    if (total > 9) return total;\n    switch (event.type) {\n      case 'A':\n        return total > 1 ? event.data.n : total;\n      case 'B':\n        return total;\n    }\n  },\n};\n`,
  'libs/database/src/reasoned.ts': "// eslint-disable-next-line no-console -- the process has no logger left\nconsole.log('x');\nexport {};\n",
  'libs/database/src/clock.ts': 'export class Clock {\n  now = () => 1;\n}\n',
  'libs/database/src/injected.ts':
    "import { Injectable } from '@nestjs/common';\nimport { Clock } from './clock.js';\n\n@Injectable()\nexport class Injected {\n  constructor(private readonly clock: Clock) {}\n  f() {\n    return this.clock.now();\n  }\n}\n",
};

describe('the lint rules', () => {
  let output: string;

  beforeAll(async () => {
    const tree = await plantedTree({ ...CLEAN, ...Object.fromEntries(PLANTED.map(([, file, text]) => [file, text])) });
    const run = await tree.run('check:lint');
    await tree.remove();
    expect(run.passed).toBe(false);
    output = run.output;
  });

  const said = (file: string) => output.split('\n\n').find((section) => section.includes(`${file}\n`)) ?? '';

  it.each(PLANTED)('%s: refuses %s', (rule, file) => {
    expect(said(file)).toContain(rule);
  });

  it.each(Object.keys(CLEAN))('let %s pass', (file) => {
    expect(said(file)).toBe('');
  });
});
