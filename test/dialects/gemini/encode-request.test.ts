import { describe, expect, test } from 'vitest'
import type { ChatRequest, Message, Part, Tool } from '../../../electron/dialects/chat.ts'
import type { EncodedRequest } from '../../../electron/dialects/dialect.ts'
import { decodeRequest } from '../../../electron/dialects/gemini/decode-request.ts'
import { encodeRequest } from '../../../electron/dialects/gemini/encode-request.ts'
import { recordsOf, type Fields } from '../../../electron/dialects/json.ts'

const USER: Message = { role: 'user', parts: [{ type: 'text', text: 'Hi' }] }
const WEATHER: Tool = { type: 'function', name: 'weather', description: 'w', schema: { type: 'object' } }

function encode(
  chat: Partial<ChatRequest>,
  model = 'gemini-2.5-flash',
  maxOutput: number | null = null
): EncodedRequest {
  const whole: ChatRequest = { model: 'x', stream: false, messages: [USER], tools: [], ...chat }
  return encodeRequest(whole, { model, maxOutput, quirks: {} })
}

function call(id: string, args = '{}', seal?: string): Part {
  const sealed = seal === undefined ? {} : { seal: { dialect: 'gemini', value: seal } as const }
  return { type: 'tool-call', id, name: 'weather', args, ...sealed }
}

function result(id: string, ...parts: readonly Part[]): Message {
  return { role: 'tool', parts: [{ type: 'tool-result', id, parts }] }
}

function text(value: string): Part {
  return { type: 'text', text: value }
}

describe('a request of Gemini’s own client', () => {
  test.each<[string, Fields]>([
    [
      'a conversation with tools',
      {
        systemInstruction: { parts: [{ text: 'Be terse.' }] },
        contents: [
          {
            role: 'user',
            parts: [
              { text: 'Paris?' },
              { inlineData: { mimeType: 'image/png', data: 'AAAA', displayName: 'a' } }
            ]
          },
          {
            role: 'model',
            parts: [
              { text: 'hm', thought: true },
              { functionCall: { name: 'weather', args: { city: 'Paris' } }, thoughtSignature: 'c2ln' }
            ]
          },
          { role: 'user', parts: [{ functionResponse: { name: 'weather', response: { output: 'sun' } } }] },
          { role: 'user', parts: [{ text: '' }] }
        ],
        tools: [
          { functionDeclarations: [{ name: 'weather', parametersJsonSchema: { type: 'object', const: 1 } }] },
          { googleSearch: {} }
        ],
        toolConfig: { functionCallingConfig: { mode: 'VALIDATED' }, includeServerSideToolInvocations: true },
        safetySettings: [{ category: 'X', threshold: 'OFF' }]
      }
    ],
    [
      'settings that another model would refuse',
      {
        contents: [{ role: 'user', parts: [{ text: 'Hi' }] }],
        generationConfig: {
          candidateCount: 1,
          stopSequences: ['1', '2', '3', '4', '5', '6'],
          maxOutputTokens: 900_000,
          presencePenalty: 0,
          seed: 2 ** 40,
          thinkingConfig: { thinkingBudget: 99_999, includeThoughts: false },
          responseMimeType: 'text/x.enum',
          speechConfig: { languageCode: 'de-DE' }
        }
      }
    ],
    [
      'results with media, whatever the model',
      {
        contents: [
          { role: 'model', parts: [{ functionCall: { id: 'c1', name: 'weather', args: {} } }] },
          {
            role: 'user',
            parts: [
              { text: 'first' },
              {
                functionResponse: {
                  id: 'c1',
                  name: 'weather',
                  response: { temperature: 20 },
                  parts: [{ fileData: { mimeType: 'video/mp4', fileUri: 'gs://b/v.mp4' } }],
                  scheduling: 'SILENT'
                }
              }
            ]
          }
        ]
      }
    ]
  ])('comes out as it went in: %s', (_, body) => {
    const chat = decodeRequest(body, { model: 'x', stream: false })
    expect(encodeRequest(chat, { model: 'gemini-2.5-flash', maxOutput: 8192, quirks: {} })).toEqual({
      body,
      notes: []
    })
  })
})

