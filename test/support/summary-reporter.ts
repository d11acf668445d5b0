import type { Reporter, TestModule } from 'vitest/node'

/** Says at the end what was skipped and why, and closes with one plain line that any program can read. */
export class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0 }
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed' || state === 'failed') counts[state]++
        else counts.skipped++
      }
      // A file that could not be loaded has no tests, but it is a failure.
      counts.failed += module.errors().length
    }
    console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
  }
}
