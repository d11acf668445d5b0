import type { LogDetail } from '../../shared/contract/index.ts'
import type { Conversation } from '../../shared/domain/conversation.ts'
import type { RequestLogRow } from '../../shared/domain/request-log.ts'

const TOOL = {
  name: 'read_file',
  description: 'Reads a file of the workspace and returns its text.',
  schema: JSON.stringify(
    { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
    null,
    2
  )
}

/** A turn of a coding agent: a system prompt, a question, a tool call with its result, and the answer. */
function conversationOf(row: RequestLogRow): Conversation | null {
  if (row.preview === null || row.endpoint.endsWith('embeddings')) return null
  const agent = row.token === 'cline'
  const reply = row.preview.reply
  return {
    messages: [
      {
        role: 'system',
        parts: [
          {
            kind: 'text',
            text: 'You are a careful engineer. Change as little as the task needs, and say what you did.'
          }
        ]
      },
      { role: 'user', parts: [{ kind: 'text', text: row.preview.prompt }] },
      ...(agent
        ? [
            {
              role: 'assistant',
              parts: [
                {
                  kind: 'reasoning' as const,
                  text: 'The loop is in attempt-targets. I should read it before I change anything.'
                },
                {
                  kind: 'tool-call' as const,
                  id: 'call_7f2a',
                  name: 'read_file',
                  args: '{"path":"src/attempt.ts"}'
                }
              ]
            },
            {
              role: 'tool',
              parts: [
                {
                  kind: 'tool-result' as const,
                  id: 'call_7f2a',
                  parts: [
                    {
                      kind: 'text' as const,
                      text: 'export async function attempt(target, request) {\n  for (let tries = 0; tries < 3; tries += 1) {\n    const outcome = await send(target, request)\n    if (outcome.ok) return outcome\n  }\n}'
                    }
                  ]
                }
              ]
            }
          ]
        : [])
    ],
    reply:
      reply === ''
        ? []
        : [
            {
              role: 'assistant',
              parts: [
                {
                  kind: 'text',
                  text: `${reply}\n\n\`\`\`ts\nexport function shouldRetry(outcome: Outcome): boolean {\n  return !outcome.committed && RETRIED.has(outcome.reason)\n}\n\`\`\`\n\nThe rest stays as it was.`
                }
              ]
            }
          ],
    finish_reason: reply === '' ? null : 'stop',
    tools: agent ? [TOOL] : [],
    params: { temperature: '0.2', max_tokens: '8192' }
  }
}

function requestBody(row: RequestLogRow, conversation: Conversation | null): string {
  return JSON.stringify({
    model: row.model_asked,
    stream: row.stream,
    ...(conversation === null
      ? { input: ['first text', 'second text'] }
      : {
          temperature: 0.2,
          messages: conversation.messages.map((message) => ({
            role: message.role,
            content: message.parts.map((part) => ('text' in part ? part.text : '')).join('')
          }))
        })
  })
}

function responseBody(row: RequestLogRow, conversation: Conversation | null): string {
  if (row.error !== null) return JSON.stringify({ error: row.error })
  const content =
    conversation?.reply[0]?.parts.map((part) => ('text' in part ? part.text : '')).join('') ?? ''
  const chunk = (delta: object, finish: string | null): string =>
    `data: ${JSON.stringify({ id: `chatcmpl-${row.id}`, object: 'chat.completion.chunk', model: row.model, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`
  if (row.stream) {
    const words = content.match(/\S+\s*/g) ?? []
    return (
      words.map((word) => chunk({ content: word }, null)).join('') + chunk({}, 'stop') + 'data: [DONE]\n\n'
    )
  }
  return JSON.stringify({
    id: `chatcmpl-${row.id}`,
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: row.usage_raw
  })
}

/** What `logs.get` says of a sample row. */
export function sampleDetail(row: RequestLogRow): LogDetail {
  const conversation = conversationOf(row)
  const request = requestBody(row, conversation)
  const response = responseBody(row, conversation)
  const first = row.ttft_ms
  const count = first === null ? 0 : 24
  return {
    row,
    conversation,
    request: row.payloads
      ? {
          text: request,
          encoding: 'utf8',
          bytes: Buffer.byteLength(request),
          content_type: 'application/json'
        }
      : null,
    response: row.payloads
      ? {
          text: response,
          encoding: 'utf8',
          bytes: Buffer.byteLength(response),
          content_type: row.stream && row.error === null ? 'text/event-stream' : 'application/json'
        }
      : null,
    chunks: Array.from({ length: count }, (_, index) => ({
      at_ms: (first ?? 0) + (index * (row.total_ms - (first ?? 0))) / count,
      bytes: 180 + ((index * 37) % 90)
    }))
  }
}
