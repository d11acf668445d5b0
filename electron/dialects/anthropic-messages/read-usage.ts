import { UNKNOWN_USAGE } from '../../../shared/domain/unknown-usage.ts'
import type { Usage } from '../../../shared/domain/usage.ts'
import { countOf, fieldsOf, isFields, recordsOf, type Fields } from '../json.ts'

/**
 * Token counts out of the `usage` object of a message (https://docs.claude.com/en/api/messages). `input_tokens` holds
 * neither what was read from the cache nor what was written to it, and `output_tokens` holds the thoughts.
 *
 * The top level leaves out what a compaction of the conversation used, although it is billed: that stands in
 * `iterations` alone and is added (https://platform.claude.com/docs/en/build-with-claude/compaction). What other models
 * used, which their iterations name, is counted apart, since it is billed at their rates.
 */
export function readUsage(raw: unknown): Usage {
  if (!isFields(raw)) return UNKNOWN_USAGE
  const iterations = recordsOf(raw['iterations'])
  const billed = [raw, ...iterations.filter(({ type }) => type === 'compaction')]
  const others = iterations.filter(({ model }) => typeof model === 'string')
  return {
    input: sumOf(billed, (one) => countOf(one['input_tokens'])),
    cache_read: sumOf(billed, (one) => countOf(one['cache_read_input_tokens'])),
    cache_write: sumOf(billed, writtenIn),
    output: sumOf(billed, (one) => countOf(one['output_tokens'])),
    reasoning: reasoningIn(raw),
    ...filled('cache_write_1h', sumOf(billed, hourIn)),
    ...filled('web_searches', countOf(fieldsOf(raw['server_tool_use'])?.['web_search_requests'])),
    ...filled('other_models', sumOf(others, allTokensIn))
  }
}

function writtenIn(one: Fields): number | null {
  const written = countOf(one['cache_creation_input_tokens'])
  if (written !== null) return written
  const parts = fieldsOf(one['cache_creation'])
  const fiveMinutes = countOf(parts?.['ephemeral_5m_input_tokens'])
  const hour = hourIn(one)
  return fiveMinutes === null && hour === null ? null : (fiveMinutes ?? 0) + (hour ?? 0)
}

function hourIn(one: Fields): number | null {
  return countOf(fieldsOf(one['cache_creation'])?.['ephemeral_1h_input_tokens'])
}

/** A part of the output is never more than the whole of it. */
function reasoningIn(raw: Fields): number | null {
  const thoughts = countOf(fieldsOf(raw['output_tokens_details'])?.['thinking_tokens'])
  const output = countOf(raw['output_tokens'])
  return thoughts === null || output === null ? thoughts : Math.min(thoughts, output)
}

function allTokensIn(one: Fields): number {
  const counts = [one['input_tokens'], one['cache_read_input_tokens'], one['output_tokens']].map(countOf)
  return [...counts, writtenIn(one)].reduce<number>((sum, count) => sum + (count ?? 0), 0)
}

/** The counts that were said, added up; null where none was. */
function sumOf(records: readonly Fields[], read: (one: Fields) => number | null): number | null {
  return records.map(read).reduce((sum, count) => (count === null ? sum : (sum ?? 0) + count), null)
}

function filled(
  name: 'cache_write_1h' | 'web_searches' | 'other_models',
  count: number | null
): Partial<Usage> {
  return count === null || count === 0 ? {} : { [name]: count }
}
