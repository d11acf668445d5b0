import type { LogDetail } from '../../../shared/contract/logs.ts'
import type { ConversationMessage } from '../../../shared/domain/conversation.ts'
import type { RequestLogRow } from '../../../shared/domain/request-log.ts'
import { UNKNOWN_USAGE } from '../../../shared/domain/usage.ts'
import type { World } from '../fake-world.ts'
import { sampleRow } from './sample-row.ts'

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const body = (text: string, type = 'application/json'): NonNullable<LogDetail['request']> => ({
  text,
  encoding: 'utf8',
  bytes: Buffer.byteLength(text),
  content_type: type
})

/** A row a minute old or so: the newest ones of a world of now. `number` 1 is the newest. */
function rowOf(number: number, overrides: Partial<RequestLogRow>): RequestLogRow {
  const time = Date.now() - 10_000 - number * 1000
  return sampleRow(0, {
    id: (4_000_000_000 - number).toString(36).padStart(8, '0'),
    time: new Date(time).toISOString(),
    ...overrides
  })
}

/** An agent's session of 300 messages: tool calls with results, one of 200 KB, images, a refusal, every kind of part. */
export function longSession(): LogDetail {
  const turns = Array.from({ length: 74 }, (_unused, index): ConversationMessage[] => [
    { role: 'user', parts: [{ kind: 'text', text: `Step ${index}: look at the next file and go on.` }] },
    {
      role: 'assistant',
      parts: [
        { kind: 'text', text: `I read file ${index} first.` },
        { kind: 'tool-call', id: `call_${index}`, name: 'read_file', args: `{"path":"src/${index}.ts"}` }
      ]
    },
    {
      role: 'tool',
      parts: [
        {
          kind: 'tool-result',
          id: `call_${index}`,
          parts: [{ kind: 'text', text: `export const n${index} = ${index}` }]
        }
      ]
    },
    { role: 'assistant', parts: [{ kind: 'text', text: `Done with ${index}.` }] }
  ]).flat()
  const row = rowOf(1, {
    model: 'anthropic/claude-sonnet-4.5-20250929-with-a-very-long-name-that-never-ends-thinking-preview',
    account: 'openrouter',
    session: 'task-77',
    metadata: { project: 'атлас 🗺️', user: 'anna' },
    notes: ['The field `top_k` is not known to this provider and was left out.'],
    usage: { input: 2311, cache_read: 118_204, cache_write: 900, output: 1204, reasoning: 880 },
    cost_nanos: 61_054_200,
    cost: {
      price_id: 'genai-prices:openrouter/anthropic/claude-sonnet-4.5@2026-08-21',
      lines: [
        { what: 'input', count: 2311, price: 3_000_000, nanos: 6_933_000 },
        { what: 'cache_read', count: 118_204, price: 300_000, nanos: 35_461_200 },
        { what: 'cache_write', count: 900, price: 667_777, nanos: 600_999.3 },
        { what: 'output', count: 1204, price: 15_000_000, nanos: 18_060_000 }
      ]
    },
    attempts: [
      {
        target: 'cerebras-main/zai-glm-4.6',
        status: 429,
        reason: 'rate-limited',
        start_ms: 2,
        ttft_ms: null,
        total_ms: 308,
        cost_nanos: null
      },
      {
        target: 'openrouter/anthropic/claude-sonnet-4.5',
        status: 200,
        reason: null,
        start_ms: 312,
        ttft_ms: 1400,
        total_ms: 14_388,
        cost_nanos: 61_055_199
      }
    ],
    ttft_ms: 1400,
    gap_mean_ms: 21.4,
    gap_p95_ms: 88,
    total_ms: 14_702,
    preview: {
      prompt: 'Now the last one: what does this screenshot show? 日本語も、العربية أيضًا',
      reply: 'It shows'
    }
  })
  const nanos = (row.cost?.lines ?? []).reduce((sum, line) => sum + line.nanos, 0)
  return {
    row: { ...row, cost_nanos: Math.round(nanos) },
    conversation: {
      messages: [
        { role: 'system', parts: [{ kind: 'text', text: 'You are a careful engineer.\n'.repeat(200) }] },
        { role: 'developer', parts: [{ kind: 'text', text: 'Answer in English.' }] },
        ...turns,
        {
          role: 'assistant',
          parts: [
            { kind: 'reasoning', text: 'The user wants the log. '.repeat(30) },
            {
              kind: 'tool-call',
              id: 'big',
              name: 'run_command',
              args: '{"command":"cat huge.log","env":{"LANG":"C.UTF-8","LIMIT":12345678901234567890},"steps":[1,2,3],"dry":false}'
            }
          ]
        },
        {
          role: 'tool',
          parts: [
            {
              kind: 'tool-result',
              id: 'big',
              parts: [{ kind: 'text', text: 'line of output that goes on and on\n'.repeat(6000) }]
            }
          ]
        },
        {
          role: 'user',
          parts: [
            { kind: 'text', text: row.preview?.prompt ?? '' },
            { kind: 'media', media: 'image', source: { kind: 'url', url: PIXEL } },
            {
              kind: 'media',
              media: 'image',
              source: { kind: 'url', url: 'https://images.invalid/secret/screenshot.png?token=abc' }
            },
            {
              kind: 'media',
              media: 'file',
              name: 'measurements-2026-02-29-final-final.pdf',
              source: { kind: 'file-id', id: 'file-7Kq' }
            },
            { kind: 'other', json: '{"type":"input_audio","input_audio":{"format":"wav"}}' }
          ]
        }
      ],
      reply: [
        {
          role: 'assistant',
          parts: [
            {
              kind: 'text',
              text: 'It shows a **red pixel**.\n\n```json\n{"colour": "#f00", "size": [1, 1]}\n```\n\nAnything else?'
            },
            { kind: 'tool-call', id: 'open', name: 'ask_user', args: '' },
            { kind: 'refusal', text: 'I can’t help with the rest of it.' }
          ]
        }
      ],
      finish_reason: 'tool_calls',
      tools: [
        {
          name: 'read_file',
          description: 'Reads a file.',
          schema: '{"type":"object","properties":{"path":{"type":"string"}}}'
        },
        { name: 'run_command', description: '', schema: '{}' }
      ],
      params: {
        temperature: '0.2',
        tool_choice: '"auto"',
        response_format: '{"type":"json_schema","strict":true}'
      }
    },
    request: body(
      JSON.stringify({ model: row.model_asked, messages: [{ role: 'user', content: 'x'.repeat(400_000) }] })
    ),
    response: body(
      'data: {"choices":[{"delta":{"content":"It shows"}}]}\n\ndata: [DONE]\n\n',
      'text/event-stream'
    ),
    chunks: Array.from({ length: 900 }, (_unused, index) => ({
      at_ms: 1400 + index * 14 + (index > 500 ? 700 : 0),
      bytes: 180 + (index % 40)
    }))
  }
}

