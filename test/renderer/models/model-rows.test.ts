import { describe, expect, it } from 'vitest'
import { type ModelFilter, modelLines } from '../../../renderer/features/models/model-rows.ts'
import { accountModels, accountsOf } from '../fake-accounts.ts'
import { createWorld } from '../fake-world.ts'

const world = createWorld('sample')
const accounts = accountsOf(world).map((account) => accountModels(world, account))
const ALL: ModelFilter = { search: '', account: null, enabledOnly: false }

const namesOf = (filter: Partial<ModelFilter>): string[] =>
  modelLines(accounts, { ...ALL, ...filter }).flatMap((line) =>
    line.kind === 'model' ? [line.model.name] : []
  )

describe('the lines of the model table', () => {
  it('puts enabled models before the others of their account', () => {
    expect(namesOf({ account: 'cerebras-main' })).toEqual([
      'cerebras-main/gpt-oss-120b',
      'cerebras-main/llama3.1-8b',
      'cerebras-main/zai-glm-4.6',
      'cerebras-main/qwen-3-235b-a22b-instruct-2507'
    ])
  })

  it('finds by full name and leaves out accounts of which nothing fits', () => {
    const lines = modelLines(accounts, { ...ALL, search: 'OPENAI/gpt-5' })
    expect(lines.map((line) => line.kind)).toEqual(['account', 'model', 'model'])
  })

  it('shows only what is on where that is asked for', () => {
    expect(namesOf({ account: 'cerebras-main', enabledOnly: true })).not.toContain(
      'cerebras-main/qwen-3-235b-a22b-instruct-2507'
    )
  })

  it('says something about an account that was never asked, but not while one searches', () => {
    const noteOf = (search: string): number =>
      modelLines(accounts, { ...ALL, search, account: 'local' }).filter((line) => line.kind === 'note').length
    expect(noteOf('')).toBe(1)
    expect(noteOf('qwen')).toBe(0)
  })
})
