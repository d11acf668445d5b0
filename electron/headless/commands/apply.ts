import { EXIT, type Command } from '../command.ts'
import { formatDiff } from '../format-diff.ts'
import { plural } from '../format-values.ts'
import { printMadeTokens } from '../print-made-tokens.ts'
import { readConfigFile } from '../read-config-file.ts'
import { withControl } from '../with-control.ts'

export const run: Command = async (call) => {
  const { output, switches } = call
  const text = await readConfigFile(call.values.get('file') ?? '')
  const dryRun = switches.has('dry-run')
  const { revision, changed, diff, tokens, notices } = await withControl(call, (client) =>
    client.config.apply({ text, dry_run: dryRun, prune: switches.has('prune'), by: 'apply' })
  )
  output.object({ revision, changed, diff, tokens })
  for (const notice of notices) output.sayOnce(notice)
  if (!changed) {
    output.line(`Nothing changes: revision ${revision} is the same already.`)
    return EXIT.done
  }
  if (switches.has('show-diff')) for (const line of formatDiff(diff, output)) output.line(line)
  const count = plural(diff.length, 'change')
  output.line(
    dryRun ? `Would make ${count}. Nothing was written.` : `Applied ${count}, as revision ${revision}.`
  )
  printMadeTokens(tokens, output)
  return EXIT.done
}
