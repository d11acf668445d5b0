import { describe, expect, test } from 'vitest'
import { DIALECTS } from '../../electron/dialects/all-dialects.ts'
import { groundedSources } from '../../electron/dialects/grounded-sources.ts'
import type { ChatRequest } from '../../electron/dialects/chat.ts'

const A = { web: { uri: 'https://a.example/', title: 'A' } }
const B = { web: { uri: 'https://b.example/' } }

describe('the sources of a text of Gemini', () => {
  test('stand for the parts that they are named for, counted in characters', () => {
    const groundingSupports = [
      { segment: { endIndex: 3 }, groundingChunkIndices: [0] },
      { segment: { startIndex: 3, endIndex: 5 }, groundingChunkIndices: [1, 7] }
    ]
    expect(groundedSources({ groundingChunks: [A, B], groundingSupports }, 'é! ok')).toEqual([
      { url: 'https://a.example/', title: 'A', from: 0, to: 2 },
      { url: 'https://b.example/', title: 'https://b.example/', from: 2, to: 4 }
    ])
  })

  test('stand for the whole where no part is named, and for what was cited', () => {
    const citationSources = [{ uri: 'https://c.example/', startIndex: 1, endIndex: 2 }]
    expect(groundedSources({ groundingChunks: [A, { image: {} }], citationSources }, 'abc')).toEqual([
      { url: 'https://a.example/', title: 'A', from: 0, to: 3 },
      { url: 'https://c.example/', title: 'https://c.example/', from: 1, to: 2 }
    ])
    expect(groundedSources(undefined, 'abc')).toEqual([])
  })
})

describe('a grounded reply of Gemini', () => {
  const CANDIDATE = {
    content: { role: 'model', parts: [{ text: 'Sunny' }] },
    finishReason: 'STOP',
    groundingMetadata: { groundingChunks: [A], webSearchQueries: ['weather'] }
  }
  const request: ChatRequest = { model: 'm', stream: true, messages: [], tools: [] }
  const context = { request, created: 1, newId: (prefix: string) => `${prefix}1` }
  const source = { url: 'https://a.example/', title: 'A', start_index: 0, end_index: 5 }

  test('has annotations at clients of the other dialects that know them', () => {
    const reply = DIALECTS.gemini.decodeReply({ candidates: [CANDIDATE] })
    expect(DIALECTS['openai-chat'].encodeReply(reply, context)['choices']).toMatchObject([
      { message: { content: 'Sunny', annotations: [{ type: 'url_citation', url_citation: source }] } }
    ])
    expect(DIALECTS['openai-responses'].encodeReply(reply, context)['output']).toMatchObject([
      { content: [{ text: 'Sunny', annotations: [{ type: 'url_citation', ...source }] }] }
    ])
    expect(DIALECTS.gemini.encodeReply(reply, context)['candidates']).toMatchObject([CANDIDATE])
  })

  test.each(['openai-chat', 'openai-responses'] as const)('and in the stream of %s', (dialect) => {
    const decoder = DIALECTS.gemini.openStreamDecoder()
    const encoder = DIALECTS[dialect].openStreamEncoder(context)
    const events = [
      ...decoder.push({ name: null, data: JSON.stringify({ candidates: [CANDIDATE] }) }),
      ...decoder.end()
    ]
    const text = events.map((event) => encoder.push(event)).join('') + encoder.end()
    expect(text).toContain('"url":"https://a.example/"')
    expect(text).not.toContain('weather')
  })

  test('leaves texts beside others as they are, since places in them could not be told', () => {
    const parts = [{ text: 'a' }, { executableCode: { code: '1' } }, { text: 'b' }]
    const { choices } = DIALECTS.gemini.decodeReply({ candidates: [{ ...CANDIDATE, content: { parts } }] })
    expect(choices[0]?.parts.filter((part) => part.type === 'text' && part.citations !== undefined)).toEqual(
      []
    )
  })
})
