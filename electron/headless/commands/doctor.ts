import type { DoctorCheck } from '../../../shared/contract/index.ts'
import { EXIT, type Command } from '../command.ts'
import { plural } from '../format-values.ts'
import type { Output } from '../output.ts'
import { withControl } from '../with-control.ts'

export const run: Command = async (call) => {
  const { output } = call
  const checks = await withControl(call, (client) => client.system.doctor())
  for (const check of checks) {
    output.object(check)
    output.line(`${mark(check.state, output)} ${output.paint('bold', check.title)}`)
    for (const line of check.text.split('\n')) output.line(`  ${line}`)
  }
  const failed = checks.filter((check) => check.state === 'failed').length
  const warnings = checks.filter((check) => check.state === 'warning').length
  output.line()
  output.line(summary(checks.length, failed, warnings))
  return failed > 0 ? EXIT.failed : EXIT.done
}

function mark(state: DoctorCheck['state'], output: Output): string {
  if (state === 'ok') return output.paint('green', '✓')
  return state === 'warning' ? output.paint('yellow', '!') : output.paint('red', '✗')
}

function summary(checks: number, failed: number, warnings: number): string {
  if (failed === 0 && warnings === 0) return `All ${plural(checks, 'check')} passed.`
  return `${plural(checks, 'check')}: ${failed} failed, ${plural(warnings, 'warning')}.`
}