describe('messages of other dialects', () => {
  test('the system’s texts stand at the head, later ones are the user’s', () => {
    const { body, notes } = encode({
      messages: [
        { role: 'system', parts: [text('One')] },
        { role: 'developer', parts: [text('Two')] },
        USER,
        { role: 'system', parts: [text('Three')] }
      ]
    })
    expect(body['systemInstruction']).toEqual({ parts: [{ text: 'One' }, { text: 'Two' }] })
    expect(body['contents']).toEqual([
      { role: 'user', parts: [{ text: 'Hi' }] },
      { role: 'user', parts: [{ text: 'Three' }] }
    ])
    expect(notes).toEqual([
      "system messages behind the first were sent as the user's: Gemini has them at the head alone"
    ])
  })

  test('a chat of a system’s text alone, or of nothing, still has a message of the user', () => {
    expect(encode({ messages: [{ role: 'system', parts: [text('One')] }] }).body).toEqual({
      contents: [{ role: 'user', parts: [{ text: 'One' }] }]
    })
    expect(encode({ messages: [{ role: 'user', parts: [text('')] }] }).body['contents']).toEqual([
      { role: 'user', parts: [{ text: '' }] }
    ])
    const { body } = encode({ messages: [{ role: 'assistant', parts: [text('Hello')] }] })
    expect(body['contents']).toMatchObject([{ role: 'user' }, { role: 'model' }])
  })

  test('results of one turn are one content, directly behind the calls and with their names', () => {
    const { body } = encode({
      messages: [
        USER,
        { role: 'assistant', parts: [text('Let me see.')] },
        { role: 'assistant', parts: [call('a', '{"city":"Paris"}'), call('b')] },
        { role: 'user', parts: [text('quick')] },
        result('b', text('rain')),
        result('a', text('{"sky":"blue"}'))
      ]
    })
    expect(body['contents']).toEqual([
      { role: 'user', parts: [{ text: 'Hi' }] },
      {
        role: 'model',
        parts: [
          { text: 'Let me see.' },
          { functionCall: { id: 'a', name: 'weather', args: { city: 'Paris' } } },
          { functionCall: { id: 'b', name: 'weather', args: {} } }
        ]
      },
      {
        role: 'user',
        parts: [
          { functionResponse: { id: 'a', name: 'weather', response: { sky: 'blue' } } },
          { functionResponse: { id: 'b', name: 'weather', response: { output: 'rain' } } }
        ]
      },
      { role: 'user', parts: [{ text: 'quick' }] }
    ])
  })

  test('a result’s text is never changed by being read as JSON', () => {
    const responseOf = (value: string, isError = false): unknown => {
      const { body } = encode({
        messages: [
          USER,
          { role: 'assistant', parts: [call('a')] },
          { role: 'tool', parts: [{ type: 'tool-result', id: 'a', parts: [text(value)], isError }] }
        ]
      })
      return JSON.parse(JSON.stringify(body['contents']))[2].parts[0].functionResponse.response
    }
    expect(responseOf('{"id":12345678901234567890}')).toEqual({ output: '{"id":12345678901234567890}' })
    expect(responseOf('{"a":1,"a":2}')).toEqual({ output: '{"a":1,"a":2}' })
    expect(responseOf('[1]')).toEqual({ output: '[1]' })
    expect(responseOf('bad', true)).toEqual({ error: 'bad' })
    expect(responseOf('{"a":1}', true)).toEqual({ error: '{"a":1}' })
  })

  test('pictures in results stand inside for Gemini 3, behind for others', () => {
    const picture: Part = {
      type: 'media',
      kind: 'image',
      source: { kind: 'base64', data: 'AAAA' },
      mediaType: 'image/png'
    }
    const messages = [
      USER,
      { role: 'assistant', parts: [call('a', '{}', 'c2ln')] } as const,
      result('a', picture)
    ]
    const inlineData = { mimeType: 'image/png', data: 'AAAA' }
    const named = { id: 'a', name: 'weather', response: {} }
    expect(encode({ messages }, 'gemini-3-flash-preview').body['contents']).toMatchObject([
      {},
      {},
      { parts: [{ functionResponse: { ...named, parts: [{ inlineData }] } }] }
    ])
    const older = encode({ messages }, 'gemini-2.5-flash')
    expect(older.body['contents']).toMatchObject([
      {},
      {},
      { parts: [{ functionResponse: named }, { inlineData }] }
    ])
    expect(older.notes).toEqual([
      'media in tool results were sent behind them: this model takes them nowhere else'
    ])
  })

  test('files by address, by data URL and as text; another provider’s are refused', () => {
    const file = (source: Extract<Part, { type: 'media' }>['source']): Part => ({
      type: 'media',
      kind: 'file',
      source
    })
    const { body, notes } = encode({
      messages: [
        {
          role: 'user',
          parts: [
            file({ kind: 'url', url: 'https://example.com/a.pdf' }),
            file({ kind: 'url', url: 'data:image/png;base64,AAAA' }),
            file({ kind: 'text', text: 'héllo' })
          ]
        }
      ]
    })
    expect(body['contents']).toEqual([
      {
        role: 'user',
        parts: [
          { fileData: { mimeType: 'application/pdf', fileUri: 'https://example.com/a.pdf' } },
          { inlineData: { mimeType: 'image/png', data: 'AAAA' } },
          { inlineData: { mimeType: 'text/plain', data: Buffer.from('héllo').toString('base64') } }
        ]
      }
    ])
    expect(notes).toEqual([])
    const theirs = file({ kind: 'file-id', dialect: 'openai-chat', id: 'file-1' })
    expect(() => encode({ messages: [{ role: 'user', parts: [theirs] }] })).toThrow(
      'the file file-1 is known'
    )
    expect(() =>
      encode({ messages: [{ role: 'assistant', parts: [call('a')] }, result('a', theirs)] })
    ).toThrow('the file file-1 is known')
  })

  test('arguments that a cut stream left broken are noted, and nothing breaks', () => {
    const { body, notes } = encode({
      messages: [
        USER,
        { role: 'assistant', parts: [call('a', '{"city":"Pa')] },
        { role: 'tool', parts: [{ type: 'tool-result', id: 'a', parts: [text('broken')] }] }
      ]
    })
    expect(recordsOf(body['contents'])[1]).toMatchObject({ parts: [{ functionCall: { args: {} } }] })
    expect(notes).toContain('the arguments of a call of weather were left out: they are no JSON object')
  })

  test('Gemini’s own thoughts go back signed, another’s are left out', () => {
    const { body, notes } = encode({
      messages: [
        USER,
        {
          role: 'assistant',
          parts: [
            { type: 'reasoning', text: 'mine', seal: { dialect: 'gemini', value: 'c2ln' } },
            { type: 'reasoning', text: 'theirs', seal: { dialect: 'anthropic-messages', value: 'x' } },
            text('Hello')
          ]
        }
      ]
    })
    expect(body['contents']).toMatchObject([
      {},
      { parts: [{ text: 'mine', thought: true, thoughtSignature: 'c2ln' }, { text: 'Hello' }] }
    ])
    expect(notes).toEqual(["reasoning of another provider's was left out: only that provider can read it"])
  })

  test('Gemini 3 gets Google’s word for calls it did not sign, in the current turn alone', () => {
    const old: Message[] = [USER, { role: 'assistant', parts: [call('a')] }, result('a', text('x'))]
    const messages: Message[] = [
      ...old,
      USER,
      { role: 'assistant', parts: [call('b'), call('c')] },
      result('b', text('x')),
      result('c', text('x')),
      { role: 'assistant', parts: [call('d', '{}', 'c2ln')] },
      result('d', text('x'))
    ]
    const signatures = (model: string): unknown[] => {
      const contents = JSON.parse(JSON.stringify(encode({ messages }, model).body['contents']))
      return contents
        .flatMap(({ parts }: { parts: Fields[] }) => parts)
        .filter((part: Fields) => part['functionCall'] !== undefined)
        .map((part: Fields) => part['thoughtSignature'] ?? null)
    }
    expect(signatures('gemini-3-pro-preview')).toEqual([
      null,
      'skip_thought_signature_validator',
      null,
      'c2ln'
    ])
    expect(signatures('gemini-2.5-pro')).toEqual([null, null, null, 'c2ln'])
    expect(signatures('some-other-name')).toEqual([null, null, null, 'c2ln'])
  })

  test('ids that were made for calls without one stay out of Gemini’s sight', () => {
    const { body } = encode({
      messages: [USER, { role: 'assistant', parts: [call('gcall_r1_0')] }, result('gcall_r1_0', text('x'))]
    })
    expect(body['contents']).toMatchObject([{}, { parts: [{ functionCall: { name: 'weather' } }] }, {}])
    expect(JSON.stringify(body)).not.toContain('gcall_')
  })
})

