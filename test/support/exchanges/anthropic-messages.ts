import { type Exchange, namedEvents, PIXEL, SCHEMA } from './exchange.ts'

export const anthropicMessagesExchange: Exchange = {
  endpoint: '/v1/messages',
  request: {
    model: 'm',
    max_tokens: 1024,
    thinking: { type: 'enabled', budget_tokens: 1024 },
    system: [{ type: 'text', text: 'Be short.', cache_control: { type: 'ephemeral', ttl: '1h' } }],
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'What is this?' },
          { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PIXEL } },
          {
            type: 'document',
            title: 'paper.pdf',
            source: { type: 'base64', media_type: 'application/pdf', data: 'JVBERi0xLjc=' }
          },
          {
            type: 'document',
            title: 'Notes',
            source: { type: 'text', media_type: 'text/plain', data: 'First line.' }
          }
        ]
      },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'A file.', signature: 'EqQB' },
          { type: 'redacted_thinking', data: 'EmwK' },
          { type: 'tool_use', id: 'toolu_1', name: 'read_file', input: { path: 'a.ts' } }
        ]
      },
      {
        role: 'user',
        content: [
          {
            type: 'tool_result',
            tool_use_id: 'toolu_1',
            is_error: true,
            content: [
              { type: 'text', text: 'No such file.' },
              { type: 'image', source: { type: 'base64', media_type: 'image/png', data: PIXEL } }
            ]
          },
          { type: 'text', text: 'Try the other one.', cache_control: { type: 'ephemeral' } }
        ]
      }
    ],
    tools: [
      { name: 'read_file', description: 'Reads a file.', input_schema: SCHEMA },
      { type: 'web_search_20250305', name: 'web_search' }
    ]
  },
  reply: {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'm',
    stop_reason: 'tool_use',
    stop_sequence: null,
    usage: { input_tokens: 1, output_tokens: 1 },
    content: [
      { type: 'thinking', thinking: 'I must look.', signature: 'EqQC' },
      { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: 'who did it' } },
      {
        type: 'web_search_tool_result',
        tool_use_id: 'srvtoolu_1',
        content: [
          {
            type: 'web_search_result',
            url: 'https://news.example/a',
            title: 'The news',
            encrypted_content: 'Eu'
          }
        ]
      },
      {
        type: 'text',
        text: 'Let me look.',
        citations: [
          {
            type: 'web_search_result_location',
            url: 'https://news.example/a',
            title: 'The news',
            cited_text: 'It was the gardener.',
            encrypted_index: 'Eo8'
          }
        ]
      },
      { type: 'tool_use', id: 'toolu_2', name: 'read_file', input: { path: 'b.ts' } }
    ]
  },
  stream: namedEvents(
    {
      type: 'message_start',
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'm',
        content: [],
        usage: { input_tokens: 1 }
      }
    },
    {
      type: 'content_block_start',
      index: 0,
      content_block: { type: 'thinking', thinking: '', signature: '' }
    },
    { type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'I must look.' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'signature_delta', signature: 'EqQC' } },
    { type: 'content_block_stop', index: 0 },
    { type: 'ping' },
    {
      type: 'content_block_start',
      index: 1,
      content_block: { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: {} }
    },
    {
      type: 'content_block_delta',
      index: 1,
      delta: { type: 'input_json_delta', partial_json: '{"query":"who did it"}' }
    },
    { type: 'content_block_stop', index: 1 },
    {
      type: 'content_block_start',
      index: 2,
      content_block: {
        type: 'web_search_tool_result',
        tool_use_id: 'srvtoolu_1',
        content: [
          {
            type: 'web_search_result',
            url: 'https://news.example/a',
            title: 'The news',
            encrypted_content: 'Eu'
          }
        ]
      }
    },
    { type: 'content_block_stop', index: 2 },
    { type: 'content_block_start', index: 3, content_block: { type: 'text', text: '', citations: [] } },
    {
      type: 'content_block_delta',
      index: 3,
      delta: {
        type: 'citations_delta',
        citation: {
          type: 'web_search_result_location',
          url: 'https://news.example/a',
          title: 'The news',
          cited_text: 'It was the gardener.',
          encrypted_index: 'Eo8'
        }
      }
    },
    { type: 'content_block_delta', index: 3, delta: { type: 'text_delta', text: 'Let me look.' } },
    { type: 'content_block_stop', index: 3 },
    {
      type: 'content_block_start',
      index: 4,
      content_block: { type: 'tool_use', id: 'toolu_2', name: 'read_file', input: {} }
    },
    { type: 'content_block_delta', index: 4, delta: { type: 'input_json_delta', partial_json: '{"path":' } },
    { type: 'content_block_delta', index: 4, delta: { type: 'input_json_delta', partial_json: '"b.ts"}' } },
    { type: 'content_block_stop', index: 4 },
    {
      type: 'message_delta',
      delta: { stop_reason: 'tool_use', stop_sequence: null },
      usage: { output_tokens: 1 }
    },
    { type: 'message_stop' }
  )
}
