import { readEvents } from '../../electron/dialects/read-events.ts'
import { startGateway, type TestGateway } from './start-gateway.ts'
import { startScriptedProvider, type ScriptedProvider } from './scripted-provider.ts'

/** A gateway whose accounts speak each dialect, all of them with one scripted provider behind them. */
export interface AnyProvider {
  readonly provider: ScriptedProvider
  readonly gateway: TestGateway
  post(
    path: string,
    body: object,
    headers?: Record<string, string>
  ): Promise<{ readonly status: number; readonly headers: Headers; readonly text: string }>
  json(
    path: string,
    body: object
  ): Promise<{ readonly status: number; readonly body: Record<string, unknown> }>
  /** Forgets what was asked and logged. */
  reset(): void
  close(): Promise<void>
}

export async function startAnyProvider(): Promise<AnyProvider> {
  const provider = await startScriptedProvider()
  const account = (name: string, kind: string) => ({
    name,
    provider: kind,
    base_url: provider.url,
    models: '*' as const,
    api_key: 'env://KEY'
  })
  const gateway = await startGateway(
    {
      accounts: [
        account('chat', 'openai-compatible'),
        account('claude', 'anthropic-compatible'),
        account('google', 'gemini-compatible'),
        account('oa', 'openai'),
        { ...account('oachat', 'openai'), dialects: ['openai-chat'] }
      ],
      tokens: [{ name: 'app', models: '*', payloads: true }]
    },
    { env: { KEY: 'sk-provider' } }
  )
  const post: AnyProvider['post'] = async (path, body, headers = {}) => {
    const response = await gateway.fetch(path, { method: 'POST', body: JSON.stringify(body), headers })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  return {
    provider,
    gateway,
    post,
    json: async (path, body) => {
      const { status, text } = await post(path, body)
      return { status, body: JSON.parse(text) as Record<string, unknown> }
    },
    reset: () => {
      provider.requests.length = 0
      gateway.entries.length = 0
    },
    close: async () => {
      await gateway.close()
      await provider.close()
    }
  }
}

/** The events of a stream, their data parsed. */
export function eventsOf(text: string): { readonly name: string | null; readonly data: unknown }[] {
  return readEvents(Buffer.from(text)).map(({ name, data }) => ({
    name,
    data: data === '[DONE]' ? data : JSON.parse(data)
  }))
}

export const CHAT_REPLY = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1_760_000_000,
  model: 'gpt-x',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Grüße ✓' }, finish_reason: 'stop' }],
  usage: {
    prompt_tokens: 12,
    completion_tokens: 5,
    total_tokens: 17,
    prompt_tokens_details: { cached_tokens: 4 }
  }
}
export const chunk = (delta: object, finish: string | null = null) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'gpt-x',
  choices: [{ index: 0, delta, finish_reason: finish }]
})
export const CHAT_USAGE = { ...chunk({}), choices: [], usage: CHAT_REPLY.usage }
export const MESSAGE_REPLY = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-x',
  content: [{ type: 'text', text: 'Hello there' }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: { input_tokens: 8, cache_read_input_tokens: 4, cache_creation_input_tokens: 0, output_tokens: 5 }
}
export const MESSAGE_REPLY_WITH_THOUGHT = {
  ...MESSAGE_REPLY,
  content: [{ type: 'thinking', thinking: 'hm', signature: 'EqQB' }, ...MESSAGE_REPLY.content]
}
export const GEMINI_REPLY = {
  candidates: [
    { content: { role: 'model', parts: [{ text: 'Hello there' }] }, finishReason: 'STOP', index: 0 }
  ],
  usageMetadata: {
    promptTokenCount: 12,
    cachedContentTokenCount: 4,
    candidatesTokenCount: 5,
    totalTokenCount: 17
  },
  modelVersion: 'gemini-x',
  responseId: 'r1'
}
export const USAGE = { input: 8, cache_read: 4, output: 5 }
export const MESSAGES = { model: 'chat/gpt-x', max_tokens: 100, messages: [{ role: 'user', content: 'hi' }] }