describe('tools and wishes of other dialects', () => {
  test('functions go together, server tools of others are noted', () => {
    const { body, notes } = encode({
      tools: [
        WEATHER,
        { type: 'server', dialect: 'anthropic-messages', name: 'web_search_20250305', value: {} },
        { type: 'function', name: 'noArgs', strict: true }
      ]
    })
    expect(body['tools']).toEqual([
      {
        functionDeclarations: [
          { name: 'weather', description: 'w', parametersJsonSchema: { type: 'object' } },
          { name: 'noArgs', description: '' }
        ]
      }
    ])
    expect(notes).toEqual([
      'the tool web_search_20250305 was left out: it runs at its own provider',
      'strict was left out: Gemini has it for all tools or none'
    ])
  })

  test.each<[ChatRequest['toolChoice'], unknown]>([
    [{ type: 'auto' }, undefined],
    [{ type: 'none' }, { mode: 'NONE' }],
    [{ type: 'required' }, { mode: 'ANY' }],
    [
      { type: 'tool', name: 'weather' },
      { mode: 'ANY', allowedFunctionNames: ['weather'] }
    ],
    [
      { type: 'allowed', names: ['weather', 'gone'], required: true },
      { mode: 'ANY', allowedFunctionNames: ['weather'] }
    ],
    [
      { type: 'allowed', names: ['weather'], required: false },
      { mode: 'VALIDATED', allowedFunctionNames: ['weather'] }
    ]
  ])('the choice %j', (toolChoice, config) => {
    const { body } = encode({ tools: [WEATHER], toolChoice })
    expect(body['toolConfig']).toEqual(config === undefined ? undefined : { functionCallingConfig: config })
  })

  test('a call that is demanded of a tool that Gemini can’t be given is refused', () => {
    const tools: Tool[] = [{ type: 'server', dialect: 'openai-responses', name: 'web_search', value: {} }]
    expect(() => encode({ tools, toolChoice: { type: 'required' } })).toThrow(
      'tool_choice: a tool call is required'
    )
    expect(() => encode({ tools: [WEATHER], toolChoice: { type: 'tool', name: 'web_search' } })).toThrow(
      'a call of web_search is required'
    )
    const native = { type: 'native', dialect: 'anthropic-messages', value: {} } as const
    expect(() => encode({ tools: [WEATHER], toolChoice: native })).toThrow(
      'a tool that only Anthropic Messages has is required'
    )
    expect(encode({ toolChoice: { type: 'none' } }).body['toolConfig']).toBeUndefined()
  })

  test('wishes are fitted to what Google takes, and each change is said', () => {
    const { body, notes } = encode(
      {
        maxOutputTokens: 100_000,
        stop: ['1', '2', '3', '4', '5', '6'],
        seed: 2 ** 40,
        presencePenalty: 0,
        choices: 1,
        parallelToolCalls: false,
        user: 'u',
        verbosity: 'low',
        metadata: { a: 'b' },
        serviceTier: 'priority',
        promptCacheKey: 'k',
        extra: { dialect: 'openai-chat', fields: { logit_bias: {}, store: true } }
      },
      'gemini-2.5-flash',
      65_536
    )
    expect(body['generationConfig']).toEqual({
      maxOutputTokens: 65_536,
      stopSequences: ['1', '2', '3', '4', '5']
    })
    expect(notes).toEqual([
      'verbosity was left out: Gemini has no such field',
      'user was left out: Gemini has no such field',
      'prompt_cache_key was left out: Gemini caches what prompts begin with by itself',
      'metadata was left out: Gemini has no such field',
      'service_tier was left out: its words mean something else at Google',
      'stop sequences behind the fifth were left out: Gemini takes 5',
      'the limit of 100000 output tokens was made 65536: the model makes no more',
      'seed was left out: Gemini takes whole numbers of 32 bits',
      'logit_bias, store were left out: Gemini has no such field'
    ])
  })

  test('a schema for the answer, with what is said of it', () => {
    const { body } = encode({
      format: { type: 'json-schema', name: 'n', description: 'D', schema: { type: 'object' }, strict: true }
    })
    expect(body['generationConfig']).toEqual({
      responseMimeType: 'application/json',
      responseJsonSchema: { type: 'object', description: 'D' }
    })
  })

  test('several answers and log probabilities are Google’s own as well', () => {
    expect(encode({ choices: 3, logprobs: { top: 5 } }).body['generationConfig']).toEqual({
      candidateCount: 3,
      responseLogprobs: true,
      logprobs: 5
    })
  })

  test('what only its own dialect can say is refused', () => {
    expect(() => encode({ from: 'openai-completions', untranslatable: 'token numbers' })).toThrow(
      'token numbers'
    )
  })
})
