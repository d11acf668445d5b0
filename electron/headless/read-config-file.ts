import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { GatehouseError } from '../../shared/errors.ts'

/** The text of a configuration file; `-` is standard input. */
export async function readConfigFile(path: string): Promise<string> {
  try {
    return path === '-' ? await text(process.stdin) : readFileSync(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    const reason =
      code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : String(error)
    throw new GatehouseError('not_found', `${path} can't be read: ${reason}.`, { cause: error })
  }
}
