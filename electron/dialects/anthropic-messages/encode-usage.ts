import type { UsageReport } from '../chat.ts'
import { fieldsOf, type Fields } from '../json.ts'

/** The members that the API's schema demands, with what clients get where nothing is known (clients add these up). */
const NOTHING: Fields = {
  input_tokens: 0,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  cache_creation: null,
  output_tokens: 0,
  server_tool_use: null,
  service_tier: null
}

/** Token counts as the API tells them: its own as they came, others' with the cached tokens apart from the input. */
export function encodeUsage(report: UsageReport | undefined): Fields {
  const own = report?.dialect === 'anthropic-messages' ? fieldsOf(report.raw) : undefined
  if (own !== undefined) return own
  if (report === undefined) return NOTHING
  const { tokens } = report
  return {
    ...NOTHING,
    input_tokens: tokens.input ?? 0,
    cache_creation_input_tokens: tokens.cache_write ?? 0,
    cache_read_input_tokens: tokens.cache_read ?? 0,
    output_tokens: tokens.output ?? 0,
    ...(tokens.reasoning === null ? {} : { output_tokens_details: { thinking_tokens: tokens.reasoning } })
  }
}
