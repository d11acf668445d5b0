import { namedEvents, type Exchange, PIXEL, SCHEMA } from './exchange.ts'

const message = (delta: object): object => ({ message: delta })
const call = (rest: object): object => message({ tool_calls: rest })

export const cohereChatExchange: Exchange = {
  endpoint: '/v2/chat',
  request: {
    model: 'm',
    temperature: 0.2,
    thinking: { type: 'enabled' },
    messages: [
      { role: 'system', content: 'Be short.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } }
        ]
      },
      {
        role: 'assistant',
        tool_calls: [
          { id: 'call_1', type: 'function', function: { name: 'read_file', arguments: '{"path":"a.ts"}' } }
        ]
      },
      { role: 'tool', tool_call_id: 'call_1', content: 'const a = 1' }
    ],
    tools: [
      { type: 'function', function: { name: 'read_file', description: 'Reads a file.', parameters: SCHEMA } }
    ]
  },
  reply: {
    id: 'c14c80c3',
    finish_reason: 'TOOL_CALL',
    message: {
      role: 'assistant',
      content: [{ type: 'thinking', thinking: 'I must look.' }],
      tool_plan: 'Let me look.',
      tool_calls: [
        { id: 'call_2', type: 'function', function: { name: 'read_file', arguments: '{"path":"b.ts"}' } }
      ]
    }
  },
  stream: namedEvents(
    { type: 'message-start', id: 'c14c80c3', delta: message({ role: 'assistant', content: [] }) },
    { type: 'content-start', index: 0, delta: message({ content: { type: 'thinking', thinking: '' } }) },
    { type: 'content-delta', index: 0, delta: message({ content: { thinking: 'I must ' } }) },
    { type: 'content-delta', index: 0, delta: message({ content: { thinking: 'look.' } }) },
    { type: 'content-end', index: 0 },
    { type: 'tool-plan-delta', delta: message({ tool_plan: 'Let me ' }) },
    { type: 'tool-plan-delta', delta: message({ tool_plan: 'look.' }) },
    {
      type: 'tool-call-start',
      index: 0,
      delta: call({ id: 'call_2', type: 'function', function: { name: 'read_file', arguments: '' } })
    },
    { type: 'tool-call-delta', index: 0, delta: call({ function: { arguments: '{"path":' } }) },
    { type: 'tool-call-delta', index: 0, delta: call({ function: { arguments: '"b.ts"}' } }) },
    { type: 'tool-call-end', index: 0 },
    { type: 'message-end', delta: { finish_reason: 'TOOL_CALL' } }
  )
}
