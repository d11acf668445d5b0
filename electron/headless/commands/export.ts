import { EXIT, type Command } from '../command.ts'
import { withControl } from '../with-control.ts'

export const run: Command = async (call) => {
  const { revision, yaml } = await withControl(call, (client) => client.config.export())
  call.output.object({ revision, yaml })
  call.output.line(yaml.trimEnd())
  return EXIT.done
}
