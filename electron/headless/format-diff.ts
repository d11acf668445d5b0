import type { Change } from '../../shared/contract/index.ts'
import type { Output } from './output.ts'

/** One line a change, marked `+`, `-` or `~`. */
export function formatDiff(changes: readonly Change[], output: Output): readonly string[] {
  return changes.map(({ kind, text }) => {
    if (kind === 'added') return output.paint('green', `+ ${text}`)
    if (kind === 'removed') return output.paint('red', `- ${text}`)
    return output.paint('yellow', `~ ${text}`)
  })
}
