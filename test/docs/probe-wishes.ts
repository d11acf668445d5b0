import type { Fields } from '../../electron/dialects/json.ts'
import { assistant, model, person, SCHEMA, user, type Probes } from './probe.ts'

const config = (fields: Fields): Fields => ({ generationConfig: fields })

/** How the model shall think and answer. */
export const WISH_PROBES: Probes = {
  '### Thinking': {
    effort: {
      'openai-chat': { reasoning_effort: 'medium' },
      'openai-responses': { reasoning: { effort: 'medium' } }
    },
    'budget of tokens': {
      'anthropic-messages': { max_tokens: 9000, thinking: { type: 'enabled', budget_tokens: 4000 } },
      gemini: config({ thinkingConfig: { thinkingBudget: 4000 } })
    },
    'on, without an amount': {
      'anthropic-messages': { thinking: { type: 'adaptive' } },
      gemini: config({ thinkingConfig: { thinkingBudget: -1 } })
    },
    off: {
      'anthropic-messages': { thinking: { type: 'disabled' } },
      gemini: config({ thinkingConfig: { thinkingBudget: 0 } })
    },
    'thoughts shown': {
      'openai-responses': { reasoning: { effort: 'low', summary: 'auto' } },
      gemini: config({ thinkingConfig: { thinkingBudget: 4000, includeThoughts: true } })
    },
    "other providers' seals": {
      'openai-responses': {
        input: [
          user('q'),
          { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'sealed' },
          assistant('a'),
          user('q')
        ]
      },
      'anthropic-messages': {
        messages: [
          user('q'),
          assistant([
            { type: 'thinking', thinking: 't', signature: 'sealed' },
            { type: 'text', text: 'a' }
          ]),
          user('q')
        ]
      }
    },
    'thoughts without a seal': {
      'openai-chat': {
        messages: [user('q'), { role: 'assistant', content: 'a', reasoning_content: 't' }, user('q')]
      },
      gemini: {
        contents: [
          person({ text: 'q' }),
          model({ text: 't', thought: true }, { text: 'a' }),
          person({ text: 'q' })
        ]
      }
    }
  },
  '### Limits and sampling': {
    'output tokens': { 'openai-chat': { max_tokens: 100 }, 'anthropic-messages': { max_tokens: 100 } },
    "more than the model's": {
      'openai-chat': { max_tokens: 1_000_000 },
      'anthropic-messages': { max_tokens: 1_000_000 }
    },
    '`temperature`': { 'openai-chat': { temperature: 0.5 }, 'anthropic-messages': { temperature: 0.5 } },
    '`top_p`': { 'openai-chat': { top_p: 0.5 }, 'anthropic-messages': { top_p: 0.5 } },
    '`top_k`': { 'anthropic-messages': { top_k: 40 }, gemini: config({ topK: 40 }) },
    penalties: {
      'openai-chat': { presence_penalty: 0.5, frequency_penalty: 0.5 },
      gemini: config({ presencePenalty: 0.5, frequencyPenalty: 0.5 })
    },
    '`seed`': { 'openai-chat': { seed: 7 }, gemini: config({ seed: 7 }) },
    'stop sequences': {
      'anthropic-messages': { stop_sequences: ['a', 'b', 'c', 'd', 'e', 'f'] },
      'openai-chat': { stop: ['a', 'b'] }
    },
    'log probabilities': {
      'openai-chat': { logprobs: true, top_logprobs: 2 },
      gemini: config({ responseLogprobs: true, logprobs: 2 })
    },
    'several answers': { 'openai-chat': { n: 2 }, gemini: config({ candidateCount: 2 }) },
    '`verbosity`': { 'openai-chat': { verbosity: 'low' }, 'openai-responses': { text: { verbosity: 'low' } } }
  },
  '### The form of the answer': {
    JSON: {
      'openai-chat': { response_format: { type: 'json_object' } },
      gemini: {
        ...config({ responseMimeType: 'application/json' }),
        contents: [person({ text: 'JSON, please' })]
      }
    },
    'JSON by a schema': {
      'openai-chat': { response_format: { type: 'json_schema', json_schema: { name: 'n', schema: SCHEMA } } },
      'anthropic-messages': { output_config: { format: { type: 'json_schema', schema: SCHEMA } } }
    },
    'other forms (grammar)': {
      'openai-chat': { response_format: { type: 'grammar', grammar: 'x' } },
      gemini: config({ responseMimeType: 'text/x.enum', responseSchema: { type: 'STRING', enum: ['a'] } })
    },
    'picture and text': {
      'openai-chat': { modalities: ['text', 'image'] },
      gemini: config({ responseModalities: ['TEXT', 'IMAGE'] })
    },
    'a picture alone': {
      'openai-chat': { modalities: ['image'] },
      gemini: config({ responseModalities: ['IMAGE'] })
    },
    sound: {
      'openai-chat': { modalities: ['audio'] },
      gemini: config({ responseModalities: ['AUDIO'] })
    }
  },
  '### The rest': {
    'service tier': { 'openai-chat': { service_tier: 'flex' }, 'openai-responses': { service_tier: 'flex' } },
    '`user`': { 'openai-chat': { user: 'u' }, 'openai-responses': { user: 'u' } },
    '`metadata`': { 'openai-chat': { metadata: { a: 'b' } }, 'openai-responses': { metadata: { a: 'b' } } },
    '`prompt_cache_key`': {
      'openai-chat': { prompt_cache_key: 'k' },
      'openai-responses': { prompt_cache_key: 'k' }
    },
    'any other field': {
      'openai-responses': { truncation: 'auto' },
      'anthropic-messages': { context_management: {} }
    }
  }
}
