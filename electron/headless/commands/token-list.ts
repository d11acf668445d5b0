import type { TokenState } from '../../../shared/contract/index.ts'
import { EXIT, type Command } from '../command.ts'
import { formatTable } from '../format-table.ts'
import { formatScope, formatTime } from '../format-values.ts'
import type { Output } from '../output.ts'
import { withControl } from '../with-control.ts'

export const run: Command = async (call) => {
  const { output } = call
  const tokens = await withControl(call, (client) => client.tokens.list())
  for (const token of tokens) output.object(token)
  if (tokens.length === 0) {
    output.line('No tokens yet. Make one with: gatehouse token create NAME')
    return EXIT.done
  }
  const columns = ['NAME', 'STATE', 'VALUE', 'MODELS', 'EXPIRES', 'LAST USED'].map((title) => ({ title }))
  const rows = tokens.map((token) => [
    token.name,
    paintState(token, output),
    valueOf(token),
    formatScope(token.models),
    token.expires === null ? 'never' : formatTime(token.expires),
    token.last_used === null ? 'never' : formatTime(token.last_used)
  ])
  for (const line of formatTable(columns, rows)) output.line(line)
  for (const token of tokens) if (token.notice !== null) output.say(`${token.name}: ${token.notice}`)
  return EXIT.done
}

function paintState(token: TokenState, output: Output): string {
  if (token.state === 'active') return output.paint('green', 'active')
  return output.paint('yellow', token.state === 'no-value' ? 'no value' : token.state)
}

function valueOf(token: TokenState): string {
  if (token.value !== null) return token.value
  return token.hint === null ? '-' : `...${token.hint}`
}
