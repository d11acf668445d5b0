import { describe, expect, test } from 'vitest'
import { writeThoughts } from '../../../electron/dialects/gemini/carry-thought.ts'
import { decodeRequest } from '../../../electron/dialects/gemini/decode-request.ts'
import type { Fields } from '../../../electron/dialects/json.ts'

const ASKED = { model: 'gemini-2.5-flash', stream: false }
const CONTENTS = [{ role: 'user', parts: [{ text: 'Hi' }] }]

function decode(body: Fields): ReturnType<typeof decodeRequest> {
  return decodeRequest(body, ASKED)
}

function messagesOf(contents: unknown): ReturnType<typeof decodeRequest>['messages'] {
  return decode({ contents }).messages
}

describe('what a chat says', () => {
  test('the model and the wish for a stream are the path’s, whatever the body says', () => {
    const chat = decodeRequest(
      { contents: CONTENTS, model: 'models/other', stream: true },
      { model: 'gemini-3-pro', stream: false }
    )
    expect(chat).toEqual({
      model: 'gemini-3-pro',
      stream: false,
      from: 'gemini',
      messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hi' }] }],
      tools: []
    })
  })

  test('the system’s texts come first, in any of their forms and both spellings', () => {
    const expected = { role: 'system', parts: [{ type: 'text', text: 'Be terse.' }] }
    for (const [name, value] of [
      ['systemInstruction', 'Be terse.'],
      ['system_instruction', { role: 'user', parts: [{ text: 'Be terse.' }] }],
      ['systemInstruction', { parts: { text: 'Be terse.' } }],
      ['systemInstruction', { text: 'Be terse.' }],
      ['systemInstruction', [{ text: 'Be terse.' }]]
    ] as const) {
      expect(decode({ contents: CONTENTS, [name]: value }).messages[0]).toEqual(expected)
    }
    expect(decode({ contents: CONTENTS, systemInstruction: null }).messages).toHaveLength(1)
  })

  test('contents may be one text, one content, bare parts or a list of any of them', () => {
    const hi = { role: 'user', parts: [{ type: 'text', text: 'Hi' }] }
    for (const contents of [
      'Hi',
      CONTENTS[0],
      [{ text: 'Hi' }],
      ['Hi'],
      { parts: { text: 'Hi' } },
      [{ parts: ['Hi'] }]
    ]) {
      expect(messagesOf(contents)).toEqual([hi])
    }
  })

  test('what is no conversation is refused by the name of its place', () => {
    expect(() => decode({})).toThrow('contents: missing')
    expect(() => decode({ contents: null })).toThrow('contents: missing')
    expect(() => messagesOf([])).toThrow('contents: empty')
    expect(() => messagesOf([7])).toThrow('contents[0]: a content is an object')
    expect(() => messagesOf([{ role: 'user', parts: [{ text: 'a' }, 7] }])).toThrow(
      'contents[0].parts[1]: a part'
    )
  })

  test('every wish of generationConfig has its place, and what only Google has is kept by its whole name', () => {
    const chat = decode({
      contents: CONTENTS,
      generation_config: {
        candidate_count: 2,
        stop_sequences: ['END'],
        maxOutputTokens: 100,
        temperature: 0.5,
        topP: 0.9,
        topK: 40,
        seed: 7,
        presencePenalty: 0.1,
        frequencyPenalty: 0.2,
        responseLogprobs: true,
        logprobs: 3,
        responseModalities: ['TEXT', 'IMAGE'],
        speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: 'Kore' } } },
        mediaResolution: null
      },
      safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }],
      cachedContent: 'cachedContents/abc',
      labels: { my_team: 'x' }
    })
    expect(chat).toMatchObject({
      choices: 2,
      stop: ['END'],
      maxOutputTokens: 100,
      temperature: 0.5,
      topP: 0.9,
      topK: 40,
      seed: 7,
      presencePenalty: 0.1,
      frequencyPenalty: 0.2,
      logprobs: { top: 3 },
      modalities: ['text', 'image']
    })
    expect(chat.extra).toEqual({
      dialect: 'gemini',
      fields: {
        safetySettings: [{ category: 'HARM_CATEGORY_HARASSMENT', threshold: 'BLOCK_NONE' }],
        cachedContent: 'cachedContents/abc',
        labels: { my_team: 'x' },
        'generationConfig.speechConfig': { voiceConfig: { prebuiltVoiceConfig: { voiceName: 'Kore' } } }
      }
    })
  })

  test('a schema of either form is a JSON Schema', () => {
    const own = { type: 'OBJECT', properties: { snake_name: { type: 'STRING', nullable: true } } }
    const format = {
      type: 'json-schema',
      schema: { type: 'object', properties: { snake_name: { type: ['string', 'null'] } } }
    }
    const json = { responseMimeType: 'application/json' }
    expect(
      decode({ contents: CONTENTS, generationConfig: { ...json, response_schema: own } }).format
    ).toEqual(format)
    expect(
      decode({ contents: CONTENTS, generationConfig: { ...json, responseJsonSchema: format.schema } }).format
    ).toEqual(format)
    expect(decode({ contents: CONTENTS, generationConfig: json }).format).toEqual({ type: 'json' })
    expect(
      decode({ contents: CONTENTS, generationConfig: { responseMimeType: 'text/plain' } }).format
    ).toEqual({
      type: 'text'
    })
    const enumerated = decode({ contents: CONTENTS, generationConfig: { responseMimeType: 'text/x.enum' } })
    expect(enumerated.format).toBeUndefined()
    expect(enumerated.extra?.fields).toEqual({ 'generationConfig.responseMimeType': 'text/x.enum' })
  })

  test.each([
    [{ thinkingBudget: 0 }, { mode: 'off', show: false }],
    [
      { thinkingBudget: -1, includeThoughts: true },
      { mode: 'adaptive', show: true }
    ],
    [{ thinkingBudget: 2048 }, { mode: 'on', budgetTokens: 2048, show: false }],
    [{ thinkingLevel: 'LOW' }, { effort: 'low', show: false }],
    [{ thinkingLevel: 'THINKING_LEVEL_UNSPECIFIED' }, { show: false }]
  ])('thinking %j', (thinkingConfig, wish) => {
    expect(decode({ contents: CONTENTS, generationConfig: { thinkingConfig } }).reasoning).toEqual({
      ...wish,
      native: { dialect: 'gemini', value: thinkingConfig }
    })
  })

  test('functions and Google’s own tools are told apart, however they are grouped', () => {
    const { tools } = decode({
      contents: CONTENTS,
      tools: [
        {
          function_declarations: [
            {
              name: 'a',
              description: 'A',
              parameters: { type: 'OBJECT', properties: {} },
              behavior: 'BLOCKING'
            },
            { name: 'b', parameters_json_schema: { type: 'object', $defs: { x_y: {} } } }
          ],
          googleSearch: {}
        },
        { code_execution: {} }
      ]
    })
    expect(tools).toEqual([
      {
        type: 'function',
        name: 'a',
        description: 'A',
        schema: { type: 'object', properties: {} },
        extra: { dialect: 'gemini', fields: { behavior: 'BLOCKING' } }
      },
      { type: 'function', name: 'b', schema: { type: 'object', $defs: { x_y: {} } } },
      { type: 'server', dialect: 'gemini', name: 'googleSearch', value: { googleSearch: {} } },
      { type: 'server', dialect: 'gemini', name: 'codeExecution', value: { codeExecution: {} } }
    ])
  })

  test.each([
    [{ mode: 'AUTO' }, { type: 'auto' }],
    [{ mode: 'none' }, { type: 'none' }],
    [{ mode: 'ANY' }, { type: 'required' }],
    [{ mode: 2 }, { type: 'required' }],
    [
      { mode: 'ANY', allowed_function_names: ['a'] },
      { type: 'tool', name: 'a' }
    ],
    [
      { mode: 'ANY', allowedFunctionNames: ['a', 'b'] },
      { type: 'allowed', names: ['a', 'b'], required: true }
    ],
    [
      { mode: 'VALIDATED', allowedFunctionNames: ['a'] },
      { type: 'allowed', names: ['a'], required: false }
    ],
    [{ mode: 'VALIDATED' }, { type: 'auto' }],
    [{}, undefined]
  ])('the choice of tools %j', (functionCallingConfig, choice) => {
    expect(decode({ contents: CONTENTS, toolConfig: { functionCallingConfig } }).toolChoice).toEqual(choice)
  })
})

