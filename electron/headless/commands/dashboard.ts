import { GatehouseError } from '../../../shared/errors.ts'
import { EXIT, type Command } from '../command.ts'
import { connectOwner } from '../connect.ts'

export const run: Command = async (call) => {
  const owner = await connectOwner(call.dataDir)
  if (owner === null) {
    throw new GatehouseError(
      'not_found',
      `Gatehouse is not running on ${call.dataDir}. Start it with: gatehouse serve`
    )
  }
  const { url } = await owner.client.system.login_link()
  if (url === null) {
    throw new GatehouseError(
      'not_found',
      'Gatehouse runs with a window of its own: open it from its tray icon.'
    )
  }
  call.output.object({ url })
  call.output.line(url)
  call.output.say('It signs in whoever opens it first, and works for 24 hours.')
  return EXIT.done
}
