import type { Finish, FinishReason } from '../chat.ts'

const REASONS: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  eos: 'stop',
  length: 'length',
  content_filter: 'content-filter',
  error: 'error'
}

export function decodeFinish(word: string, stopSequence: string | undefined): Finish {
  const reason = word === '' ? 'stop' : (REASONS[word] ?? 'other')
  const native = word === '' ? undefined : { dialect: 'openai-completions' as const, value: word }
  return reason === 'stop' && stopSequence !== undefined
    ? { reason: 'stop-sequence', native, stopSequence }
    : { reason, native }
}

/** There are three words; a reply that was cut off had more to say, as one at its limit. */
export function encodeFinish(finish: Finish | undefined): string {
  if (finish?.native?.dialect === 'openai-completions') return finish.native.value
  return finish === undefined ? 'length' : (WORDS[finish.reason] ?? 'stop')
}

const WORDS: Partial<Readonly<Record<FinishReason, string>>> = {
  length: 'length',
  'context-length': 'length',
  'content-filter': 'content_filter',
  refusal: 'content_filter'
}
