import { expect, test } from 'vitest'
import type { ReasoningWish } from '../../../electron/dialects/chat.ts'
import { encodeThinking } from '../../../electron/dialects/gemini/encode-thinking.ts'
import { modelGeneration } from '../../../electron/dialects/gemini/model-generation.ts'
import { Notes } from '../../../electron/dialects/gemini/notes.ts'

function think(wish: ReasoningWish, model: string): unknown {
  return encodeThinking(wish, model, new Notes())
}

function notesOf(wish: ReasoningWish, model: string): readonly string[] {
  const notes = new Notes()
  encodeThinking(wish, model, notes)
  return notes.list()
}

test.each([
  ['gemini-3-pro-preview', 'medium', 'HIGH'],
  ['gemini-3-pro-preview', 'minimal', 'LOW'],
  ['gemini-3.1-pro-preview', 'medium', 'MEDIUM'],
  ['gemini-3-1-pro', 'minimal', 'LOW'],
  ['gemini-3-flash-preview', 'minimal', 'MINIMAL'],
  ['models/gemini-3.5-flash', 'low', 'LOW'],
  ['gemini-3.7-flash', 'minimal', 'LOW'],
  ['gemini-3.8-flash', 'max', 'HIGH'],
  ['gemini-3.1-flash-lite', 'minimal', 'MINIMAL'],
  ['gemini-3.1-flash-image-preview', 'medium', 'HIGH'],
  ['gemini-flash-latest', 'minimal', 'LOW']
])('%s takes the effort %s as %s', (model, effort, thinkingLevel) => {
  expect(think({ effort }, model)).toEqual({ thinkingLevel })
})

test.each([
  ['gemini-2.5-flash', { effort: 'high' }, { thinkingBudget: 24_576 }],
  ['gemini-2.5-flash', { effort: 'none' }, { thinkingBudget: 0 }],
  ['gemini-2.5-flash', { mode: 'adaptive' }, { thinkingBudget: -1, includeThoughts: true }],
  ['gemini-2.5-pro', { mode: 'on', budgetTokens: 60_000, show: false }, { thinkingBudget: 32_768 }],
  ['gemini-2.5-flash-lite', { budgetTokens: 100 }, { thinkingBudget: 512 }],
  [
    'gemini-2.5-pro-preview-05-06',
    { effort: 'low', summary: 'auto' },
    { thinkingBudget: 1024, includeThoughts: true }
  ],
  ['someone-elses-model', { effort: 'medium' }, { thinkingBudget: 8192 }],
  [
    'gemini-3-flash-preview',
    { mode: 'on', budgetTokens: 4096 },
    { thinkingLevel: 'MEDIUM', includeThoughts: true }
  ],
  ['gemini-2.0-flash', { effort: 'low' }, undefined],
  ['gemini-2.5-flash', { show: true }, { includeThoughts: true }],
  ['gemini-2.5-flash', {}, undefined]
] as const)('%s %j', (model, wish, config) => {
  expect(think(wish, model)).toEqual(config)
})

test('what can’t be had is said', () => {
  expect(think({ mode: 'off' }, 'gemini-3-pro-preview')).toEqual({ thinkingLevel: 'LOW' })
  expect(notesOf({ mode: 'off' }, 'gemini-3-pro-preview')).toEqual([
    'thinking could not be turned off: this model always thinks, its lowest level was asked for'
  ])
  expect(think({ effort: 'none' }, 'gemini-2.5-pro')).toEqual({ thinkingBudget: 128 })
  expect(notesOf({ effort: 'none' }, 'gemini-2.5-pro')).toHaveLength(1)
  expect(notesOf({ effort: 'high' }, 'gemini-2.0-flash')).toEqual([
    'reasoning was left out: this model does not think'
  ])
  expect(notesOf({ mode: 'off' }, 'gemini-2.0-flash')).toEqual([])
  expect(notesOf({ budgetTokens: 60_000 }, 'gemini-2.5-flash')).toEqual([
    'the thinking budget of 60000 tokens was made 24576: the model takes no other'
  ])
  expect(notesOf({ effort: 'xhigh' }, 'gemini-2.5-flash')).toEqual([])
})

test('dates of previews are no versions', () => {
  expect(modelGeneration('gemini-2.5-flash-preview-09-2025')).toMatchObject({ version: 2.5, line: 'flash' })
  expect(modelGeneration('google/gemini-3-pro-image-preview')).toEqual({
    version: 3,
    line: 'pro',
    image: true
  })
  expect(modelGeneration('mock-gemini').version).toBeNull()
})
