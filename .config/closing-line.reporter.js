// What this run could not test, said above the last line.
const untested = process.env.EVENTSTORE_CONNECTION_STRING
  ? ''
  : 'EventStoreDB: not tested, since EVENTSTORE_CONNECTION_STRING names no server (README, "With EventStoreDB")\n';

// The last line of a run, in one form that any CI can read: `N passed, N failed`, `, N skipped` where there are any.
export default class ClosingLine {
  onRunComplete(_contexts, results) {
    // A file that does not even load holds no test that could fail.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const line = `${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`;
    // Jest's own summary and the global tear-down still follow.
    process.once('exit', () => process.stdout.write(untested + line));
  }
}
