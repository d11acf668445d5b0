import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Message, Part } from '../../../electron/dialects/chat.ts'
import { isFields, recordsOf, type Fields } from '../../../electron/dialects/json.ts'
import { assistant, call, chatOf, result, send, user } from './encode-for.ts'

function system(text: string): Message {
  return { role: 'system', parts: [{ type: 'text', text }] }
}

function sentMessages(...messages: readonly Message[]): unknown {
  return send(chatOf({ messages })).body['messages']
}

describe('the conversation of another dialect', () => {
  test('has its first instructions apart, from system and developer alike', () => {
    const developer: Message = { role: 'developer', parts: [{ type: 'text', text: 'Be kind.' }] }
    const { body } = send(chatOf({ messages: [system('Be brief.'), developer, user('hi')] }))
    expect(body['system']).toEqual([
      { type: 'text', text: 'Be brief.' },
      { type: 'text', text: 'Be kind.' }
    ])
    expect(body['messages']).toEqual([{ role: 'user', content: 'hi' }])
  })

  test('has later instructions as marked texts of the user', () => {
    const { body, notes } = send(chatOf({ messages: [user('hi'), assistant('yes?'), system('Be brief.')] }))
    expect(body['messages']).toMatchObject([
      { role: 'user' },
      { role: 'assistant' },
      { role: 'user', content: '<system-reminder>\nBe brief.\n</system-reminder>' }
    ])
    expect(notes.join()).toContain('instructions within the conversation')
  })

  test('puts turns of one side together and leaves empty texts out', () => {
    expect(
      sentMessages(user('a'), user(''), user('b', ' '), assistant('c'), assistant('d'), user('e'))
    ).toEqual([
      {
        role: 'user',
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' }
        ]
      },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'c' },
          { type: 'text', text: 'd' }
        ]
      },
      { role: 'user', content: 'e' }
    ])
  })

  test('puts results first in the turn behind their calls, whatever came between', () => {
    const messages = sentMessages(
      user('go'),
      assistant(call('1'), call('2')),
      user('wait'),
      result('2', 'two'),
      result('1', 'one')
    )
    expect(recordsOf(messages)[2]).toEqual({
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: '1', content: 'one' },
        { type: 'tool_result', tool_use_id: '2', content: 'two' },
        { type: 'text', text: 'wait', cache_control: { type: 'ephemeral' } }
      ]
    })
  })

  test('gives a call that has no result one that says so', () => {
    const { body, notes } = send(chatOf({ messages: [user('go'), assistant(call('1')), user('stop')] }))
    expect(recordsOf(body['messages'])[2]).toMatchObject({
      content: [{ type: 'tool_result', tool_use_id: '1', is_error: true }, { text: 'stop' }]
    })
    expect(notes.join()).toContain('a call without a result')
  })

  test('makes a text of a result that has no call', () => {
    expect(recordsOf(sentMessages(user('go'), result('9', 'lost')))[0]).toMatchObject({
      content: [{ text: 'go' }, { text: 'lost' }]
    })
  })

  test('begins with the user, and for models that take no begun answer ends with the user', () => {
    const messages = [assistant('Once'), user('go on'), assistant('upon ')]
    expect(recordsOf(send(chatOf({ messages })).body['messages']).map(({ role }) => role)).toEqual([
      'user',
      'assistant',
      'user',
      'assistant'
    ])
    const newer = send(chatOf({ messages }), 'claude-opus-4-6')
    expect(recordsOf(newer.body['messages']).at(-1)).toEqual({ role: 'user', content: 'Continue.' })
    expect(newer.notes.join()).toContain('a last turn of the user was added')
  })

  test('takes the white space off the end of a begun answer, which the API refuses', () => {
    expect(recordsOf(sentMessages(user('hi'), assistant('upon '))).at(-1)).toMatchObject({ content: 'upon' })
  })

  test('keeps thoughts that Anthropic signed and leaves out the others', () => {
    const signed: Part = {
      type: 'reasoning',
      text: 'mine',
      seal: { dialect: 'anthropic-messages', value: 'sig' }
    }
    const foreign: Part = { type: 'reasoning', text: 'theirs' }
    const { body, notes } = send(
      chatOf({ messages: [user('a'), assistant(signed, foreign, 'b'), user('c')] })
    )
    expect(recordsOf(body['messages'])[1]).toMatchObject({
      content: [{ type: 'thinking', thinking: 'mine', signature: 'sig' }, { text: 'b' }]
    })
    expect(notes.join()).toContain('earlier reasoning was left out')
  })

  test.each([
    ['{"a":', { input: '{"a":' }],
    ['[1]', { input: [1] }],
    ['[]', {}],
    ['', {}],
    ['plain', { input: 'plain' }]
  ])('makes an object of the arguments %j', (args, input) => {
    const messages = sentMessages(user('go'), assistant(call('1', 'ls', args)), result('1'))
    expect(recordsOf(messages)[1]).toMatchObject({ content: [{ type: 'tool_use', input }] })
  })

  test('makes ids of calls fit, and the same in the result', () => {
    const messages = JSON.stringify(sentMessages(user('go'), assistant(call('ls:0')), result('ls:0')))
    const ids = [...messages.matchAll(/"(?:id|tool_use_id)":"([^"]*)"/g)].map(([, id]) => id)
    expect(ids).toHaveLength(2)
    expect(ids[0]).toMatch(/^[a-zA-Z0-9_-]+$/)
    expect(ids[0]).toBe(ids[1])
  })

  test('leaves out what only another dialect knows, and says what', () => {
    const native: Part = { type: 'native', dialect: 'gemini', what: 'executableCode', value: {} }
    const { notes } = send(chatOf({ messages: [user('a'), assistant('b', native), user('c')] }))
    expect(notes).toContain('executableCode was left out: only gemini knows it')
  })
})

