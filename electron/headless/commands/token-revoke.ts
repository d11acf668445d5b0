import { EXIT, type Command } from '../command.ts'
import { withControl } from '../with-control.ts'

export const run: Command = async (call) => {
  const { name, revoked } = await withControl(call, (client) => client.tokens.revoke({ name: call.argument }))
  call.output.object({ name, revoked })
  call.output.line(`Revoked "${name}". Whatever still uses it is refused from now on.`)
  return EXIT.done
}
