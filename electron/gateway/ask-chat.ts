import type { DialectId, Quirks } from '../../shared/domain/dialect.ts'
import type { ModelFacts } from '../catalogue/catalogue.ts'
import { DIALECTS } from '../dialects/all-dialects.ts'
import { carriesSeals } from '../dialects/carry-seal.ts'
import type { ChatReply, ChatRequest, Part } from '../dialects/chat.ts'
import type { Dialect, ReplyContext, ToolLimits } from '../dialects/dialect.ts'
import { fitTools, type FittedTools } from '../dialects/fit-tools.ts'
import { isShallow } from '../dialects/is-shallow.ts'
import { parseFields, type Fields } from '../dialects/json.ts'
import { withoutSeals } from '../dialects/without-seals.ts'
import type { Target } from '../routing/plan-targets.ts'
import { GatehouseError } from '../../shared/errors.ts'
import type { Asking, PreparedRequest } from './asking.ts'
import { collectingForm } from './collecting-form.ts'
import { newId } from './new-id.ts'
import { passingForm, translatingForm, type ReplyForm } from './reply-form.ts'
import { readStreamFailure } from './stream-failure.ts'
import { upstreamBody } from './upstream-body.ts'
import { chatPath } from './upstream-path.ts'
import type { ReadBody } from './stages/read-request.ts'

export interface ChatOptions {
  /** What the client's request is written in. */
  readonly dialect: DialectId
  /** What it reads; Cursor asks in one dialect and reads another. */
  readonly replyDialect: DialectId
  /** Of the client's URL, `?` included; passes with the bytes. */
  readonly query: string
  /** Milliseconds since the epoch. */
  readonly now: number
  /** What is to be read instead of the body: stored items put into it. */
  readonly expanded?: Fields
  readonly facts: (target: Target) => Pick<ModelFacts, 'maxOutput' | 'reasoning'>
}

/**
 * A chat on its way to targets. Where a target speaks the client's dialect the bytes pass, and only the model's name
 * and what policy demands change; else the request is read into the neutral form, once for all targets, and written in
 * the target's dialect.
 */
export class ChatAsking implements Asking {
  readonly stream: boolean
  readonly #body: ReadBody
  readonly #options: ChatOptions
  #chat: ChatRequest | null = null
  #context: ReplyContext | null = null

  constructor(body: ReadBody, options: ChatOptions) {
    this.stream = body.stream
    this.#body = body
    this.#options = options
  }

