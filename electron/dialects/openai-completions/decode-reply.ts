import type { ChatReply, Choice } from '../chat.ts'
import { NotAReply } from '../dialect.ts'
import { FieldReader } from '../field-reader.ts'
import { isFields, textOf, type Fields } from '../json.ts'
import { readOpenaiError } from '../read-openai-error.ts'
import { readOpenaiUsage } from '../read-openai-usage.ts'
import { decodeFinish } from './finish-reason.ts'

/** A whole completion (https://platform.openai.com/docs/api-reference/completions/object); the texts of its choices. */
export function decodeReply(body: Fields): ChatReply {
  const choices = body['choices']
  if (!Array.isArray(choices)) throw new NotAReply(readOpenaiError(body)?.message ?? 'it has no choices')
  const reply = new FieldReader(body)
  const usage = reply.object('usage')
  reply.drop('object', 'choices')
  return {
    id: reply.text('id'),
    model: reply.text('model'),
    created: reply.number('created'),
    choices: choices.filter(isFields).map(decodeChoice),
    usage:
      usage === undefined
        ? undefined
        : { tokens: readOpenaiUsage(usage), dialect: 'openai-completions', raw: usage },
    serviceTier: reply.text('service_tier'),
    extra: reply.extra('openai-completions')
  }
}

function decodeChoice(fields: Fields): Choice {
  const choice = new FieldReader(fields)
  const text = choice.text('text') ?? chatText(choice)
  const word = choice.text('finish_reason')
  const logprobs = choice.object('logprobs')
  choice.drop('index')
  return {
    parts: text === '' ? [] : [{ type: 'text', text }],
    finish: word === undefined ? undefined : decodeFinish(word, textOf(fields['stop_reason'])),
    logprobs: logprobs === undefined ? undefined : { dialect: 'openai-completions', value: logprobs },
    extra: choice.extra('openai-completions')
  }
}

/** Some servers answer here as they would to a chat. */
export function chatText(choice: FieldReader): string {
  return textOf((choice.object('message') ?? choice.object('delta'))?.['content']) ?? ''
}
