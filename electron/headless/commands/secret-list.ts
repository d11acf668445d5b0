import { EXIT, type Command } from '../command.ts'
import { formatTable } from '../format-table.ts'
import { formatTime } from '../format-values.ts'
import { withControl } from '../with-control.ts'

export const run: Command = async (call) => {
  const { output } = call
  const secrets = await withControl(call, (client) => client.secrets.list())
  for (const secret of secrets) output.object(secret)
  if (secrets.length === 0) {
    output.line('No keys stored yet. Store one with: gatehouse secret set NAME')
    return EXIT.done
  }
  const columns = ['NAME', 'KEPT IN', 'STORED', 'USED BY'].map((title) => ({ title }))
  const rows = secrets.map((secret) => [
    secret.name,
    secret.store,
    formatTime(secret.created),
    secret.used_by.join(', ') || 'no account'
  ])
  for (const line of formatTable(columns, rows)) output.line(line)
  return EXIT.done
}
