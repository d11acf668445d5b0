import { dataEvents, type Exchange, PIXEL, SCHEMA } from './exchange.ts'

const chunk = (delta: object, finish: string | null = null): object => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta, finish_reason: finish }]
})

export const openaiChatExchange: Exchange = {
  endpoint: '/v1/chat/completions',
  request: {
    model: 'm',
    temperature: 0.2,
    reasoning_effort: 'low',
    messages: [
      { role: 'system', content: 'Be short.' },
      {
        role: 'user',
        name: 'anna',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image_url', image_url: { url: `data:image/png;base64,${PIXEL}` } },
          {
            type: 'file',
            file: { filename: 'paper.pdf', file_data: 'data:application/pdf;base64,JVBERi0xLjc=' }
          }
        ]
      },
      {
        role: 'assistant',
        content: null,
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
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'm',
    choices: [
      {
        index: 0,
        finish_reason: 'tool_calls',
        message: {
          role: 'assistant',
          reasoning_content: 'I must look.',
          content: 'Let me look.',
          tool_calls: [
            { id: 'call_2', type: 'function', function: { name: 'read_file', arguments: '{"path":"b.ts"}' } }
          ]
        }
      }
    ]
  },
  stream:
    dataEvents(
      chunk({ role: 'assistant', content: '' }),
      chunk({ reasoning_content: 'I must ' }),
      chunk({ reasoning_content: 'look.' }),
      chunk({ content: 'Let me ' }),
      chunk({ content: 'look.' }),
      chunk({
        tool_calls: [
          { index: 0, id: 'call_2', type: 'function', function: { name: 'read_file', arguments: '' } }
        ]
      }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: '{"path":' } }] }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: '"b.ts"}' } }] }),
      chunk({}, 'tool_calls')
    ) + 'data: [DONE]\n\n'
}
