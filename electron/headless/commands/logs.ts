import type { ControlClient } from '../../../shared/contract/index.ts'
import type { RequestLogRow } from '../../../shared/domain/request-log.ts'
import { EXIT, misuse, type Command } from '../command.ts'
import { formatLogRows } from '../format-log-rows.ts'
import { parseMoment } from '../parse-moment.ts'
import { withControl } from '../with-control.ts'

const DEFAULT_LIMIT = 50
/** What the contract gives at once. */
const PAGE = 1000

export const run: Command = async (call) => {
  const { output, values } = call
  const limitText = values.get('limit')
  const limit = limitText === undefined ? DEFAULT_LIMIT : Number(limitText)
  if (!Number.isSafeInteger(limit) || limit < 1) {
    return misuse(output, `--limit takes a whole number of 1 or more, not "${limitText}".`)
  }
  const sinceText = values.get('since')
  const since = sinceText === undefined ? undefined : parseMoment(sinceText, 'ago')
  if (sinceText !== undefined && since === undefined) {
    return misuse(output, `--since takes 15m, 2h, 7d or an ISO 8601 time, not "${sinceText}".`)
  }
  const shown: RequestLogRow[] = []
  await withControl(call, async (client) => {
    for await (const page of pages(client, limit, since)) {
      if (output.closed) return
      for (const row of page) output.object(row)
      if (!output.json) shown.push(...page)
    }
  })
  for (const line of formatLogRows(shown, output)) output.line(line)
  return EXIT.done
}

async function* pages(
  client: ControlClient,
  limit: number,
  since: Date | undefined
): AsyncGenerator<readonly RequestLogRow[]> {
  const filter = since === undefined ? {} : { since: since.toISOString() }
  let left = limit
  let before: string | undefined
  while (left > 0) {
    const { rows, more } = await client.logs.list({
      filter,
      limit: Math.min(left, PAGE),
      ...(before === undefined ? {} : { before })
    })
    yield rows
    left -= rows.length
    before = rows.at(-1)?.id
    if (!more || before === undefined) return
  }
}
