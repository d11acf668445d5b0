import type { Dialect, ToolLimits } from '../dialect.ts'
import { NotAReply } from '../dialect.ts'
import { decodeRequest } from './decode-request.ts'
import { encodeRequest } from './encode-request.ts'
import { readUsage } from './read-usage.ts'

/** Names of tools are 1 to 128 of these (https://docs.claude.com/en/docs/agents-and-tools/tool-use/implement-tool-use). */
const toolLimits: ToolLimits = {
  custom: false,
  namespaces: false,
  forbidden: /[^a-zA-Z0-9_-]/g,
  letterFirst: false,
  nameMax: 128
}

/** Anthropic's Messages API (https://docs.claude.com/en/api/messages). */
export const anthropicMessages: Dialect = {
  id: 'anthropic-messages',
  toolLimits,
  decodeRequest,
  encodeRequest,
  decodeReply: () => {
    throw new NotAReply('the reply is no message')
  },
  encodeReply: () => ({}),
  openStreamDecoder: () => ({ push: () => [], end: () => [] }),
  openStreamEncoder: () => ({ push: () => '', fail: () => '', end: () => '' }),
  encodeError: ({ message }) => ({ type: 'error', error: { type: 'api_error', message } }),
  readUsage,
  watch: { read: () => null, mergeUsage: (_before, after) => after }
}
