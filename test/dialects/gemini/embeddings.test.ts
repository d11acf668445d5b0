import { describe, expect, test } from 'vitest'
import { NotAReply } from '../../../electron/dialects/dialect.ts'
import {
  toGeminiEmbeddings,
  toOpenaiEmbeddings,
  writeGeminiEmbeddings,
  writeOpenaiEmbeddings
} from '../../../electron/dialects/gemini/embeddings.ts'

const HELLO = { content: { parts: [{ text: 'hello' }] } }

describe('requests of Google’s clients', () => {
  test('one text is an input, a batch a list of them', () => {
    expect(toOpenaiEmbeddings('embedContent', { ...HELLO, output_dimensionality: 64 }, 'm')).toEqual({
      body: { model: 'm', input: 'hello', encoding_format: 'float', dimensions: 64 },
      notes: []
    })
    const requests = [
      { ...HELLO, task_type: 'RETRIEVAL_DOCUMENT', title: 'T' },
      { content: { parts: [{ text: 'a' }, { text: 'b' }] } }
    ]
    expect(toOpenaiEmbeddings('batchEmbedContents', { requests }, 'm')).toEqual({
      body: { model: 'm', input: ['hello', 'a\nb'], encoding_format: 'float' },
      notes: [
        "taskType was left out: only Google's models know it",
        "title was left out: only Google's models know it"
      ]
    })
  })

  test('what OpenAI’s form can’t say is refused', () => {
    const sizes = {
      requests: [
        { ...HELLO, outputDimensionality: 64 },
        { ...HELLO, outputDimensionality: 32 }
      ]
    }
    expect(() => toOpenaiEmbeddings('batchEmbedContents', sizes, 'm')).toThrow('the same size')
    const picture = { content: { parts: [{ inlineData: { mimeType: 'image/png', data: 'AAAA' } }] } }
    expect(() => toOpenaiEmbeddings('embedContent', picture, 'm')).toThrow(
      'content.parts: this model embeds texts'
    )
    expect(() => toOpenaiEmbeddings('batchEmbedContents', { requests: [] }, 'm')).toThrow('requests: empty')
    expect(() => toOpenaiEmbeddings('embedContent', {}, 'm')).toThrow('content: missing')
  })
})

describe('requests of OpenAI’s clients', () => {
  test('are a batch, one request a text', () => {
    expect(toGeminiEmbeddings({ model: 'x', input: ['a', 'b'], dimensions: 64, user: 'u' }, 'm')).toEqual({
      method: 'batchEmbedContents',
      body: {
        requests: ['a', 'b'].map((text) => ({
          model: 'models/m',
          content: { parts: [{ text }] },
          outputDimensionality: 64
        }))
      },
      notes: ['user was left out: Gemini has no such field']
    })
    expect(toGeminiEmbeddings({ input: 'a' }, 'm').body['requests']).toHaveLength(1)
  })

  test('token numbers and nothing at all are refused', () => {
    expect(() => toGeminiEmbeddings({ input: [1, 2] }, 'm')).toThrow('lists of token numbers')
    expect(() => toGeminiEmbeddings({ input: [] }, 'm')).toThrow('a text or a list of texts')
  })
})

describe('replies', () => {
  test('OpenAI’s are Google’s, in order and also where they are base64', () => {
    const bytes = Buffer.alloc(8)
    bytes.writeFloatLE(0.5, 0)
    bytes.writeFloatLE(-2, 4)
    const reply = {
      data: [
        { index: 1, embedding: [3] },
        { index: 0, embedding: bytes.toString('base64') }
      ],
      usage: { prompt_tokens: 7, total_tokens: 7 }
    }
    const usageMetadata = { promptTokenCount: 7, totalTokenCount: 7 }
    expect(writeGeminiEmbeddings('batchEmbedContents', reply)).toEqual({
      embeddings: [{ values: [0.5, -2] }, { values: [3] }],
      usageMetadata
    })
    expect(writeGeminiEmbeddings('embedContent', reply)).toEqual({
      embedding: { values: [0.5, -2] },
      usageMetadata
    })
  })

  test('Google’s are OpenAI’s, in the encoding that was asked for', () => {
    const reply = { embeddings: [{ values: [0.5, -2] }], usageMetadata: { promptTokenCount: 7 } }
    const float = writeOpenaiEmbeddings(reply, {}, 'm')
    expect(float).toEqual({
      object: 'list',
      data: [{ object: 'embedding', index: 0, embedding: [0.5, -2] }],
      model: 'm',
      usage: { prompt_tokens: 7, total_tokens: 7 }
    })
    const encoded = writeOpenaiEmbeddings(reply, { encoding_format: 'base64' }, 'm')
    expect(writeGeminiEmbeddings('batchEmbedContents', encoded)['embeddings']).toEqual([
      { values: [0.5, -2] }
    ])
    expect(writeOpenaiEmbeddings({ embedding: { values: [1] } }, {}, 'm')['usage']).toEqual({
      prompt_tokens: 0,
      total_tokens: 0
    })
  })

  test('what is none is said to be none', () => {
    expect(() => writeGeminiEmbeddings('embedContent', { error: {} })).toThrow(NotAReply)
    expect(() => writeOpenaiEmbeddings({ error: {} }, {}, 'm')).toThrow(NotAReply)
  })
})
