import type { ServerEvent, StreamWatch, WatchedEvent } from './dialect.ts'
import { fieldsOf, parseFields, recordsOf, type Fields } from './json.ts'
import { readOpenaiError } from './read-openai-error.ts'

const DONE: WatchedEvent = { output: false, error: null, finish: null, usage: undefined, done: true }

/** How a stream of chunks is watched while it passes. Usage comes whole, in one chunk, often the last. */
export const watchOpenaiChunks: StreamWatch = {
  read({ data }: ServerEvent): WatchedEvent | null {
    if (data.trim() === '[DONE]') return DONE
    const chunk = parseFields(data)
    if (chunk === undefined) return null
    const choices = recordsOf(chunk['choices'])
    return {
      output: choices.some(hasOutput),
      error: readOpenaiError(chunk),
      finish: finishOf(choices),
      usage: chunk['usage'] ?? fieldsOf(chunk['x_groq'])?.['usage'] ?? undefined,
      done: false
    }
  },
  mergeUsage: (before, after) => after ?? before
}

function finishOf(choices: readonly Fields[]): string | null {
  for (const { finish_reason: word } of choices) if (typeof word === 'string' && word !== '') return word
  return null
}

/** Fields of a delta that are output; `role` alone is not. */
const OUTPUT_FIELDS = [
  'content',
  'reasoning_content',
  'reasoning',
  'reasoning_details',
  'tool_calls',
  'function_call',
  'refusal',
  'audio',
  'images'
] as const

/** Whether a choice brings text, a thought, a tool call or another part of the reply. */
function hasOutput(choice: Fields): boolean {
  if (isFilled(choice['text'])) return true
  const delta = fieldsOf(choice['delta'])
  return delta !== undefined && OUTPUT_FIELDS.some((field) => isFilled(delta[field]))
}

function isFilled(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false
  return !Array.isArray(value) || value.length > 0
}
