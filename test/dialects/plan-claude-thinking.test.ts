import { describe, expect, test } from 'vitest'
import { rulesOf } from '../../electron/dialects/claude-rules.ts'
import type { ChatRequest, Part, ReasoningWish } from '../../electron/dialects/chat.ts'
import { assistant, call, chatOf, result, send, user, type Sent } from './anthropic-messages/encode-for.ts'

function wish(reasoning: ReasoningWish, model: string, fields: Partial<ChatRequest> = {}): Sent {
  return send(chatOf({ reasoning, maxOutputTokens: 20_000, ...fields }), model)
}

const SIGNED: Part = { type: 'reasoning', text: 'x', seal: { dialect: 'anthropic-messages', value: 's' } }

describe('models up to 4.6 think for a number of tokens', () => {
  test.each<[ReasoningWish, number]>([
    [{ effort: 'low' }, 1024],
    [{ effort: 'medium' }, 8192],
    [{ effort: 'high' }, 15_000],
    [{ budgetTokens: 100 }, 1024],
    [{ budgetTokens: 5000 }, 5000],
    [{ budgetTokens: -1 }, 8192],
    [{ mode: 'adaptive' }, 8192],
    [{ show: true }, 8192]
  ])('%j', (reasoning, tokens) => {
    const { body } = wish(reasoning, 'claude-sonnet-4-5')
    expect(body['thinking']).toEqual({ type: 'enabled', budget_tokens: tokens })
    expect(body).not.toHaveProperty('output_config')
  })

  test.each<ReasoningWish>([{ effort: 'none' }, { mode: 'off' }, { budgetTokens: 0 }, { sealed: true }, {}])(
    'not for %j',
    (reasoning) => {
      expect(wish(reasoning, 'claude-sonnet-4-5')).toMatchObject({ notes: [] })
      expect(wish(reasoning, 'claude-sonnet-4-5').body).not.toHaveProperty('thinking')
    }
  )

  test('of which some of the limit stays for the answer', () => {
    const { body, notes } = wish({ effort: 'high' }, 'claude-sonnet-4-5', { maxOutputTokens: 2000 })
    expect(body['thinking']).toEqual({ type: 'enabled', budget_tokens: 1500 })
    expect(notes.join()).toContain('the thinking budget was cut to 1500 tokens')
    const little = wish({ effort: 'high' }, 'claude-sonnet-4-5', { maxOutputTokens: 1000 })
    expect(little.body).not.toHaveProperty('thinking')
    expect(little.notes.join()).toContain('thinking was left off')
  })

  test('and take no sampling with it, but for a top_p near 1', () => {
    const { body, notes } = wish({ effort: 'low' }, 'claude-sonnet-4-5', {
      temperature: 0.3,
      topP: 0.97,
      topK: 3
    })
    expect([body['temperature'], body['top_p'], body['top_k']]).toEqual([undefined, 0.97, undefined])
    expect(notes).toEqual([
      'temperature was left out: thinking does not go with it',
      'top_k was left out: thinking does not go with it'
    ])
  })

  test.each<[string, Partial<ChatRequest>]>([
    [
      'a forced tool',
      { tools: [{ type: 'function', name: 'ls' }], toolChoice: { type: 'tool', name: 'ls' } }
    ],
    ['a begun answer', { messages: [user('a'), assistant('b')] }],
    ['a call without signed thoughts', { messages: [user('a'), assistant(call('1')), result('1')] }]
  ])('but not with %s', (_what, fields) => {
    const { body, notes } = wish({ effort: 'low' }, 'claude-sonnet-4-5', fields)
    expect(body).not.toHaveProperty('thinking')
    expect(notes.join()).toContain('thinking was left off')
  })

  test('and with calls that signed thoughts precede', () => {
    const messages = [user('a'), assistant(SIGNED, call('1')), result('1')]
    expect(wish({ effort: 'low' }, 'claude-sonnet-4-5', { messages }).body).toHaveProperty('thinking')
  })
})

