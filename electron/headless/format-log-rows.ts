import { formatUsd } from '../../shared/domain/money.ts'
import type { RequestLogRow } from '../../shared/domain/request-log.ts'
import { formatTable, type Column } from './format-table.ts'
import { formatCount, formatDuration, formatTime } from './format-values.ts'
import type { Output } from './output.ts'

const COLUMNS: readonly Column[] = [
  { title: 'TIME' },
  { title: 'STATUS', align: 'right' },
  { title: 'TOKEN' },
  { title: 'MODEL' },
  { title: 'IN', align: 'right' },
  { title: 'OUT', align: 'right' },
  { title: 'COST', align: 'right' },
  { title: 'FIRST', align: 'right' },
  { title: 'TOTAL', align: 'right' }
]

/** A message cut shorter than this says nothing. */
const SHORTEST_MESSAGE = 24

/** The log as a table, newest first; times are local, `IN` counts cached input too. */
export function formatLogRows(rows: readonly RequestLogRow[], output: Output): readonly string[] {
  if (rows.length === 0) return ['No requests.']
  const [title = '', ...lines] = formatTable(
    COLUMNS,
    rows.map((row) => [
      formatTime(row.time),
      paintStatus(row.status, output),
      row.token ?? '-',
      nameOf(row),
      formatCount(inputOf(row)),
      formatCount(row.usage.output),
      row.cost_nanos === null ? '-' : `${row.cost_estimated ? '~' : ''}${formatUsd(row.cost_nanos)}`,
      row.ttft_ms === null ? '-' : formatDuration(row.ttft_ms),
      formatDuration(row.total_ms)
    ])
  )
  const space = output.columns === null ? Infinity : output.columns - title.length - 2
  return [title, ...lines.map((line, index) => line + messageOf(rows[index], space, output))]
}

/** Why a request failed, behind its figures, cut to the space that the terminal leaves. */
function messageOf(row: RequestLogRow | undefined, space: number, output: Output): string {
  if (row === undefined || row.error === null) return ''
  const message = row.error.message.split('\n', 1)[0] ?? ''
  const room = Math.max(SHORTEST_MESSAGE, space)
  return `  ${output.paint('red', message.length <= room ? message : `${message.slice(0, room - 1)}…`)}`
}

function nameOf(row: RequestLogRow): string {
  if (row.account !== null && row.model !== null) return `${row.account}/${row.model}`
  return row.model_asked ?? row.endpoint
}

function inputOf({ usage }: RequestLogRow): number | null {
  if (usage.input === null) return null
  return usage.input + (usage.cache_read ?? 0) + (usage.cache_write ?? 0)
}

function paintStatus(status: number, output: Output): string {
  const text = String(status)
  if (status < 300) return output.paint('green', text)
  return output.paint(status === 499 ? 'yellow' : 'red', text)
}