describe('the settings of another dialect', () => {
  test('get the limit that the API demands, with a note, and none above what the model makes', () => {
    expect(send(chatOf()).body['max_tokens']).toBe(64_000)
    expect(send(chatOf()).notes.join()).toContain('max_tokens was set to 64000')
    expect(send(chatOf(), 'claude-opus-4-1').body['max_tokens']).toBe(32_000)
    expect(send(chatOf(), 'claude-3-haiku-20240307', null).body['max_tokens']).toBe(4096)
    const much = send(chatOf({ maxOutputTokens: 100_000 }))
    expect([much.body['max_tokens'], much.notes]).toEqual([
      64_000,
      ['max_tokens 100000 became 64000: this model makes no more']
    ])
    expect(send(chatOf({ maxOutputTokens: 5 }))).toMatchObject({ body: { max_tokens: 5 }, notes: [] })
    expect(send(chatOf({ maxOutputTokens: -1 })).body['max_tokens']).toBe(64_000)
  })

  test('clamp the temperature, and choose it over top_p for models that take one of them', () => {
    const { body, notes } = send(chatOf({ maxOutputTokens: 5, temperature: 1.5, topP: 0.5 }))
    expect([body['temperature'], body['top_p']]).toEqual([1, undefined])
    expect(notes).toHaveLength(2)
    expect(send(chatOf({ temperature: 0.5, topP: 0.5 }), 'claude-3-5-haiku').body).toMatchObject({
      temperature: 0.5,
      top_p: 0.5
    })
  })

  test('leave sampling out for models that take none', () => {
    const { body, notes } = send(chatOf({ maxOutputTokens: 5, temperature: 0.2, topK: 5 }), 'claude-opus-4-7')
    expect(body).not.toHaveProperty('temperature')
    expect(notes).toEqual([
      'temperature was left out: this model takes no sampling parameters',
      'top_k was left out: this model takes no sampling parameters'
    ])
  })

  test('have their names here: stop, user, service tier', () => {
    const chat = chatOf({ stop: ['END', '\n'], user: 'me', serviceTier: 'default', stream: true })
    const { body, notes } = send(chat)
    expect(body).toMatchObject({
      stop_sequences: ['END'],
      metadata: { user_id: 'me' },
      service_tier: 'standard_only',
      stream: true
    })
    expect(notes.join()).toContain('stop sequences of white space')
  })

  test('that have no name here are named in one note', () => {
    const { notes } = send(
      chatOf({
        maxOutputTokens: 5,
        seed: 1,
        frequencyPenalty: 1,
        extra: { dialect: 'openai-chat', fields: { logit_bias: {}, id: 'x' } }
      })
    )
    expect(notes).toEqual([
      'logit_bias, seed, frequency_penalty were left out: the Messages API has no such fields'
    ])
  })

  test('that the answer can not be without are refused', () => {
    const refused = expect.objectContaining({ code: 'not_translatable' })
    expect(() => send(chatOf({ choices: 2 }))).toThrow(refused)
    expect(() => send(chatOf({ modalities: ['text', 'audio'] }))).toThrow(refused)
    expect(() => send(chatOf({ modalities: ['image'] }))).toThrow(refused)
    expect(send(chatOf({ choices: 1 })).body['max_tokens']).toBe(64_000)
  })
})

