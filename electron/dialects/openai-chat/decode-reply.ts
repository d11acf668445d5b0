import type { ChatReply, Choice } from '../chat.ts'
import { NotAReply } from '../dialect.ts'
import { FieldReader } from '../field-reader.ts'
import { fieldsOf, isFields, textOf, type Fields } from '../json.ts'
import { readOpenaiUsage } from '../read-openai-usage.ts'
import { assistantParts } from './decode-assistant.ts'
import { decodeFinish } from './finish-reason.ts'
import { idStem } from './id-stem.ts'
import { readOpenaiError } from '../read-openai-error.ts'

/**
 * A whole chat completion (https://platform.openai.com/docs/api-reference/chat/object). Written out again by
 * `encode-reply.ts` it is the same but for nulls, empty lists and empty texts where nothing is said, and for what
 * `decode-request.ts` says of messages.
 */
export function decodeReply(body: Fields): ChatReply {
  const choices = body['choices']
  if (!Array.isArray(choices)) {
    throw new NotAReply(readOpenaiError(body)?.message ?? 'it has no choices')
  }
  const reply = new FieldReader(body)
  const id = reply.take('id', filled)
  const usage = reply.object('usage') ?? fieldsOf(reply.object('x_groq')?.['usage'])
  reply.drop('object', 'choices', 'usage', 'id', 'model', 'service_tier')
  return {
    id,
    model: reply.take('model', filled),
    created: reply.number('created'),
    choices: choices.filter(isFields).map((choice, at) => decodeChoice(choice, idStem(id, at))),
    usage:
      usage === undefined
        ? undefined
        : { tokens: readOpenaiUsage(usage), dialect: 'openai-chat', raw: usage },
    serviceTier: reply.take('service_tier', filled),
    extra: reply.extra('openai-chat')
  }
}

/** An empty text says nothing; Snowflake fills in such. */
function filled(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function decodeChoice(fields: Fields, stem: string): Choice {
  const choice = new FieldReader(fields)
  const message = new FieldReader(choice.object('message') ?? { content: choice.text('text') })
  message.drop('role')
  const parts = assistantParts(message, { path: null, idStem: stem })
  const word = choice.text('finish_reason')
  const logprobs = choice.object('logprobs')
  // Perplexity has an empty delta beside the message.
  choice.drop('index', 'delta')
  const hasCalls = parts.some(({ type }) => type === 'tool-call')
  const messageRest = withoutEmpty(message.rest())
  const rest = messageRest === undefined ? choice.rest() : { ...choice.rest(), message: messageRest }
  return {
    parts,
    finish: word === undefined ? undefined : decodeFinish(word, hasCalls, textOf(fields['stop_reason'])),
    logprobs: sayLogprobs(logprobs) ? { dialect: 'openai-chat', value: logprobs } : undefined,
    extra: rest === undefined ? undefined : { dialect: 'openai-chat', fields: rest }
  }
}

/** What a message has beside what was read, where it is filled. */
function withoutEmpty(rest: Fields | undefined): Fields | undefined {
  const filledOnes = Object.entries(rest ?? {}).filter(([, value]) => value !== '')
  return filledOnes.length === 0 ? undefined : Object.fromEntries(filledOnes)
}

function sayLogprobs(logprobs: Fields | undefined): boolean {
  return logprobs !== undefined && Object.values(logprobs).some((value) => value !== null)
}
