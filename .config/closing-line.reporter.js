import { relative } from 'node:path';

// What this run could not test, said above the last line.
const untested = process.env.EVENTSTORE_CONNECTION_STRING
  ? ''
  : 'EventStoreDB: not tested, since EVENTSTORE_CONNECTION_STRING names no server (README, "With EventStoreDB")\n';

// The files that took longest, so that whoever adds one sees what it costs.
function longest({ testResults }) {
  const byTime = testResults.map(({ testFilePath, perfStats }) => ({ file: relative(process.cwd(), testFilePath), seconds: perfStats.runtime / 1_000 }));
  const lines = byTime.sort((one, other) => other.seconds - one.seconds).slice(0, 10);
  return ['Longest:', ...lines.map(({ file, seconds }) => `  ${seconds.toFixed(1).padStart(5)} s  ${file}`), ''].join('\n');
}

// The last line of a run, in one form that any CI can read: `N passed, N failed`, `, N skipped` where there are any.
export default class ClosingLine {
  onRunComplete(_contexts, results) {
    // A file that does not even load holds no test that could fail.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const line = `${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`;
    // Jest's own summary and the global tear-down still follow.
    const closing = (results.testResults.length > 10 ? longest(results) : '') + untested + line;
    process.once('exit', () => process.stdout.write(closing));
  }
}
