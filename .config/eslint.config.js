import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

const BY_NAME = 'Answer every event by name: `default: return state` lets a new one pass unnoticed.';
const everywhere = [
  { selector: 'SwitchCase[test=null] > ReturnStatement[argument.name=/^_?(state|row)$/]', message: BY_NAME },
  { selector: 'TSEnumDeclaration', message: 'Use a constant list and its union: an enum is not erased, and differs from what is stored.' },
];

/** Whether an answer may be the state as it was. */
const isState = (node, state) =>
  node?.type === 'ConditionalExpression'
    ? isState(node.consequent, state) || isState(node.alternate, state)
    : node?.type === 'Identifier' && node.name === state;

const house = {
  rules: {
    // What a fold ends in, outside a case that names its events: what it answers to those that nobody thought of.
    'every-event-by-name': {
      create: ({ report }) => ({
        'Property[key.name="evolve"] > :function'({ params: [state, event], body }) {
          if (state?.type !== 'Identifier' || !event) return;
          const statements = body.type === 'BlockStatement' ? body.body : [{ type: 'ReturnStatement', argument: body, loc: body.loc }];
          const defaults = statements.flatMap((one) => (one.type === 'SwitchStatement' ? one.cases.filter(({ test }) => !test) : []));
          for (const last of [statements, ...defaults.map(({ consequent }) => consequent)].map((list) => list.at(-1)))
            if (last?.type === 'ReturnStatement' && isState(last.argument, state.name)) report({ loc: last.loc, message: BY_NAME });
        },
      }),
    },
    'reasoned-disable': {
      create: ({ sourceCode, report }) => ({
        Program() {
          for (const comment of sourceCode.getAllComments().filter(({ value }) => /^\s*eslint-disable/.test(value) && !/ -- \S/.test(value)))
            report({ loc: comment.loc, message: 'Say why: `eslint-disable-next-line rule -- reason`.' });
        },
      }),
    },
  },
};

// Rules that find defects; layout belongs to Prettier, imports between packages to dependency-cruiser.
export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', '.data/', 'coverage/', 'reports/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  { plugins: { house }, rules: { 'house/reasoned-disable': 'error', 'house/every-event-by-name': 'error' } },
  {
    files: ['**/*.{js,cjs,mjs}'],
    languageOptions: {
      globals: {
        Buffer: 'readonly',
        URL: 'readonly',
        console: 'readonly',
        exports: 'writable',
        module: 'writable',
        process: 'readonly',
        require: 'readonly',
        __filename: 'readonly',
      },
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      // One program for the whole tree: a program per project takes four times as long.
      parserOptions: { project: 'test/tsconfig.json', tsconfigRootDir: process.cwd(), emitDecoratorMetadata: true, experimentalDecorators: true },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-deprecated': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'all' }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Nest calls a module's empty hooks and classes, and an async method may have nothing to wait for yet keep its contract.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      // What an assertion may leave out today it may need tomorrow; a harmful one is caught by no-unsafe-*.
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      // A position is a bigint and reads the same in a message as anywhere else.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...everywhere],
    },
  },
  {
    // `domain/` decides from what it is given: time, ids and settings arrive in the command.
    files: ['libs/*/src/domain/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-globals': ['error', 'process', 'fetch', 'performance', 'setTimeout', 'setInterval', 'crypto', 'console'],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Time arrives in the command.' },
        { object: 'Math', property: 'random', message: 'Randomness arrives in the command.' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time arrives in the command.' },
        ...everywhere,
      ],
    },
  },
  {
    // The operator's tool speaks through the console; so do the scripts that print a schema or a catalogue.
    files: ['apps/cli/**/*.ts', 'apps/*/src/print-*.ts', 'test/**/*.ts', '.config/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    // Specs read answers as they come, and a test double may be partial.
    files: ['**/*.spec.ts', '**/testing/**/*.ts', 'test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.spec.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CallExpression[callee.object.name=/^(it|describe|test)$/][callee.property.name=/^(skip|only|todo)$/]',
          message: 'A skipped spec proves nothing, and a lone one hides the others.',
        },
        { selector: 'CallExpression[callee.name=/^x(it|describe|test)$/]', message: 'A skipped spec proves nothing.' },
      ],
    },
  },
);
