import { DIALECT_NAMES, type DialectId } from '../../../shared/domain/dialect.ts'
import type { ModelFacts } from '../../catalogue/catalogue.ts'
import type { Asked } from '../../dialects/dialect.ts'
import { parseFields } from '../../dialects/json.ts'
import { dialectOfBody } from '../../dialects/recognise-body.ts'
import type { Target } from '../../routing/plan-targets.ts'
import { ChatAsking } from '../ask-chat.ts'
import type { GatewayDependencies } from '../dependencies.ts'
import type { GatewayCall } from '../gateway-call.ts'
import type { ReadBody } from '../stages/read-request.ts'
import type { Endpoint } from './serve-model-call.ts'

/** Top-level member that holds the conversation, by dialect. */
export const LIST_OF: Readonly<Record<DialectId, string>> = {
  'openai-chat': 'messages',
  'openai-completions': 'prompt',
  'openai-responses': 'input',
  'anthropic-messages': 'messages',
  gemini: 'contents',
  'cohere-chat': 'messages',
  'bedrock-converse': 'messages'
}

/** A chat in one dialect, for targets of any. */
export function chatEndpoint(dialect: DialectId, dependencies: GatewayDependencies, asked?: Asked): Endpoint {
  return {
    listOf: LIST_OF[dialect],
    ...(asked === undefined ? {} : { asked }),
    ask(call, body) {
      const written = dialect === 'openai-chat' ? recognised(call, body) : dialect
      call.facts.dialectIn = written
      return new ChatAsking(body, {
        dialect: written,
        replyDialect: dialect,
        query: call.query,
        now: call.arrivedAt,
        facts: factsOf(dependencies)
      })
    }
  }
}

/** What the catalogue knows of a target's model. */
export function factsOf({ catalogue }: GatewayDependencies): (target: Target) => ModelFacts {
  return ({ account, model }) => catalogue.facts(account.provider.priceTable, model.upstreamId)
}

/** What a chat completion never holds and a body of Anthropic's does. */
const ANTHROPIC_MARKS = ['"input_schema"', '"tool_use_id"']

/**
 * Cursor posts bodies of other dialects to `/v1/chat/completions`, by the model's name. Only one that shows a sign of it
 * is parsed: chats pass unparsed.
 */
function recognised(call: GatewayCall, { bytes, scan: { members } }: ReadBody): DialectId {
  const suspect =
    !members.has('messages') || members.has('system') || ANTHROPIC_MARKS.some((mark) => bytes.includes(mark))
  if (!suspect) return 'openai-chat'
  const dialect = dialectOfBody(parseFields(bytes.toString('utf8')) ?? {})
  if (dialect !== 'openai-chat') {
    const name = DIALECT_NAMES[dialect]
    call.facts.notes.push(
      `the body was one of ${name}: it was read as that, and answered as a chat completion`
    )
  }
  return dialect
}