describe('whatever another dialect says, the request is one that the API takes', () => {
  const text = fc
    .constantFrom('hi', '', ' ', 'two\nlines', '日本語')
    .map((said): Part => ({ type: 'text', text: said }))
  const id = fc.constantFrom('a', 'b', 'c:0')
  const reasoning = fc.constantFrom<Part>(
    { type: 'reasoning', text: 'x', seal: { dialect: 'anthropic-messages', value: 's' } },
    { type: 'reasoning', text: 'x', seal: { dialect: 'gemini', value: 's' } },
    { type: 'reasoning', text: 'x' }
  )
  const called = id.map((of): Part => call(of))
  const answered = fc.tuple(id, fc.array(text, { maxLength: 1 })).map(([of, parts]): Part => {
    return { type: 'tool-result', id: of, parts }
  })
  const ofRole = (role: Message['role'], part: fc.Arbitrary<Part>): fc.Arbitrary<Message> =>
    fc.array(part, { maxLength: 3 }).map((parts) => ({ role, parts }))
  const messages = fc.array(
    fc.oneof(
      ofRole('system', text),
      ofRole('user', text),
      ofRole('assistant', fc.oneof(text, called, reasoning)),
      ofRole('tool', answered)
    ),
    { maxLength: 8 }
  )

  test('turns alternate from the user on, no text is blank, each call has its one result behind it', () => {
    fc.assert(
      fc.property(messages, (said) => {
        const list = recordsOf(
          send(chatOf({ messages: said, reasoning: { effort: 'high' } })).body['messages']
        )
        for (const [at, message] of list.entries()) {
          expect(message['role']).toBe(at % 2 === 0 ? 'user' : 'assistant')
          expect(blocksOf(message).length).toBeGreaterThan(0)
          for (const block of blocksOf(message))
            expect(block).not.toMatchObject({ text: expect.stringMatching(/^\s*$/) })
          const calls = idsOf(message, 'tool_use', 'id')
          expect(new Set(idsOf(list[at + 1] ?? {}, 'tool_result', 'tool_use_id'))).toEqual(new Set(calls))
        }
        expect(idsOf(list[0] ?? {}, 'tool_result', 'tool_use_id')).toEqual([])
      })
    )
  })
})

function blocksOf({ content }: Fields): readonly Fields[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : recordsOf(content)
}

function idsOf(message: Fields, type: string, name: string): readonly unknown[] {
  return isFields(message)
    ? blocksOf(message)
        .filter((block) => block['type'] === type)
        .map((block) => block[name])
    : []
}
