// `npm run mutants -- programme enrolment` changes what their decisions and folds say, a little at a time, and asks their own specifications whether they
// notice; `-- libs/programme/src/domain/hold-place.ts` changes one file. Without a name, every feature. Fails below what a feature should reach.
import { Stryker } from '@stryker-mutator/core';
import jest from './jest.config.js';

const asked = process.argv.slice(2);
const features = asked.map((name) => /^libs[/](\w[\w-]*)[/]/.exec(name)?.[1] ?? name);
const domains = (features.length > 0 ? [...new Set(features)] : ['*']).map((feature) => `libs/${feature}/src/domain/**/*`);
const named = asked.filter((name) => name.endsWith('.ts'));
// Decisions need neither a database nor an order, and Stryker reports by itself.
const NOT_NEEDED = ['rootDir', 'globalSetup', 'globalTeardown', 'testSequencer', 'reporters'];
const config = Object.fromEntries(Object.entries(jest).filter(([setting]) => !NOT_NEEDED.includes(setting)));

await new Stryker({
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--no-warnings'],
  jest: { projectType: 'custom', enableFindRelatedTests: false, config: { ...config, testMatch: domains.map((domain) => `<rootDir>/${domain}.spec.ts`) } },
  // The words of refusals are said by other specifications; what is set once, when a file is loaded, would run all of them for each change.
  mutate: [...(named.length > 0 ? named : domains.map((domain) => `${domain}.ts`)), '!**/*.spec.ts', '!**/refusals.ts'],
  ignoreStatic: true,
  ignorePatterns: ['**/dist', 'test/*', '!test/support', 'docs', 'docker', '.data', 'coverage', 'reports'],
  coverageAnalysis: 'perTest',
  concurrency: 1,
  // Each change reads the specifications anew, and what was read is never let go of.
  maxTestRunnerReuse: 60,
  // What never ends is noticed by how often it comes by; what is slow on a busy machine has time.
  timeoutMS: 30_000,
  thresholds: { high: 95, low: 90, break: 90 },
  reporters: ['clear-text', 'progress-append-only', 'json'],
  jsonReporter: { fileName: `reports/mutants-${asked.map((name) => name.replaceAll('/', '-')).join('+') || 'all'}.json` },
  clearTextReporter: { logTests: false, reportTests: false },
}).runMutationTest();
