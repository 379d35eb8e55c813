import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './planted-tree.js';

const EVENTS = `import { unreachable, type Event, type Fold } from '@app/kernel';
type Opened = Event<'Opened', { id: string }>;
type Closed = Event<'Closed', { id: string }>;
`;

/** What must not compile, and what the compiler says to it. */
const PLANTED: readonly (readonly [what: string, text: string, says: RegExp])[] = [
  [
    'a refusal without its Welsh text',
    "import { refusals } from '@app/kernel';\nexport const refuse = refusals({ PLACE_TAKEN: { en: 'The place is taken.' } });\n",
    /'cy' is missing/,
  ],
  [
    'a refusal that nobody declared',
    "import { refusals } from '@app/kernel';\nexport const refusal = refusals({ PLACE_TAKEN: { en: 'a', cy: 'b' } })('PLACE_GONE');\n",
    /"PLACE_GONE"/,
  ],
  [
    'an event that a fold forgets',
    `${EVENTS}export const fold: Fold<number, Opened | Closed> = {
  initialState: 0,
  evolve(state, event) {
    switch (event.type) {
      case 'Opened':
        return state + 1;
      default:
        return unreachable(event);
    }
  },
};
`,
    /not assignable to parameter of type 'never'/,
  ],
  [
    'an event without a registered version',
    `${EVENTS}import { eventTypes } from '@app/event-store';\nexport const types = eventTypes<Opened | Closed>({ Opened: 1 });\nexport const used: Fold<number, never> | undefined = undefined;\nexport const end = unreachable;\n`,
    /'Closed' is missing/,
  ],
  ['a position as a number', "import type { Position } from '@app/kernel';\nexport const head: Position = 1;\n", /not assignable to type 'bigint'/],
];

const CLEAN = `${EVENTS}export const fold: Fold<number, Opened | Closed> = {
  initialState: 0,
  evolve(state, event) {
    switch (event.type) {
      case 'Opened':
        return state + 1;
      case 'Closed':
        return state - 1;
      default:
        return unreachable(event);
    }
  },
};
`;

describe('the compiler', () => {
  const planted = new Map([...PLANTED.map(([, text]) => text), CLEAN].map((text, index) => [join(ROOT, `test/gates/planted-${index}.ts`), text]));
  let says: string[];

  beforeAll(() => {
    // The settings of `npm run check:types`, so that a rule loosened there is noticed here.
    const { config } = ts.readConfigFile(join(ROOT, 'test/tsconfig.json'), (path) => ts.sys.readFile(path)) as { config: object };
    const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, join(ROOT, 'test'));
    const host = ts.createCompilerHost(options);
    const { getSourceFile, fileExists, readFile } = host;
    host.fileExists = (path) => planted.has(path) || fileExists(path);
    host.readFile = (path) => planted.get(path) ?? readFile(path);
    host.getSourceFile = (path, languageVersion, ...rest) => {
      const text = planted.get(path);
      return text === undefined ? getSourceFile(path, languageVersion, ...rest) : ts.createSourceFile(path, text, languageVersion);
    };
    const program = ts.createProgram([...planted.keys()], options, host);
    says = [...planted.keys()].map((path) =>
      program
        .getSemanticDiagnostics(program.getSourceFile(path))
        .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '))
        .join('\n'),
    );
  });

  it.each(PLANTED.map(([what, , expected], index) => ({ what, expected, index })))('refuses $what', ({ expected, index }) => {
    expect(says[index]).toMatch(expected);
  });

  it('accepts a fold that answers every event', () => {
    expect(says.at(-1)).toBe('');
  });
});
