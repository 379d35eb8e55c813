import { fileURLToPath } from 'node:url';

// Specs that need an EventStoreDB, which no registry has: the closing line says where they were left out.
const withoutServer = process.env.EVENTSTORE_CONNECTION_STRING ? [] : ['[.]esdb[.]spec[.]ts$'];

/** @type {import('jest').Config} */
export default {
  rootDir: '..',
  testMatch: ['<rootDir>/{libs,apps,test}/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', ...withoutServer],
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/.stryker-tmp/'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1', '^content-disposition$': '<rootDir>/test/support/content-disposition.cjs' },
  globalSetup: '<rootDir>/test/support/postgres.setup.js',
  globalTeardown: '<rootDir>/test/support/postgres.teardown.js',
  // Specifications run in Node itself; what declares types of its own says `@jest-environment node`, and has a world of its own (ADR 39).
  testEnvironment: fileURLToPath(new URL('./native.environment.cjs', import.meta.url)),
  runtime: '<rootDir>/.config/native.runtime.cjs',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2023',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  testSequencer: '<rootDir>/.config/longest-first.sequencer.js',
  reporters: ['default', '<rootDir>/.config/closing-line.reporter.js'],
  // One more than the cores that a small machine has: specifications wait for databases and processes much of their time.
  maxWorkers: 3,
  // Nothing is about how long anything takes: it is for what never ends, on machines of any speed.
  testTimeout: 300_000,
};
