/** Prints the line that CI reads last: at exit, because Jest's own summary comes after all reporters. */
export default class ClosingLineReporter {
  onRunComplete(_contexts, results) {
    // A suite that could not even start is a failure, and so is a skipped test.
    const skipped = results.numPendingTests + results.numTodoTests;
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites + skipped;
    process.once('exit', () => {
      if (skipped > 0) process.stdout.write(`${skipped} skipped, counted as failed\n`);
      process.stdout.write(`${results.numPassedTests} passed, ${failed} failed\n`);
    });
  }
}
