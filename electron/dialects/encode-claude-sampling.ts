import type { ChatRequest } from './chat.ts'
import type { Fields } from './json.ts'
import type { Note } from './note.ts'
import type { ModelRules } from './claude-rules.ts'

/** `temperature`, `top_p` and `top_k` of a chat of another dialect, as far as the model takes them. */
export function encodeSampling(chat: ChatRequest, rules: ModelRules, thinks: boolean, note: Note): Fields {
  const { temperature, topP, topK } = chat
  if (!rules.sampling) {
    noteAll({ temperature, top_p: topP, top_k: topK }, 'this model takes no sampling parameters', note)
    return {}
  }
  if (thinks) {
    const near = topP !== undefined && topP >= 0.95 ? topP : undefined
    const left = { temperature, top_p: near === undefined ? topP : undefined, top_k: topK }
    noteAll(left, 'thinking does not go with it', note)
    return { top_p: near }
  }
  const both = temperature !== undefined && topP !== undefined && !rules.samplingPairs
  if (both) noteAll({ top_p: topP }, 'this model takes it or temperature, not both', note)
  return { temperature: clampTemperature(temperature, note), top_p: both ? undefined : topP, top_k: topK }
}

function clampTemperature(temperature: number | undefined, note: Note): number | undefined {
  if (temperature === undefined || temperature <= 1) return temperature
  note(`temperature ${temperature} became 1: the Messages API takes no more`)
  return 1
}

function noteAll(fields: Fields, reason: string, note: Note): void {
  for (const [name, value] of Object.entries(fields)) {
    // 1 is what stands for nothing said, so nothing is lost without it.
    if (value !== undefined && value !== 1) note(`${name} was left out: ${reason}`)
  }
}
