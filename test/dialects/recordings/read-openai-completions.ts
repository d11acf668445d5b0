import { chatUsage, finishOf } from './read-openai-chat.ts'
import { stopReading } from './read-results.ts'
import { plainEvents } from './read-events.ts'
import type { ChoiceReading, ReplyReading, RequestReading } from './reading.ts'
import { at, isObject, listAt, numberAt, objectsAt, parsed, textAt, type Json } from './walk-json.ts'

/** A prompt is one text of the user's, or several. */
export function readCompletionsRequest(body: Json): RequestReading {
  const prompt = at(body, 'prompt')
  const texts = typeof prompt === 'string' ? [prompt] : listAt(body, 'prompt')
  return {
    system: [],
    items: texts.map((text) => ({
      kind: 'text',
      role: 'user',
      text: typeof text === 'string' ? text : JSON.stringify(text)
    })),
    tools: [],
    limits: {
      maxTokens: numberAt(body, 'max_tokens'),
      temperature: numberAt(body, 'temperature'),
      topP: numberAt(body, 'top_p'),
      topK: numberAt(body, 'top_k'),
      presence: numberAt(body, 'presence_penalty'),
      frequency: numberAt(body, 'frequency_penalty'),
      seed: numberAt(body, 'seed'),
      choices: numberAt(body, 'n'),
      stop: stopReading(at(body, 'stop'))
    },
    choice: 'auto',
    format: 'text',
    thinking: 'unsaid',
    parallel: null,
    native: []
  }
}

export function readCompletionsReply(body: Json): ReplyReading {
  return {
    choices: objectsAt(body, 'choices').map((choice) =>
      choiceReading(textAt(choice, 'text'), textAt(choice, 'finish_reason'))
    ),
    usage: chatUsage(at(body, 'usage')),
    broken: [],
    error: textAt(body, 'error', 'message') || null
  }
}

export function readCompletionsStream(raw: string): ReplyReading {
  const drafts = new Map<number, { text: string; finish: string }>()
  const broken: string[] = []
  let usage: unknown
  let error: string | null = null
  let done = false
  for (const { data } of plainEvents(raw)) {
    if (data.trim() === '[DONE]') {
      done = true
      continue
    }
    const chunk = parsed(data)
    if (!isObject(chunk)) {
      broken.push('an event that is no JSON object')
      continue
    }
    if (done) broken.push('an event behind [DONE]')
    if (at(chunk, 'error') !== undefined) {
      error ??= textAt(chunk, 'error', 'message')
      continue
    }
    if (textAt(chunk, 'object') !== 'text_completion') broken.push('object is not text_completion')
    usage = at(chunk, 'usage') ?? usage
    for (const choice of objectsAt(chunk, 'choices')) {
      const place = numberAt(choice, 'index') ?? 0
      const before = drafts.get(place) ?? { text: '', finish: '' }
      drafts.set(place, {
        text: before.text + textAt(choice, 'text'),
        finish: textAt(choice, 'finish_reason') || before.finish
      })
    }
  }
  if (!done && error === null) broken.push('no [DONE]')
  return {
    choices: [...drafts]
      .toSorted(([a], [b]) => a - b)
      .map(([, { text, finish }]) => choiceReading(text, finish)),
    usage: chatUsage(usage),
    broken: [...new Set(broken)],
    error
  }
}

function choiceReading(text: string, finish: string): ChoiceReading {
  return {
    text,
    reasoning: '',
    refusal: '',
    calls: [],
    media: [],
    native: [],
    finish: finishOf(finish),
    seals: []
  }
}
