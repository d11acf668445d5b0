import { parseDurationMs } from '../../../shared/domain/duration.ts'
import { EXIT, misuse, type Command } from '../command.ts'
import { withControl } from '../with-control.ts'

export const run: Command = async (call) => {
  const { output } = call
  const grace = call.values.get('grace')
  const graceMs = grace === undefined || grace === '0' ? 0 : parseDurationMs(grace)
  if (graceMs === undefined) {
    return misuse(output, `--grace takes a length of time such as 30m, 24h or 7d, not "${grace}".`)
  }
  const made = await withControl(call, (client) =>
    client.tokens.rotate({ name: call.argument, grace_ms: graceMs })
  )
  output.object({ name: made.name, token: made.token, models: made.models, expires: made.expires })
  output.line(made.token)
  const old = graceMs === 0 ? 'The old one stopped working.' : `The old one works for ${grace} more.`
  output.say(`New value of "${made.name}". ${old} Copy the value now: it is not shown again.`)
  return EXIT.done
}
