import { dataEvents, type Exchange } from './exchange.ts'

export const openaiCompletionsExchange: Exchange = {
  endpoint: '/v1/completions',
  request: { model: 'm', prompt: 'Once upon', max_tokens: 5 },
  reply: {
    id: 'cmpl-1',
    object: 'text_completion',
    created: 1,
    model: 'm',
    choices: [{ index: 0, text: ' a time', finish_reason: 'length', logprobs: null }]
  },
  stream:
    dataEvents(
      { id: 'cmpl-1', object: 'text_completion', choices: [{ index: 0, text: ' a', finish_reason: null }] },
      {
        id: 'cmpl-1',
        object: 'text_completion',
        choices: [{ index: 0, text: ' time', finish_reason: 'length' }]
      }
    ) + 'data: [DONE]\n\n'
}
