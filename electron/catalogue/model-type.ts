import type { ModelFacts } from './catalogue.ts'

type ModelType = NonNullable<ModelFacts['type']>

/** Words in the names of models that aren't for chat; the first that fits counts. */
const BY_NAME: readonly (readonly [RegExp, ModelType])[] = [
  [/rerank/, 'rerank'],
  [/embed|(?:^|[/-])(?:bge|gte|e5|minilm|voyage)-/, 'embedding'],
  [/whisper|transcri|(?:^|[/-])(?:asr|stt)(?:-|$)/, 'transcription'],
  [/(?:^|[/-])tts(?:-|$)|speech|orpheus/, 'speech'],
  [/moderation/, 'moderation'],
  [/dall-e|image|(?:^|[/-])(?:flux|imagen|stable-diffusion|sdxl)/, 'image']
]

/** What a model is for: what the tables know of it, else what its name says, else chat. */
export function modelType(facts: ModelFacts, id: string): ModelType {
  if (facts.type !== null) return facts.type
  const name = id.toLowerCase()
  return BY_NAME.find(([words]) => words.test(name))?.[1] ?? 'chat'
}
