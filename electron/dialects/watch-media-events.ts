import type { StreamWatch, WatchedEvent } from './dialect.ts'
import { parseFields, recordsOf, textOf } from './json.ts'
import { readOpenaiError } from './read-openai-error.ts'
import { watchOpenaiChunks } from './watch-openai-chunks.ts'

/**
 * Events of pictures, transcripts and speech while they are made: `image_generation.partial_image` and `.completed`,
 * `transcript.text.delta` and `.done`, `speech.audio.delta` and `.done`
 * (https://platform.openai.com/docs/api-reference/images-streaming, .../audio/transcript-text-delta-event,
 * .../audio/speech-audio-delta-event). Mistral's are `transcription.text.delta` and `transcription.done`; vLLM sends
 * chunks as of a chat.
 */
export const watchMediaEvents: StreamWatch = {
  read(event): WatchedEvent | null {
    const fields = parseFields(event.data)
    if (fields === undefined) return null
    if (recordsOf(fields['choices']).length > 0) return watchOpenaiChunks.read(event)
    const type = textOf(fields['type']) ?? event.name
    const error = readOpenaiError(type === 'error' ? { error: fields['error'] ?? fields } : fields)
    return {
      output: error === null,
      error,
      // Events without a kind have no last one: each may be it. Of several pictures each has its own last one.
      finish: type === null ? 'unnamed' : /\.(?:done|completed)$/.test(type) ? type : null,
      usage: fields['usage'] ?? undefined,
      done: false
    }
  },
  mergeUsage: (before, after) => after ?? before
}
