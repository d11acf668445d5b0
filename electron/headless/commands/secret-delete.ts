import { EXIT, type Command } from '../command.ts'
import { withControl } from '../with-control.ts'

export const run: Command = async (call) => {
  const { output, argument: name } = call
  const users = await withControl(call, async (client) => {
    const secrets = await client.secrets.list()
    await client.secrets.remove({ name })
    return secrets.find((secret) => secret.name === name)?.used_by ?? []
  })
  output.object({ name, deleted: true })
  output.line(`Deleted "${name}".`)
  if (users.length > 0) output.say(`Without it these accounts can't sign in: ${users.join(', ')}.`)
  return EXIT.done
}
