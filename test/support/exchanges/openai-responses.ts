import { type Exchange, namedEvents, PIXEL, SCHEMA } from './exchange.ts'

const REASONING_ITEM = {
  id: 'rs_1',
  type: 'reasoning',
  summary: [{ type: 'summary_text', text: 'I must look.' }],
  encrypted_content: 'gAAAAB'
}
const MESSAGE_ITEM = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  status: 'completed',
  content: [
    {
      type: 'output_text',
      text: 'Let me look.',
      annotations: [
        {
          type: 'url_citation',
          url: 'https://news.example/a',
          title: 'The news',
          start_index: 0,
          end_index: 3
        }
      ]
    }
  ]
}
const SEARCH_ITEM = {
  id: 'ws_1',
  type: 'web_search_call',
  status: 'completed',
  action: { type: 'search', query: 'who did it' }
}
const CALL_ITEM = {
  id: 'fc_1',
  type: 'function_call',
  call_id: 'call_2',
  name: 'read_file',
  arguments: '{"path":"b.ts"}',
  status: 'completed'
}
const RESPONSE = {
  id: 'resp_1',
  object: 'response',
  created_at: 1,
  status: 'completed',
  model: 'm',
  output: [REASONING_ITEM, SEARCH_ITEM, MESSAGE_ITEM, CALL_ITEM]
}

export const openaiResponsesExchange: Exchange = {
  endpoint: '/v1/responses',
  request: {
    model: 'm',
    instructions: 'Be short.',
    reasoning: { effort: 'low' },
    input: [
      {
        role: 'user',
        content: [
          { type: 'input_text', text: 'What is this?' },
          { type: 'input_image', image_url: `data:image/png;base64,${PIXEL}`, detail: 'auto' },
          { type: 'input_file', file_id: 'file-1' }
        ]
      },
      { type: 'custom_tool_call', call_id: 'call_0', name: 'apply_patch', input: '*** Begin Patch' },
      { type: 'custom_tool_call_output', call_id: 'call_0', output: 'Done.' },
      { type: 'function_call', call_id: 'call_1', name: 'read_file', arguments: '{"path":"a.ts"}' },
      {
        type: 'function_call_output',
        call_id: 'call_1',
        output: [
          { type: 'input_text', text: 'const a = 1' },
          { type: 'input_image', image_url: `data:image/png;base64,${PIXEL}` }
        ]
      }
    ],
    tools: [
      { type: 'function', name: 'read_file', description: 'Reads a file.', parameters: SCHEMA, strict: true },
      { type: 'custom', name: 'apply_patch', description: 'Changes files.' },
      { type: 'web_search' }
    ]
  },
  reply: RESPONSE,
  stream: namedEvents(
    { type: 'response.created', response: { ...RESPONSE, status: 'in_progress', output: [] } },
    ...RESPONSE.output.flatMap((item, output_index) => [
      { type: 'response.output_item.added', output_index, item: emptied(item) },
      ...growth(item, output_index),
      { type: 'response.output_item.done', output_index, item }
    ]),
    { type: 'response.completed', response: RESPONSE }
  )
}

function emptied(item: (typeof RESPONSE.output)[number]): object {
  if (item.type === 'message') return { ...item, status: 'in_progress', content: [] }
  if (item.type === 'function_call') return { ...item, status: 'in_progress', arguments: '' }
  return item.type === 'reasoning' ? { ...item, summary: [] } : { ...item, status: 'in_progress' }
}

function growth(item: (typeof RESPONSE.output)[number], output_index: number): object[] {
  const at = { item_id: item.id, output_index }
  if ('arguments' in item) {
    return [
      { type: 'response.function_call_arguments.delta', ...at, delta: '{"path":' },
      { type: 'response.function_call_arguments.delta', ...at, delta: '"b.ts"}' },
      { type: 'response.function_call_arguments.done', ...at, arguments: item.arguments }
    ]
  }
  if ('content' in item) {
    const [part] = item.content
    const place = { ...at, content_index: 0 }
    return [
      {
        type: 'response.content_part.added',
        ...place,
        part: { type: 'output_text', text: '', annotations: [] }
      },
      { type: 'response.output_text.delta', ...place, delta: 'Let me ' },
      { type: 'response.output_text.delta', ...place, delta: 'look.' },
      {
        type: 'response.output_text.annotation.added',
        ...place,
        annotation_index: 0,
        annotation: part?.annotations[0]
      },
      { type: 'response.output_text.done', ...place, text: 'Let me look.' },
      { type: 'response.content_part.done', ...place, part }
    ]
  }
  if (!('summary' in item)) return []
  const place = { ...at, summary_index: 0 }
  return [
    { type: 'response.reasoning_summary_part.added', ...place, part: { type: 'summary_text', text: '' } },
    { type: 'response.reasoning_summary_text.delta', ...place, delta: 'I must look.' },
    { type: 'response.reasoning_summary_text.done', ...place, text: 'I must look.' },
    { type: 'response.reasoning_summary_part.done', ...place, part: item.summary[0] }
  ]
}