describe('parts', () => {
  test('pictures, files and videos, with what is said of them', () => {
    const [message] = messagesOf([
      {
        role: 'user',
        parts: [
          {
            inline_data: { mime_type: 'image/png', data: 'AAAA' },
            mediaResolution: { level: 'MEDIA_RESOLUTION_LOW' }
          },
          {
            fileData: {
              fileUri: 'https://generativelanguage.googleapis.com/v1beta/files/x',
              mimeType: 'application/pdf'
            }
          },
          { fileData: { fileUri: 'https://example.com/a.jpg?size=1' } },
          { fileData: { fileUri: 'https://youtu.be/abc' }, videoMetadata: { fps: 1 } }
        ]
      }
    ])
    expect(message?.parts).toEqual([
      {
        type: 'media',
        kind: 'image',
        source: { kind: 'base64', data: 'AAAA' },
        mediaType: 'image/png',
        detail: 'low',
        extra: { dialect: 'gemini', fields: { mediaResolution: { level: 'MEDIA_RESOLUTION_LOW' } } }
      },
      {
        type: 'media',
        kind: 'file',
        source: {
          kind: 'file-id',
          dialect: 'gemini',
          id: 'https://generativelanguage.googleapis.com/v1beta/files/x'
        },
        mediaType: 'application/pdf'
      },
      { type: 'media', kind: 'image', source: { kind: 'url', url: 'https://example.com/a.jpg?size=1' } },
      {
        type: 'media',
        kind: 'video',
        source: { kind: 'url', url: 'https://youtu.be/abc' },
        extra: { dialect: 'gemini', fields: { videoMetadata: { fps: 1 } } }
      }
    ])
  })

  test('thoughts and signatures of any part', () => {
    const seal = { dialect: 'gemini', value: 'c2ln' }
    const [, message] = messagesOf([
      ...CONTENTS,
      {
        role: 'model',
        parts: [
          { text: 'hm', thought: true },
          { text: 'Hello', thought_signature: 'c2ln' },
          { thoughtSignature: 'c2ln' },
          { functionCall: { id: 'c1', name: 'f', args: { a: 1 } }, thoughtSignature: 'c2ln' }
        ]
      }
    ])
    expect(message).toEqual({
      role: 'assistant',
      parts: [
        { type: 'reasoning', text: 'hm' },
        { type: 'text', text: 'Hello', seal },
        { type: 'text', text: '', seal },
        { type: 'tool-call', id: 'c1', name: 'f', args: '{"a":1}', seal }
      ]
    })
  })

  test('code that Google ran and kinds that are unknown stay as they are', () => {
    const run = { executableCode: { language: 'PYTHON', code: 'print(1)' }, thoughtSignature: 'c2ln' }
    const [, message] = messagesOf([...CONTENTS, { role: 'model', parts: [run, { newThing: { a: 1 } }, {}] }])
    expect(message?.parts).toEqual([
      { type: 'native', dialect: 'gemini', what: 'executableCode', value: run },
      { type: 'native', dialect: 'gemini', what: 'newThing', value: { newThing: { a: 1 } } }
    ])
  })

  test('another provider’s thoughts come out of the signature that carried them, once', () => {
    const seal = { dialect: 'anthropic-messages', value: 'sig' } as const
    const thoughtSignature = writeThoughts([{ text: 'hm', seal }])
    const call = { functionCall: { id: 'c1', name: 'f', args: {} }, thoughtSignature }
    const expected = [
      { type: 'reasoning', text: 'hm', seal },
      { type: 'tool-call', id: 'c1', name: 'f', args: '{}' }
    ]
    const hidden = messagesOf([...CONTENTS, { role: 'model', parts: [call] }])
    expect(hidden[1]?.parts).toEqual(expected)
    const shown = messagesOf([...CONTENTS, { role: 'model', parts: [{ text: 'hm', thought: true }, call] }])
    expect(shown[1]?.parts).toEqual(expected)
  })
})

