import type { Reporter, SerializedError, TestCase, TestModule } from 'vitest/node';

/** A stranger's clone has no folder of shared papers beside it: only tests that need it may be skipped anywhere. */
const MAY_SKIP = /\[(?:needs|skipped:) \.\.\/shared/;

/** Ends a run with one plain line of figures; under REQUIRE_ALL=1 a skipped test fails the run. */
export class SkipReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const passed = tests.filter((test) => test.result().state === 'passed').length;
    const skipped = tests.filter((test) => test.result().state === 'skipped');
    const refused = process.env.REQUIRE_ALL === '1' ? skipped.filter((test) => !MAY_SKIP.test(test.fullName)) : [];
    const failed = tests.filter((test) => test.result().state === 'failed').length;
    // A file that could not be read, a hook that threw and a stray rejection are failures without a test.
    const broken = modules
      .flatMap((module) => [module, ...module.children.allSuites()])
      .filter((one) => one.errors().length > 0).length;
    for (const test of refused) process.stderr.write(`REQUIRE_ALL=1, and this was skipped: ${placeOf(test)}\n`);
    if (refused.length > 0) process.exitCode = 1;
    const figures = [
      `${passed} passed`,
      `${failed + broken + unhandled.length + refused.length} failed`,
      ...(skipped.length > refused.length ? [`${skipped.length - refused.length} skipped`] : []),
    ];
    process.stdout.write(`\n${figures.join(', ')}\n`);
  }
}

const placeOf = (test: TestCase): string => `${test.module.relativeModuleId} › ${test.fullName}`;

// Vitest takes a reporter given by its path from the default export alone.
// biome-ignore lint/style/noDefaultExport: see above
export default SkipReporter;