describe('newer models think as they see fit, guided by an effort', () => {
  test.each<[ReasoningWish, string, string | undefined]>([
    [{ effort: 'minimal' }, 'claude-opus-4-6', 'low'],
    [{ effort: 'high' }, 'claude-opus-4-6', 'high'],
    [{ effort: 'xhigh' }, 'claude-opus-4-6', 'max'],
    [{ effort: 'xhigh' }, 'claude-opus-4-7', 'xhigh'],
    [{ budgetTokens: 30_000 }, 'claude-sonnet-5', 'high'],
    [{ mode: 'adaptive' }, 'claude-sonnet-5', undefined],
    [{ budgetTokens: -1 }, 'claude-sonnet-5', undefined]
  ])('%j for %s', (reasoning, model, effort) => {
    const { body } = wish(reasoning, model)
    expect(body['thinking']).toMatchObject({ type: 'adaptive' })
    expect(body['output_config']).toEqual(effort === undefined ? undefined : { effort })
  })

  test('whatever stands before the calls, and also where a tool is forced', () => {
    const fields: Partial<ChatRequest> = {
      messages: [user('a'), assistant(call('1')), result('1')],
      tools: [{ type: 'function', name: 'ls' }],
      toolChoice: { type: 'required' }
    }
    expect(wish({ effort: 'low' }, 'claude-opus-4-8', fields).body['thinking']).toMatchObject({
      type: 'adaptive'
    })
  })

  test('and show their thoughts only when asked, from 4.7 on', () => {
    expect(wish({ effort: 'low' }, 'claude-opus-4-8').body['thinking']).toEqual({
      type: 'adaptive',
      display: 'summarized'
    })
    expect(wish({ effort: 'low' }, 'claude-opus-4-6').body['thinking']).toEqual({ type: 'adaptive' })
    expect(wish({ effort: 'low', show: false }, 'claude-opus-4-8').body['thinking']).toEqual({
      type: 'adaptive',
      display: 'omitted'
    })
  })

  test('and are told not to where they would unasked, if they can be', () => {
    expect(wish({ effort: 'none' }, 'claude-opus-4-6').body).not.toHaveProperty('thinking')
    expect(wish({ effort: 'none' }, 'claude-sonnet-5').body['thinking']).toEqual({ type: 'disabled' })
    const always = wish({ mode: 'off' }, 'claude-fable-5')
    expect([always.body['thinking'], always.body['output_config']]).toEqual([undefined, { effort: 'low' }])
    expect(always.notes.join()).toContain('reasoning could not be turned off')
  })
})

test('models before 3.7 do not think', () => {
  const { body, notes } = wish({ effort: 'high' }, 'claude-3-5-haiku-20241022', { maxOutputTokens: 10 })
  expect(body).not.toHaveProperty('thinking')
  expect(notes).toEqual(['reasoning was left out: this model does not think'])
})

describe('a model is known by its name', () => {
  test.each([
    ['claude-3-5-sonnet-20241022', 'none'],
    ['claude-3-7-sonnet@20250219', 'budget'],
    ['claude-sonnet-4-20250514', 'budget'],
    ['us.anthropic.claude-opus-4-1-20250805-v1:0', 'budget'],
    ['anthropic/claude-opus-4.5', 'budget'],
    ['claude-haiku-4-5-20251001', 'budget'],
    ['anthropic.claude-opus-4-6-v1', 'adaptive'],
    ['anthropic/claude-sonnet-4.6', 'adaptive'],
    ['claude-sonnet-5', 'adaptive'],
    ['claude-opus-5-5', 'adaptive'],
    ['claude-fable-5-1', 'adaptive'],
    ['claude-mythos-preview', 'adaptive'],
    ['claude-next', 'adaptive'],
    ['claude-instant-1.2', 'none'],
    ['claude-2.1', 'none'],
    ['kimi-k2-thinking', 'budget']
  ])('%s: %s', (model, thinking) => {
    expect(rulesOf(model).thinking).toBe(thinking)
  })
})