describe('calls and their results', () => {
  const answer = (fields: Fields): Fields => ({ functionResponse: { response: { output: 'ok' }, ...fields } })

  test('without ids they find each other by name and order', () => {
    const messages = messagesOf([
      ...CONTENTS,
      {
        role: 'model',
        parts: [
          { functionCall: { name: 'f', args: { n: 1 } } },
          { functionCall: { name: 'g' } },
          { functionCall: { name: 'f', args: { n: 2 } } }
        ]
      },
      { role: 'function', parts: [answer({ name: 'f' }), answer({ name: 'f' }), answer({})] }
    ])
    const calls = messages[1]?.parts.map((part) => (part.type === 'tool-call' ? part.id : ''))
    expect(new Set(calls).size).toBe(3)
    expect(messages[2]).toEqual({
      role: 'tool',
      parts: [
        { type: 'tool-result', id: calls?.[0], name: 'f', parts: [{ type: 'text', text: 'ok' }] },
        { type: 'tool-result', id: calls?.[2], name: 'f', parts: [{ type: 'text', text: 'ok' }] },
        { type: 'tool-result', id: calls?.[1], name: 'g', parts: [{ type: 'text', text: 'ok' }] }
      ]
    })
  })

  test('ids are kept, without the name that Gemini CLI puts before them', () => {
    const messages = messagesOf([
      ...CONTENTS,
      { role: 'model', parts: [{ functionCall: { id: 'ls__toolu_1', name: 'ls' } }] },
      { role: 'user', parts: [answer({ id: 'ls__toolu_1', name: 'ls' }), { text: 'and?' }] }
    ])
    expect(messages[1]?.parts).toMatchObject([{ id: 'toolu_1', name: 'ls' }])
    expect(messages[2]).toMatchObject({
      role: 'user',
      parts: [{ id: 'toolu_1' }, { type: 'text', text: 'and?' }]
    })
  })

  test('calls that were never answered don’t take the results of a later turn', () => {
    const call = { role: 'model', parts: [{ functionCall: { name: 'f' } }] }
    const messages = messagesOf([...CONTENTS, call, ...CONTENTS, call, { parts: [answer({ name: 'f' })] }])
    expect(messages[1]?.parts).toMatchObject([{ id: 'gcall_0' }])
    expect(messages[3]?.parts).toMatchObject([{ id: 'gcall_1' }])
    expect(messages[4]?.parts).toMatchObject([{ id: 'gcall_1' }])
  })

  test('an error is one, other objects are their JSON, media stand inside', () => {
    const result = (response: unknown, parts?: unknown): unknown =>
      messagesOf([{ parts: [{ functionResponse: { name: 'f', response, parts } }] }])[0]?.parts[0]
    expect(result({ error: 'no' })).toMatchObject({ isError: true, parts: [{ text: 'no' }] })
    expect(result({ result: 'yes' })).toMatchObject({ parts: [{ text: 'yes' }] })
    expect(result({ temperature: 20 })).toMatchObject({ parts: [{ text: '{"temperature":20}' }] })
    expect(result({}, [{ inline_data: { mime_type: 'image/png', data: 'AAAA' } }])).toMatchObject({
      parts: [{ type: 'media', kind: 'image' }]
    })
  })

  test('a text that a stream left in several contents is one, what follows calls is not touched', () => {
    const messages = messagesOf([
      ...CONTENTS,
      { role: 'model', parts: [{ text: 'Hel' }] },
      { role: 'model', parts: [{ text: 'lo' }] },
      { role: 'model', parts: [{ functionCall: { name: 'f' } }] }
    ])
    expect(messages.slice(1)).toMatchObject([
      { role: 'assistant', parts: [{ type: 'text', text: 'Hello' }] },
      { role: 'assistant', parts: [{ type: 'tool-call', name: 'f' }] }
    ])
  })
})
