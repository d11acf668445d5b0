import { NotAReply, type Dialect } from '../dialect.ts'
import { readOpenaiUsage } from '../read-openai-usage.ts'

export const openaiChat: Dialect = {
  id: 'openai-chat',
  toolLimits: { custom: false, namespaces: false, forbidden: /[^a-zA-Z0-9_-]/g, letterFirst: false, nameMax: 64 },
  decodeRequest: (_body, asked) => ({ model: asked.model, stream: asked.stream, messages: [], tools: [] }),
  encodeRequest: (_chat, target) => ({ body: { model: target.model }, notes: [] }),
  decodeReply: () => {
    throw new NotAReply('not a reply')
  },
  encodeReply: () => ({}),
  openStreamDecoder: () => ({ push: () => [], end: () => [] }),
  openStreamEncoder: () => ({ push: () => '', fail: () => '', end: () => '' }),
  encodeError: ({ message }) => ({ error: { message } }),
  readUsage: readOpenaiUsage,
  watch: { read: () => null, mergeUsage: (before, after) => after ?? before }
}
