import type { Reporter, TestModule } from 'vitest/node'

/** Says at the end what was skipped and why, and closes with one plain line that any program can read. */
export class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const reasons = new Map<string, number>()
    const counts = { passed: 0, failed: 0, skipped: 0 }
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed' || state === 'failed') counts[state]++
        else {
          counts.skipped++
          const { note } = test.result() as { note?: string }
          const why = `${module.relativeModuleId}: ${note ?? 'its own output above says why'}`
          reasons.set(why, (reasons.get(why) ?? 0) + 1)
        }
      }
      // A file that could not be loaded has no tests, but it is a failure.
      counts.failed += module.errors().length
    }
    for (const [why, count] of reasons) console.log(`did not run (${count}): ${why}`)
    console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
  }
}
