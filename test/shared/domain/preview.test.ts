import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CLIENT_DIALECT_IDS } from '../../../shared/domain/dialect.ts'
import {
  PREVIEW_LENGTH,
  previewOfInput,
  previewOfReply,
  previewOfStream,
  previewOfText,
  previewOfUserMessage
} from '../../../shared/domain/preview.ts'
import { EXCHANGES } from '../../support/exchanges/all-exchanges.ts'

test('reads the text of a message by the user', () => {
  expect(previewOfUserMessage('{"role":"user","content":"Hello  \\"world\\"\\nagain"}')).toBe(
    'Hello "world" again'
  )
  expect(previewOfUserMessage(',\n { "content" : "first the words" , "role" : "user" }')).toBe(
    'first the words'
  )
})

test('reads the first text of a message in parts', () => {
  const parts = [
    { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } },
    { type: 'text', text: 'What is this?' }
  ]
  expect(previewOfUserMessage(JSON.stringify({ role: 'user', content: parts }))).toBe('What is this?')
})

test('passes over messages of others, also where they quote one by the user', () => {
  expect(previewOfUserMessage('{"role":"assistant","content":"Hello"}')).toBeNull()
  const quote = JSON.stringify({ role: 'tool', content: JSON.stringify({ role: 'user', content: 'no' }) })
  expect(previewOfUserMessage(quote)).toBeNull()
})

test('reads the input of embeddings, one text or the first of many', () => {
  expect(previewOfInput('{"model":"m","input":"a text"}')).toBe('a text')
  expect(previewOfInput('{"input": [ "first", "second"]}')).toBe('first')
  expect(previewOfInput('{"input":[1,2,3]}')).toBe('')
  expect(previewOfInput('{"query":"which?","documents":["a","b"]}')).toBe('which?')
})

test('reads what was heard, as JSON, as bare text and from a stream', () => {
  expect(previewOfReply('{"task":"transcribe","text":"Good morning","segments":[{"text":"no"}]}')).toBe(
    'Good morning'
  )
  expect(previewOfText('Good\nmorning\n')).toBe('Good morning')
  expect(previewOfReply('{"results":[{"index":1,"document":{"text":"a document"}}]}')).toBe('')
  const event = (delta: string): string =>
    `data: ${JSON.stringify({ type: 'transcript.text.delta', delta })}\n\n`
  expect(previewOfStream(event('Good ') + event('morning'))).toBe('Good morning')
})

test('reads a reply, a tool call where there is no text, and the message of an error', () => {
  const reply = (message: unknown): string =>
    JSON.stringify({ id: 'x', choices: [{ index: 0, message, logprobs: { content: [{ token: 'no' }] } }] })
  expect(previewOfReply(reply({ role: 'assistant', content: 'Good morning' }))).toBe('Good morning')
  const call = { id: 'call_1', type: 'function', function: { name: 'read_file', arguments: '{}' } }
  expect(previewOfReply(reply({ role: 'assistant', content: null, tool_calls: [call] }))).toBe('read_file(…)')
  expect(previewOfReply('{"error":{"message":"Rate limit reached","type":"x"}}')).toBe('Rate limit reached')
})

test('puts a streamed reply together from its deltas and leaves log probabilities out', () => {
  const event = (delta: unknown): string =>
    `data: ${JSON.stringify({ choices: [{ delta, logprobs: { content: [{ token: 'no' }] } }] })}\n\n`
  const stream = [
    { role: 'assistant', content: '' },
    { content: 'Good' },
    { content: ' mor' },
    { content: 'ning' },
    {}
  ]
  expect(previewOfStream(`${stream.map(event).join('')}data: [DONE]\n\n`)).toBe('Good morning')
  const thought = { reasoning_details: [{ type: 'reasoning.text', text: 'no' }] }
  const beside = { reasoning_content: null, content: 'Good' }
  expect(previewOfStream([thought, beside].map(event).join(''))).toBe('Good')
  const call = { tool_calls: [{ index: 0, id: 'c', function: { name: 'run', arguments: '' } }] }
  expect(previewOfStream(event(call))).toBe('run(…)')
})

