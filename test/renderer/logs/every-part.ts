import type { LogDetail } from '../../../shared/contract/logs.ts'
import type { Conversation, ConversationPart } from '../../../shared/domain/conversation.ts'
import { pngUrl, wavUrl } from './sample-media.ts'
import { sampleRow } from './sample-row.ts'

const TINT: readonly [number, number, number] = [86, 112, 214]

const QUESTION: readonly ConversationPart[] = [
  {
    kind: 'text',
    text: 'What is wrong with this page, and how do others solve it? The specification is attached.'
  },
  {
    kind: 'media',
    media: 'image',
    name: 'page-before.png',
    media_type: 'image/png',
    source: { kind: 'url', url: pngUrl(640, 400, TINT) }
  },
  {
    kind: 'media',
    media: 'image',
    media_type: 'image/png',
    source: { kind: 'url', url: pngUrl(300, 600, [210, 120, 60]) }
  },
  {
    kind: 'media',
    media: 'image',
    source: { kind: 'url', url: 'https://images.invalid/screenshots/page-after.png?size=large' }
  },
  {
    kind: 'media',
    media: 'file',
    name: 'specification.pdf',
    media_type: 'application/pdf',
    source: {
      kind: 'url',
      url: `data:application/pdf;base64,${Buffer.from('%PDF-1.7 sample').toString('base64')}`
    }
  },
  { kind: 'media', media: 'file', source: { kind: 'file-id', id: 'file-7KqLmPz2' } },
  {
    kind: 'media',
    media: 'file',
    name: 'notes.md',
    source: { kind: 'text', text: '# Notes\n\nThe header overlaps the list below 900 px.\n'.repeat(40) }
  },
  {
    kind: 'media',
    media: 'audio',
    name: 'voice-memo.wav',
    media_type: 'audio/wav',
    source: { kind: 'url', url: wavUrl() },
    cache: 'ephemeral 1h'
  }
]

const WORK: readonly ConversationPart[] = [
  {
    kind: 'reasoning',
    text: 'The header is fixed, so the list slides under it. I should look at the style sheet, then search for what others do.',
    sealed: true
  },
  { kind: 'reasoning', text: '', sealed: true },
  { kind: 'text', text: 'I look at the style sheet and take a picture of the page.' },
  {
    kind: 'tool-call',
    id: 'toolu_01A',
    name: 'take_screenshot',
    args: '{"page":"/logs","width":900}',
    sealed: true
  },
  { kind: 'tool-call', id: 'toolu_01B', name: 'read_file', args: '{"path":"renderer/styles.css"}' },
  {
    kind: 'tool-call',
    id: 'ctc_7',
    name: 'apply_patch',
    namespace: 'editor',
    custom: true,
    args: '*** Begin Patch\n*** Update File: renderer/styles.css\n@@\n-header { position: fixed }\n+header { position: sticky }\n*** End Patch'
  }
]

const RESULTS: readonly ConversationPart[] = [
  {
    kind: 'tool-result',
    id: 'toolu_01A',
    parts: [
      { kind: 'text', text: 'Captured at 900 × 600.' },
      {
        kind: 'media',
        media: 'image',
        media_type: 'image/png',
        source: { kind: 'url', url: pngUrl(450, 300, [60, 160, 130]) }
      }
    ],
    cache: 'ephemeral'
  },
  {
    kind: 'tool-result',
    id: 'toolu_01B',
    error: true,
    parts: [{ kind: 'text', text: 'ENOENT: no such file, open renderer/styles.css' }]
  },
  { kind: 'tool-result', id: 'ctc_7', parts: [] },
  { kind: 'text', text: 'It is in `renderer/ui`.' }
]

