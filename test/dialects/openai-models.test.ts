import { describe, expect, test } from 'vitest'
import type { ChatRequest } from '../../electron/dialects/chat.ts'
import { nextEffort, rulesOfOpenai, withoutRefused } from '../../electron/dialects/openai-models.ts'

const ALL: Partial<ChatRequest> = {
  temperature: 0.5,
  topP: 0.9,
  logprobs: { top: 1 },
  presencePenalty: 0.5,
  frequencyPenalty: 0.5,
  stop: ['x']
}

/** Which of the fields a model is sent. */
function sent(model: string, effort?: string, fields: Partial<ChatRequest> = ALL): string[] {
  const chat: ChatRequest = { model: 'm', stream: false, messages: [], tools: [], ...fields }
  const kept = withoutRefused(chat, rulesOfOpenai(model), effort, () => undefined)
  return Object.keys(fields).filter((name) => kept[name as keyof ChatRequest] !== undefined)
}

describe('what models of OpenAI are sent', () => {
  test.each([
    'gpt-4.1',
    'gpt-4o-mini',
    'gpt-5-chat-latest',
    'ft:gpt-4o-2024-08-06:me::1',
    'llama-3',
    'o2-things'
  ])('%s gets all sampling', (model) => expect(sent(model)).toEqual(Object.keys(ALL)))

  test.each([
    'gpt-5',
    'gpt-5-mini-2025-08-07',
    'gpt-5-codex',
    'o1',
    'o3-mini',
    'o4-mini',
    'gpt-5.2-pro',
    'gpt-5.1-codex'
  ])('%s gets none', (model) => expect([sent(model), sent(model, 'high')]).toEqual([[], []]))

  test('from gpt-5.1 on, a model that does not think gets all but penalties and stop sequences', () => {
    const some = ['temperature', 'topP', 'logprobs']
    expect(sent('gpt-5.2', 'none')).toEqual(some)
    expect(sent('gpt-5.2')).toEqual(some)
    expect(sent('gpt-5.2-2025-12-11', 'low')).toEqual([])
    expect(sent('gpt-5.9')).toEqual([])
    expect(sent('gpt-5.9', 'none')).toEqual(some)
  })

  test('what changes nothing is left out without a note', () => {
    const notes: string[] = []
    const chat = {
      model: 'm',
      stream: false,
      messages: [],
      tools: [],
      temperature: 1,
      topP: 1,
      presencePenalty: 0
    }
    const kept = withoutRefused(chat, rulesOfOpenai('o3'), undefined, (note) => notes.push(note))
    expect([kept.temperature, kept.topP, kept.presencePenalty, notes]).toEqual([
      undefined,
      undefined,
      undefined,
      []
    ])
  })

  test('models that do not think have no verbosity, those of the o-series no say on several calls', () => {
    expect(sent('gpt-4.1', undefined, { verbosity: 'low', parallelToolCalls: false })).toEqual([
      'parallelToolCalls'
    ])
    expect(sent('o3', undefined, { verbosity: 'low', parallelToolCalls: false })).toEqual(['verbosity'])
  })
})

describe('an effort', () => {
  test.each([
    ['gpt-5', 'none', 'minimal'],
    ['gpt-5', 'max', 'high'],
    ['gpt-5.1', 'minimal', 'low'],
    ['gpt-5.2', 'max', 'xhigh'],
    ['o3', 'minimal', 'low'],
    ['gpt-5-pro', 'low', 'high'],
    ['unknown', 'max', 'max']
  ])('at %s: %s becomes %s', (model, effort, expected) => {
    expect(nextEffort(effort, rulesOfOpenai(model).efforts)).toBe(expected)
  })
})