test.each(CLIENT_DIALECT_IDS)('reads the same words of %s, whole and streamed', (dialect) => {
  const { reply, stream } = EXCHANGES[dialect]
  const expected = dialect === 'openai-completions' ? 'a time' : 'Let me look.'
  expect(previewOfReply(JSON.stringify(reply))).toBe(expected)
  expect(previewOfStream(stream)).toBe(expected)
})

test('reads what a user of Gemini says, also without a role, and passes over what tools gave back', () => {
  const user = (parts: object[]): string => JSON.stringify({ role: 'user', parts })
  expect(previewOfUserMessage(user([{ text: 'Hello' }]))).toBe('Hello')
  expect(previewOfUserMessage('{"parts":[{"text":"Hello"}]}')).toBe('Hello')
  expect(
    previewOfUserMessage(user([{ functionResponse: { name: 'f', response: { text: 'no' } } }]))
  ).toBeNull()
  const content = [{ type: 'tool_result', tool_use_id: 't', content: [{ type: 'text', text: 'no' }] }]
  expect(previewOfUserMessage(JSON.stringify({ role: 'user', content }))).toBeNull()
})

test('passes over the reminders that an app puts before what its user said', () => {
  const content = ['<system-reminder>\nBe good.\n</system-reminder>', 'Mend the gate', 'and the door'].map(
    (text) => ({
      type: 'text',
      text
    })
  )
  expect(previewOfUserMessage(JSON.stringify({ role: 'user', content }))).toBe('Mend the gate')
  expect(previewOfUserMessage(JSON.stringify({ role: 'user', content: content.slice(0, 1) }))).toMatch(
    /^<system/
  )
})

test('names the tool that a reply calls where it says nothing, in every dialect', () => {
  const replies = [
    { type: 'message', content: [{ type: 'tool_use', id: 't', name: 'run', input: {} }] },
    {
      output: [{ type: 'function_call', arguments: '{}', name: 'run' }],
      tools: [{ type: 'function', name: 'no' }]
    },
    { candidates: [{ content: { parts: [{ functionCall: { name: 'run', args: {} } }] } }] }
  ]
  for (const reply of replies) expect(previewOfReply(JSON.stringify(reply))).toBe('run(…)')
})

test('cuts long texts, never through a character', () => {
  const long = `${'a'.repeat(PREVIEW_LENGTH - 1)}🙂 and more`
  const preview = previewOfUserMessage(JSON.stringify({ role: 'user', content: long }))
  expect(preview).toBe('a'.repeat(PREVIEW_LENGTH - 1))
})

test('reads text whose escapes end beyond what is read', () => {
  const umlauts = 'ä'.repeat(2000)
  const escaped = '\\u00e4'.repeat(2000)
  for (const shift of ['', 'x', 'xx', 'xxx', 'xxxx', 'xxxxx']) {
    const preview = previewOfUserMessage(`{"role":"user","content":"${shift}${escaped}"}`)
    expect(preview).toBe(`${shift}${umlauts}`.slice(0, PREVIEW_LENGTH))
  }
})

test('fails on nothing', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.constantFrom(
            '"role"',
            ':',
            '"user"',
            '"content"',
            '"text"',
            '"delta"',
            '"message"',
            '"function"',
            '"parts"',
            '"thought"',
            '"choices"',
            '"tool_use"',
            '<system-reminder>',
            '"name"',
            '[',
            '{',
            '"',
            '\\',
            '\\u12',
            '"input"',
            ' '
          ),
          fc.string({ unit: 'binary', maxLength: 20 })
        ),
        { maxLength: 40 }
      ),
      (parts) => {
        const text = parts.join('')
        return [previewOfUserMessage, previewOfInput, previewOfReply, previewOfStream].every((read) => {
          const preview = read(text)
          return preview === null || (preview.length <= PREVIEW_LENGTH && preview.isWellFormed())
        })
      }
    ),
    { numRuns: 2000 }
  )
})
