import { describe, expect, it } from 'vitest'
import { entityColours, modelShape } from '../../../renderer/ui/entity-palette.ts'

describe('the looks of accounts, models and tokens', () => {
  it('are the same for a model in every account and with every maker', () => {
    const alone = entityColours('model', 'gpt-oss-120b')
    expect(entityColours('model', 'cerebras-main/gpt-oss-120b')).toEqual(alone)
    expect(entityColours('model', 'openrouter/openai/gpt-oss-120b')).toEqual(alone)
    expect(modelShape('cerebras-main/gpt-oss-120b')).toBe(modelShape('gpt-oss-120b'))
  })

  it('tell the usual providers apart', () => {
    const providers = [
      'openai',
      'cerebras',
      'groq',
      'mistral',
      'openrouter',
      'deepseek',
      'together',
      'xai',
      'ollama'
    ]
    const colours = new Set(providers.map((name) => entityColours('account', name).solid))
    expect(colours.size).toBeGreaterThanOrEqual(8)
  })
})