/** Refused before anything was sent. */
export function refusedRequest(): LogDetail {
  const row = rowOf(2, {
    account: null,
    model: null,
    model_asked: 'gpt-6-ultra',
    dialect_out: null,
    status: 403,
    error: {
      reason: 'model_not_allowed',
      code: 'model_not_allowed',
      message:
        'The token "ci" may not use openai/gpt-6-ultra. Add it to the scope of the token, or ask for openai/gpt-5-mini.'
    },
    token: 'ci',
    attempts: [],
    ttft_ms: null,
    gap_mean_ms: null,
    gap_p95_ms: null,
    total_ms: 0.4,
    usage: UNKNOWN_USAGE,
    usage_raw: null,
    cost_nanos: null,
    preview: null,
    payloads: false
  })
  return { row, conversation: null, request: null, response: null, chunks: [] }
}

/** Answered, but neither its price nor its words are known. */
export function unpricedRequest(): LogDetail {
  const row = rowOf(3, {
    account: 'local',
    model: 'qwen2.5-coder-32b-instruct',
    token: 'laptop',
    cost_nanos: null,
    cost: null,
    preview: null,
    payloads: false
  })
  return { row, conversation: null, request: null, response: null, chunks: [] }
}

/** The client hung up in the middle of a stream. */
export function abandonedRequest(): LogDetail {
  const row = rowOf(4, {
    status: 499,
    error: {
      reason: 'client-closed',
      code: 'client_closed',
      message: 'The client closed the connection after 1.2 s.'
    },
    usage: UNKNOWN_USAGE,
    usage_raw: null,
    cost_nanos: 1_240_000,
    cost_estimated: true,
    cost: {
      price_id: 'override:cerebras-main/gpt-oss-120b',
      lines: [
        { what: 'input', count: 2000, price: 350_000, nanos: 700_000 },
        { what: 'output', count: 720, price: 750_000, nanos: 540_000 }
      ]
    }
  })
  return {
    row,
    conversation: {
      messages: [{ role: 'user', parts: [{ kind: 'text', text: 'Tell me a long story.' }] }],
      reply: [],
      finish_reason: null,
      tools: [],
      params: {}
    },
    request: body(
      '{"model":"cerebras-main/gpt-oss-120b","messages":[{"role":"user","content":"Tell me a long story."}]}'
    ),
    response: null,
    chunks: []
  }
}

/** Puts the odd ones on top of a world's log; returns them by what they are. */
export function addOddRequests(world: World) {
  const odd = {
    long: longSession(),
    refused: refusedRequest(),
    unpriced: unpricedRequest(),
    abandoned: abandonedRequest()
  }
  const details = Object.values(odd)
  world.rows = [...details.map((detail) => detail.row), ...world.rows]
  for (const detail of details) world.details.set(detail.row.id, detail)
  return odd
}
