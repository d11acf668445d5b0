import { isShallow } from '../is-shallow.ts'

/** An error event inside a stream. */
export interface ChunkError {
  readonly code: string | null
  readonly message: string
}

/** The parts of a chunk that Gatehouse reads; everything else passes unread. */
export interface Chunk {
  readonly choices?: unknown
  readonly usage?: unknown
  readonly error?: unknown
  readonly x_groq?: { readonly usage?: unknown } | null
}

export function parseChunk(data: string): Chunk | null {
  try {
    const value: unknown = JSON.parse(data)
    // The edge where a vendor's bytes become a value: only optional members are read, each one checked.
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}

export function records(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : []
}

export function finishReasonOf(chunk: Chunk): string | null {
  for (const choice of records(chunk.choices)) {
    if (typeof choice['finish_reason'] === 'string' && choice['finish_reason'] !== '')
      return choice['finish_reason']
  }
  return null
}

export function errorOf(chunk: Chunk): ChunkError | null {
  const error = chunk.error
  if (typeof error === 'string' && error !== '') return { code: null, message: error }
  if (typeof error !== 'object' || error === null) return null
  const { message, code } = error as { message?: unknown; code?: unknown }
  return {
    code: typeof code === 'string' || typeof code === 'number' ? String(code) : null,
    message: typeof message === 'string' ? message : isShallow(error) ? JSON.stringify(error) : ''
  }
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
  'audio'
] as const

/** Whether a chunk brings text, reasoning, a tool call or another part of the reply. */
export function hasOutput(chunk: Chunk): boolean {
  return records(chunk.choices).some((choice) => {
    if (typeof choice['text'] === 'string' && choice['text'] !== '') return true
    const [delta] = records([choice['delta']])
    return delta !== undefined && OUTPUT_FIELDS.some((field) => isFilled(delta[field]))
  })
}

function isFilled(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false
  return !Array.isArray(value) || value.length > 0
}
