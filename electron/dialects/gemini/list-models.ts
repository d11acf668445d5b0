import type { Fields } from '../json.ts'

/** What is known of a model; null is not known. */
export interface ModelToList {
  /** As clients name it, without `models/`. */
  readonly id: string
  readonly displayName: string | null
  readonly contextWindow: number | null
  readonly maxOutput: number | null
  readonly inputModalities: readonly string[] | null
  readonly outputModalities: readonly string[] | null
  readonly reasoning: boolean | null
  readonly type: string | null
}

/**
 * A model as Google lists it (https://ai.google.dev/api/models#Model). `version` is required and says nothing here. Google
 * has no field for modalities, so that the description says them.
 */
export function geminiModel(model: ModelToList): Fields {
  const { id, displayName, contextWindow, maxOutput, reasoning, type } = model
  const description = describe(model)
  return {
    name: `models/${id}`,
    baseModelId: id,
    version: '001',
    displayName: displayName ?? id,
    ...(description === '' ? {} : { description }),
    ...(contextWindow === null ? {} : { inputTokenLimit: contextWindow }),
    ...(maxOutput === null ? {} : { outputTokenLimit: maxOutput }),
    supportedGenerationMethods:
      type === 'embedding' ? ['embedContent', 'batchEmbedContents'] : ['generateContent', 'countTokens'],
    ...(reasoning === null ? {} : { thinking: reasoning })
  }
}

function describe({ inputModalities, outputModalities }: ModelToList): string {
  const read = inputModalities === null ? '' : `Reads ${inputModalities.join(', ')}.`
  const made = outputModalities === null ? '' : `Makes ${outputModalities.join(', ')}.`
  return [read, made].filter((sentence) => sentence !== '').join(' ')
}