  prepare(target: Target, { withoutSeals: strip }: { readonly withoutSeals: boolean }): PreparedRequest {
    const { dialect, replyDialect, expanded } = this.#options
    const { dialects } = target.account
    const spoken = dialects.includes(dialect) ? dialect : dialects[0]
    if (spoken === undefined)
      throw new GatehouseError('account_unavailable', 'The account speaks no dialect.')
    const isOwn = spoken === dialect && spoken === replyDialect
    // A session that was begun with another provider carries its seals, which this one would refuse.
    const passes = isOwn && !strip && expanded === undefined && !carriesSeals(this.#body.bytes)
    return passes ? this.#passing(target, spoken) : this.#translated(target, spoken, strip)
  }

  /** A reply as it stands before anything of it was made; the finished one has the same id. */
  emptyReply(): Fields {
    const context = this.#replyContext()
    const empty = DIALECTS[this.#options.replyDialect].encodeReply({ choices: [] }, context)
    const { id } = empty
    if (typeof id === 'string')
      this.#context = { ...context, newId: (prefix) => (id.startsWith(prefix) ? id : newId(prefix)) }
    return empty
  }

  #passing(target: Target, spoken: DialectId): PreparedRequest {
    const { bytes, usageAsked, note } = upstreamBody(
      this.#body,
      target.model.upstreamId,
      target.account.provider,
      spoken
    )
    const form = passingForm(DIALECTS[spoken], {
      removeUsage: !usageAsked,
      context: () => this.#replyContext()
    })
    return {
      path: withQuery(chatPath(spoken, target.model.upstreamId, this.stream), this.#options.query),
      body: bytes,
      dialect: spoken,
      notes: note === null ? [] : [note],
      form: this.#whole(form, DIALECTS[spoken], (reply) => reply)
    }
  }

  #translated(target: Target, spoken: DialectId, strip: boolean): PreparedRequest {
    const from = DIALECTS[spoken]
    const { dialect } = this.#options
    const { maxOutput, reasoning } = this.#options.facts(target)
    // A wish to think is refused by models that can't.
    const quirks: Quirks = { ...target.account.provider.quirks, ...(reasoning === false ? NO_THOUGHTS : {}) }
    const chat = strip ? withoutSeals(this.#neutral()) : this.#neutral()
    const tools = fitTools(chat, limitsOf(from, quirks))
    const model = target.model.upstreamId
    const encoded = from.encodeRequest(tools.chat, { model, maxOutput, quirks })
    const stripped = strip
      ? ['thoughts of another model were left out: the provider refused their signatures']
      : []
    const told = this.#options.replyDialect === dialect ? tools : withPlainCalls(tools)
    const form = translatingForm({
      from,
      to: DIALECTS[this.#options.replyDialect],
      tools: told,
      context: this.#replyContext(),
      tell: readStreamFailure
    })
    return {
      path: chatPath(spoken, model, this.stream),
      body: Buffer.from(JSON.stringify(encoded.body)),
      dialect: spoken,
      notes: [...stripped, ...tools.notes, ...encoded.notes],
      form: this.#whole(form, from, (reply) => told.restoreReply(reply))
    }
  }

  /** Where the client reads no stream, none reaches it. */
  #whole(form: ReplyForm, from: Dialect, restore: (reply: ChatReply) => ChatReply): ReplyForm {
    if (this.stream) return form
    const to = DIALECTS[this.#options.replyDialect]
    return collectingForm(form, { from, to, restore, context: () => this.#replyContext() })
  }

  #neutral(): ChatRequest {
    this.#chat ??= this.#decode(this.#options.expanded ?? fieldsOfBody(this.#body))
    return this.#chat
  }

  #decode(body: Fields): ChatRequest {
    const { model, stream } = this.#body
    return DIALECTS[this.#options.dialect].decodeRequest(body, { model, stream })
  }

  #replyContext(): ReplyContext {
    if (this.#context !== null) return this.#context
    // Replies repeat what the client sent, not what was made of it.
    const request =
      this.#options.expanded === undefined ? this.#neutral() : this.#decode(fieldsOfBody(this.#body))
    this.#context = { request, created: Math.floor(this.#options.now / 1000), newId }
    return this.#context
  }
}

const NO_THOUGHTS: Quirks = { noReasoningEffort: true }

/**
 * Calls of custom tools as plain ones: Cursor, which asks in Responses and reads chat completions, knows no others there
 * and gives their free text to the tool as it is.
 */
function withPlainCalls(tools: FittedTools): FittedTools {
  const plain = (part: Part): Part => (part.type === 'tool-call' ? { ...part, custom: undefined } : part)
  return {
    ...tools,
    restoreReply: (reply) => {
      const restored = tools.restoreReply(reply)
      const choices = restored.choices.map((choice) => ({ ...choice, parts: choice.parts.map(plain) }))
      return { ...restored, choices }
    },
    openRestore: () => {
      const restore = tools.openRestore()
      return (event) =>
        restore(event).map((restored) =>
          restored.type === 'open' ? { ...restored, part: plain(restored.part) } : restored
        )
    }
  }
}

/** Tools of free text and namespaces are OpenAI's alone, whoever else speaks its dialects. */
function limitsOf({ id, toolLimits }: Dialect, { customTools }: Quirks): ToolLimits {
  const isOpenai = id === 'openai-chat' || id === 'openai-responses'
  return isOpenai && customTools !== true ? { ...toolLimits, custom: false, namespaces: false } : toolLimits
}

function fieldsOfBody({ bytes }: ReadBody): Fields {
  const fields = parseFields(bytes.toString('utf8'))
  if (fields === undefined) throw new GatehouseError('invalid_json', 'The request body is not valid JSON.')
  if (!isShallow(fields, LEVELS_MAX)) {
    throw new GatehouseError(
      'invalid_request',
      `The request body is nested deeper than ${LEVELS_MAX} levels.`
    )
  }
  return fields
}

/** Reading JSON has no limit of depth, but writing it has the stack's; schemas of tools have a tenth of it. */
const LEVELS_MAX = 500

/** What may stand behind a URL and means something to a provider; anything else may be a key. */
const QUERY_NAMES: ReadonlySet<string> = new Set(['beta', 'api-version'])

/** What the client put behind its URL (`?beta=true`) goes on. */
function withQuery(path: string, query: string): string {
  if (query === '') return path
  const parameters = new URLSearchParams()
  for (const [name, value] of new URLSearchParams(query)) {
    if (QUERY_NAMES.has(name)) parameters.append(name, value)
  }
  if (parameters.size === 0) return path
  return `${path}${path.includes('?') ? '&' : '?'}${parameters}`
}