const ANSWER: readonly ConversationPart[] = [
  {
    kind: 'reasoning',
    text: '**Weighing the two ways**\n\nSticky is simpler than measuring.',
    summary: true,
    sealed: true
  },
  {
    kind: 'native',
    what: 'web_search_call',
    summary: 'sticky header overlaps list css',
    text: '',
    links: [
      { title: 'position: sticky', url: 'https://developer.example/css/position', text: '' },
      { title: '', url: 'https://www.example.org/sticky-headers', text: '' }
    ],
    json: '{"type":"web_search_call","id":"ws_1","status":"completed","action":{"type":"search","query":"sticky header overlaps list css"}}'
  },
  {
    kind: 'native',
    what: 'executableCode',
    summary: '',
    text: 'heights = [64, 48]\nprint(sum(heights))',
    links: [],
    json: '{"language":"PYTHON","code":"heights = [64, 48]\\nprint(sum(heights))"}'
  },
  { kind: 'text', text: 'The header is taken out of the flow, so the list begins under it. ' },
  {
    kind: 'text',
    text: 'A sticky header keeps its place in the flow',
    citations: [
      {
        title: 'position: sticky',
        url: 'https://developer.example/css/position',
        text: 'A stickily positioned element is treated as relatively positioned until it crosses a threshold.'
      }
    ]
  },
  {
    kind: 'text',
    text: ', which is also what the specification asks for on page 4',
    citations: [
      { title: 'specification.pdf', url: '', text: 'Headers shall not cover content.' },
      { title: 'position: sticky', url: 'https://developer.example/css/position', text: '' }
    ]
  },
  { kind: 'text', text: '.' },
  { kind: 'refusal', text: 'I can’t tell you whose screenshot that is.' },
  {
    kind: 'media',
    media: 'image',
    media_type: 'image/png',
    source: { kind: 'url', url: pngUrl(512, 288, [150, 90, 190]) }
  },
  { kind: 'tool-call', id: 'toolu_02', name: 'ask_user', args: '', namespace: 'mcp_desk' }
]

const CONVERSATION: Conversation = {
  messages: [
    { role: 'system', parts: [{ kind: 'text', text: 'You are a careful engineer.', cache: 'ephemeral' }] },
    { role: 'user', name: 'anna', parts: [...QUESTION] },
    { role: 'assistant', parts: [...WORK] },
    { role: 'user', parts: [...RESULTS] }
  ],
  reply: [{ role: 'assistant', parts: [...ANSWER], finish: 'max_tokens' }],
  finish_reason: 'max_tokens',
  tools: [
    { name: 'read_file', description: 'Reads a file.', schema: '{"type":"object"}', cache: 'ephemeral' },
    {
      name: 'apply_patch',
      namespace: 'editor',
      description: 'Changes files.',
      kind: 'custom',
      schema: '{"type":"grammar","syntax":"lark"}'
    },
    {
      name: 'web_search_20250305',
      description: '',
      kind: 'server',
      schema: '{"type":"web_search_20250305","max_uses":3}'
    }
  ],
  params: {
    max_tokens: '1024',
    thinking: '{"type":"enabled","budget_tokens":2048}',
    tool_choice: '{"type":"auto"}'
  }
}

/** A translated request that has a part of every kind there is. */
export function everyPart(): LogDetail {
  const time = new Date(Date.now() - 5000).toISOString()
  const row = sampleRow(0, {
    id: 'zzzzzzz1',
    time,
    endpoint: '/v1/messages',
    dialect_in: 'anthropic-messages',
    dialect_out: 'gemini',
    account: 'google',
    model: 'gemini-3-pro-preview',
    notes: [
      '`metadata.user_id` was left out: Gemini has no field for it',
      'the signature of a thought was left out: it is from another provider',
      'a last turn of the user was added: this model doesn’t go on with the assistant’s own'
    ],
    preview: {
      prompt: 'What is wrong with this page, and how do others solve it?',
      reply: 'The header is taken out'
    }
  })
  return { row, conversation: CONVERSATION, request: null, response: null, chunks: [] }
}
