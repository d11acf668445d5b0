import type { Fields } from '../../electron/dialects/json.ts'
import {
  assistant,
  document,
  image,
  model,
  PDF,
  person,
  PNG,
  SCHEMA,
  user,
  type Probe,
  type Probes
} from './probe.ts'

const NONE: Fields = { type: 'object', properties: {} }
const chatFunction = (fields: Fields = {}): Fields => ({
  type: 'function',
  function: { name: 'f', parameters: SCHEMA, ...fields }
})
const responsesFunction = (fields: Fields = {}): Fields => ({
  type: 'function',
  name: 'f',
  parameters: SCHEMA,
  ...fields
})
const CHAT_TOOLS = [chatFunction(), chatFunction({ name: 'g' })]
const RESPONSES_TOOLS = [responsesFunction(), responsesFunction({ name: 'g' })]
const MESSAGES_TOOLS = [
  { name: 'f', input_schema: SCHEMA },
  { name: 'g', input_schema: SCHEMA }
]
const GEMINI_TOOLS = [
  {
    functionDeclarations: [
      { name: 'f', description: 'F', parametersJsonSchema: SCHEMA },
      { name: 'g', description: 'G', parametersJsonSchema: SCHEMA }
    ]
  }
]

/** A call of `f` in the history, and what follows it. */
function called(args: string, chat: readonly Fields[], messages: readonly Fields[]): Probe {
  const call = { id: 'call_1', type: 'function', function: { name: 'f', arguments: args } }
  const use = { type: 'tool_use', id: 'toolu_1', name: 'f', input: {} }
  return {
    'openai-chat': {
      tools: CHAT_TOOLS,
      messages: [user('q'), { role: 'assistant', content: null, tool_calls: [call] }, ...chat]
    },
    'anthropic-messages': {
      tools: MESSAGES_TOOLS,
      messages: [user('q'), assistant([use]), ...messages]
    }
  }
}
const chatResult = (content: unknown): Fields => ({ role: 'tool', tool_call_id: 'call_1', content })
const messagesResult = (fields: Fields): Fields =>
  user([{ type: 'tool_result', tool_use_id: 'toolu_1', ...fields }])
/** A result that holds more than text: only these two can say it. */
function resultOf(part: Fields, responsesPart: Fields): Probe {
  return {
    'anthropic-messages': {
      tools: MESSAGES_TOOLS,
      messages: [
        user('q'),
        assistant([{ type: 'tool_use', id: 'toolu_1', name: 'f', input: {} }]),
        messagesResult({ content: [part] })
      ]
    },
    'openai-responses': {
      tools: RESPONSES_TOOLS,
      input: [
        user('q'),
        { type: 'function_call', call_id: 'call_1', name: 'f', arguments: '{}' },
        { type: 'function_call_output', call_id: 'call_1', output: [responsesPart] }
      ]
    }
  }
}

/** Tools, their calls and results. */
export const TOOL_PROBES: Probes = {
  '### Tools': {
    'function, its schema': {
      'openai-chat': { tools: CHAT_TOOLS },
      'anthropic-messages': { tools: MESSAGES_TOOLS }
    },
    '`strict`': {
      'openai-chat': { tools: [chatFunction({ strict: true })] },
      'openai-responses': { tools: [responsesFunction({ strict: true })] }
    },
    'custom tool': {
      'openai-chat': { tools: [{ type: 'custom', custom: { name: 'p' } }] },
      'openai-responses': { tools: [{ type: 'custom', name: 'p' }] }
    },
    'a tool that the server runs': {
      'openai-responses': { tools: [{ type: 'web_search' }] },
      'anthropic-messages': { tools: [{ type: 'web_search_20250305', name: 'web_search' }] }
    },
    'choice auto, none, required': {
      'openai-chat': { tools: CHAT_TOOLS, tool_choice: 'required' },
      'anthropic-messages': { tools: MESSAGES_TOOLS, tool_choice: { type: 'any' } }
    },
    'choice of one': {
      'openai-chat': { tools: CHAT_TOOLS, tool_choice: { type: 'function', function: { name: 'f' } } },
      'anthropic-messages': { tools: MESSAGES_TOOLS, tool_choice: { type: 'tool', name: 'f' } }
    },
    'choice of several': {
      'openai-responses': {
        tools: RESPONSES_TOOLS,
        tool_choice: { type: 'allowed_tools', mode: 'auto', tools: [{ type: 'function', name: 'f' }] }
      },
      gemini: {
        tools: [
          {
            functionDeclarations: ['f', 'g', 'h'].map((name) => ({
              name,
              description: name,
              parametersJsonSchema: NONE
            }))
          }
        ],
        toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['f', 'g'] } }
      }
    },
    "one of the server's forced": {
      'openai-responses': { tools: [{ type: 'web_search' }], tool_choice: { type: 'web_search' } },
      'anthropic-messages': {
        tools: [{ type: 'web_search_20250305', name: 'web_search' }],
        tool_choice: { type: 'tool', name: 'web_search' }
      }
    },
    'one call at a time': {
      'openai-chat': { tools: CHAT_TOOLS, parallel_tool_calls: false },
      'anthropic-messages': {
        tools: MESSAGES_TOOLS,
        tool_choice: { type: 'auto', disable_parallel_tool_use: true }
      }
    },
    '`max_tool_calls`': { 'openai-responses': { tools: RESPONSES_TOOLS, max_tool_calls: 2 } }
  },
  '### Calls and their results': {
    'arguments, no JSON object': {
      'openai-chat': called('{"a":', [chatResult('ok')], [])['openai-chat'] ?? {},
      'openai-responses': {
        tools: RESPONSES_TOOLS,
        input: [
          user('q'),
          { type: 'function_call', call_id: 'call_1', name: 'f', arguments: '{"a":' },
          { type: 'function_call_output', call_id: 'call_1', output: 'ok' }
        ]
      }
    },
    'result: text': called('{}', [chatResult('ok')], [messagesResult({ content: 'ok' })]),
    'result: image': resultOf(image, { type: 'input_image', image_url: `data:image/png;base64,${PNG}` }),
    'result: PDF': resultOf(document, {
      type: 'input_file',
      filename: 'a.pdf',
      file_data: `data:application/pdf;base64,${PDF}`
    }),
    'result: error': {
      'anthropic-messages':
        called('{}', [], [messagesResult({ content: 'no', is_error: true })])['anthropic-messages'] ?? {},
      gemini: {
        tools: GEMINI_TOOLS,
        contents: [
          person({ text: 'q' }),
          model({ functionCall: { name: 'f', args: {} } }),
          person({ functionResponse: { name: 'f', response: { error: 'no' } } })
        ]
      }
    },
    'no result of a call': called('{}', [user('go')], [user('go')]),
    'no call of a result': {
      'openai-chat': { tools: CHAT_TOOLS, messages: [user('q'), chatResult('ok')] },
      'anthropic-messages': {
        tools: MESSAGES_TOOLS,
        messages: [user('q'), messagesResult({ content: 'ok' })]
      }
    }
  }
}
