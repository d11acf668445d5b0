import { expect, test } from 'vitest'
import { dialectOfPath, geminiCall, ownPath } from '../../electron/gateway/own-path.ts'

test.each([
  ['/v1/chat/completions', '/v1/chat/completions'],
  ['/v1/chat/completions/', '/v1/chat/completions'],
  ['/chat/completions', '/v1/chat/completions'],
  ['/v1/v1/messages', '/v1/messages'],
  ['//v1//models', '/v1/models'],
  ['/api/llm/v1/models', '/v1/models'],
  ['/api/llm/chat/completions', '/v1/chat/completions'],
  ['/messages', '/v1/messages'],
  ['/models', '/v1/models'],
  ['/v1/v1beta/models/m:generateContent', '/v1beta/models/m:generateContent'],
  ['/v1beta/v1beta/models/m:countTokens', '/v1beta/models/m:countTokens'],
  ['/models/m:streamGenerateContent', '/v1beta/models/m:streamGenerateContent'],
  ['/api/llm/v1beta/models/m:generateContent', '/v1beta/models/m:generateContent'],
  ['/models/ollama/llama3:8b', '/v1/models/ollama/llama3:8b'],
  ['/lab/gpt-5:generateContent', '/v1beta/lab/gpt-5:generateContent'],
  ['/health', '/health'],
  ['/', '/'],
  ['/v1', '/v1'],
  ['/v1/', '/v1']
])('%s is %s', (path, own) => {
  expect(ownPath(path)).toBe(own)
})

test('Google’s calls: the name may hold slashes and colons, encoded or not', () => {
  expect(geminiCall('/v1beta/models/gemini-2.5-pro:generateContent')).toEqual({
    model: 'gemini-2.5-pro',
    method: 'generateContent'
  })
  expect(geminiCall('/v1/models/lab/llama3:8b:streamGenerateContent')?.model).toBe('lab/llama3:8b')
  expect(geminiCall('/v1beta/models/lab%2Fgpt-5:countTokens')?.model).toBe('lab/gpt-5')
  expect(geminiCall('/v1beta/lab/gpt-5:generateContent')?.model).toBe('lab/gpt-5')
  expect(geminiCall('/v1beta/tunedModels/mine:generateContent')?.model).toBe('tunedModels/mine')
  expect(geminiCall('/v1beta/models/gemini-2.5-pro')).toBeNull()
  expect(geminiCall('/v1/models/llama3:latest')).toBeNull()
  expect(geminiCall('/v1/chat/completions')).toBeNull()
})

test('the path says which errors a client reads', () => {
  expect(dialectOfPath('/v1/messages/count_tokens')).toBe('anthropic-messages')
  expect(dialectOfPath('/v1/responses/resp_1')).toBe('openai-responses')
  expect(dialectOfPath('/v1/completions')).toBe('openai-completions')
  expect(dialectOfPath('/v1beta/models')).toBe('gemini')
  expect(dialectOfPath('/v1/models/m:generateContent')).toBe('gemini')
  expect(dialectOfPath('/v1/embeddings')).toBe('openai-chat')
})
