import type { ControlClient } from '../../shared/contract/index.ts'
import type { CommandCall } from './command.ts'
import { connectControl } from './connect.ts'

/** Connects a command to the control surface for as long as `work` takes. */
export async function withControl<T>(
  call: CommandCall,
  work: (client: ControlClient) => Promise<T>
): Promise<T> {
  const connection = await connectControl({
    dataDir: call.dataDir,
    notice: (line) => call.output.sayOnce(line)
  })
  try {
    return await work(connection.client)
  } finally {
    await connection.close()
  }
}
