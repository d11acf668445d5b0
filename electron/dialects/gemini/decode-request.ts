import type { ChatRequest } from '../chat.ts'
import type { Asked } from '../dialect.ts'
import { withoutFields, type Fields } from '../json.ts'
import { decodeConfig } from './decode-config.ts'
import { decodeContents, decodeSystem } from './decode-contents.ts'
import { decodeToolConfig, decodeTools } from './decode-tools.ts'
import { readNames } from './read-names.ts'

/** `model` and `stream` in the body count for nothing: the path says both. */
const KNOWN = new Set([
  'contents',
  'systemInstruction',
  'tools',
  'toolConfig',
  'generationConfig',
  'model',
  'stream'
])

/**
 * A `generateContent` request (https://ai.google.dev/api/generate-content#request-body). Fields that only Google has are
 * kept under the whole way to them, such as `generationConfig.speechConfig`.
 */
export function decodeRequest(body: Fields, asked: Asked): ChatRequest {
  const request = readNames(body)
  const system = decodeSystem(request['systemInstruction'])
  const messages = decodeContents(request['contents'])
  const { choice, rest: toolRest } = decodeToolConfig(request['toolConfig'])
  const { wishes, rest: configRest } = decodeConfig(request['generationConfig'])
  const fields = { ...withoutFields(request, KNOWN), ...toolRest, ...configRest }
  return {
    ...wishes,
    model: asked.model,
    stream: asked.stream,
    from: 'gemini',
    messages: system === undefined ? messages : [system, ...messages],
    tools: decodeTools(request['tools']),
    ...(choice === undefined ? {} : { toolChoice: choice }),
    ...(Object.keys(fields).length === 0 ? {} : { extra: { dialect: 'gemini', fields } })
  }
}
