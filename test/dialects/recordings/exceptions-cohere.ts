import { CLIENT_DIALECT_IDS, type ClientDialectId } from '../../../shared/domain/dialect.ts'
import type { Exception } from './exceptions.ts'

/** What the recordings of the other dialects have that Cohere has not, by rule and with the number of each dialect. */
interface Rule {
  readonly of: Exception['of']
  readonly what: RegExp
  readonly reason: string
  readonly counts: Readonly<Partial<Record<ClientDialectId, number>>>
}

const RULES: readonly Rule[] = [
  {
    of: 'request',
    what: /^refused .*that can't be sent/,
    reason: 'Cohere takes pictures and documents as text: other files, sound and film are refused in words',
    counts: { 'anthropic-messages': 17, gemini: 75, 'openai-chat': 25, 'openai-responses': 22 }
  },
  {
    of: 'request',
    what: /^refused .*\d answers, and/,
    reason: 'several answers were asked for, and Cohere gives one: refused in words',
    counts: { 'openai-chat': 8, 'openai-completions': 2 }
  },
  {
    of: 'request',
    what: /^refused /,
    reason:
      'an answer in pictures, a tool of another provider, a stored prompt or a list of prompts: refused in words',
    counts: { gemini: 2, 'openai-completions': 2, 'openai-responses': 6 }
  },
  {
    of: 'request',
    what: /./,
    reason:
      'the client itself broke a rule of its dialect (a result of no call), or text that stood behind calls is the plan before them, or a document has its title before it',
    counts: { 'anthropic-messages': 3, 'openai-responses': 5 }
  },
  {
    of: 'reply',
    what: /^2 answers became 1$/,
    reason:
      'the reply has two answers and Cohere one; the gateway has refused the request that asked for two',
    counts: { 'openai-chat': 10, 'openai-completions': 6 }
  },
  {
    of: 'reply',
    what: /^(media differ|finish null became length|1 answers became 0|text differs)$/,
    reason:
      'Cohere has no field for pictures or sound of a model, and no word for a reply that is not there yet; a reply of another dialect lies among the completions',
    counts: { gemini: 14, 'openai-chat': 2, 'openai-completions': 2, 'openai-responses': 24 }
  },
  {
    of: 'stream',
    what: /^2 answers became 1$/,
    reason:
      'the stream has two answers and Cohere one; the gateway has refused the request that asked for two',
    counts: { 'openai-chat': 6 }
  },
  {
    of: 'stream',
    what: /./,
    reason:
      'Cohere has no field for pictures of a model; three recordings are not what they seem (see the other targets)',
    counts: { 'anthropic-messages': 1, 'openai-completions': 2, 'openai-responses': 6 }
  }
]

/** Met before those of all targets. */
export const TO_COHERE: readonly Exception[] = RULES.flatMap(({ of, what, reason, counts }) =>
  CLIENT_DIALECT_IDS.flatMap((dialect) => {
    const count = counts[dialect]
    return count === undefined ? [] : [{ dialect, of, check: /-> cohere-chat/, what, count, reason }]
  })
)

export const OF_COHERE: readonly Exception[] = [
  {
    dialect: 'cohere-chat',
    of: 'request',
    check: 'request -> openai-completions',
    what: /^refused \(not_translatable\)/,
    count: 32,
    reason: 'completions have one prompt: a conversation, a picture or a tool is refused in words'
  }
]
