import { EXIT, misuse, type Command } from '../command.ts'
import { formatScope, formatTime } from '../format-values.ts'
import { parseMoment } from '../parse-moment.ts'
import { withControl } from '../with-control.ts'

export const run: Command = async (call) => {
  const { output, values } = call
  const given = values.get('expires')
  const expires = given === undefined ? undefined : parseMoment(given, 'ahead')
  if (given !== undefined && (expires === undefined || expires.getTime() <= Date.now())) {
    return misuse(output, `--expires takes a time to come: 12h, 30d, 8w or an ISO 8601 time, not "${given}".`)
  }
  const models = values
    .get('models')
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (models?.length === 0)
    return misuse(output, '--models takes names with commas between them: --models a,b')
  const made = await withControl(call, (client) =>
    client.tokens.create({
      name: call.argument,
      ...(models === undefined ? {} : { models: models.includes('*') ? ('*' as const) : models }),
      ...(expires === undefined ? {} : { expires: expires.toISOString() })
    })
  )
  output.object({ name: made.name, token: made.token, models: made.models, expires: made.expires })
  output.line(made.token)
  const until = made.expires === null ? 'until you revoke it' : `until ${formatTime(made.expires)}`
  output.say(
    `Token "${made.name}" for ${formatScope(made.models)}, ${until}. Copy the value now: it is not shown again.`
  )
  return EXIT.done
}
