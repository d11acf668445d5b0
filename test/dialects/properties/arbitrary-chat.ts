import fc from 'fast-check'
import type {
  ChatReply,
  ChatRequest,
  Finish,
  Message,
  OutputFormat,
  Part,
  Seal,
  Tool,
  ToolCallPart,
  ToolChoice,
  UsageReport
} from '../../../electron/dialects/chat.ts'
import type { ClientDialectId } from '../../../shared/domain/dialect.ts'

/** Text of any characters that is not mere white space, which some providers refuse. */
export const text = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
    fc.constantFrom(
      'Grüße 🙂',
      'line\nline',
      'data: [DONE]\n\n',
      '"}]}',
      '\u2028',
      '<b>&amp;</b>',
      ' spaced '
    )
  )
  .filter((value) => value.trim() !== '')

/** A name that every dialect takes as it is. */
export const plainName = fc.stringMatching(/^[a-z_][a-zA-Z0-9_]{0,20}$/)

/** Letters and digits in groups of four, as real seals are: base64 that needs no padding. */
export const sealValue = fc.stringMatching(/^([A-Za-z0-9+/]{4}){2,8}$/)

/** JSON that comes back as it was: no -0, no keys that JavaScript orders as numbers. */
const jsonValue = fc.oneof(
  text,
  fc.integer({ min: -1000, max: 1000 }),
  fc.boolean(),
  fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 3 })
)
export const args = fc
  .dictionary(fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/), jsonValue, { maxKeys: 4 })
  .map((fields) => JSON.stringify({ ...fields }))

export const schema = fc
  .uniqueArray(fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/), { maxLength: 4 })
  .map((names) => ({
    type: 'object',
    properties: Object.fromEntries(
      names.map((name) => [name, { type: 'string', description: `the ${name}` }])
    ),
    required: names,
    additionalProperties: false
  }))

const optional = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined })

const image = fc.uint8Array({ minLength: 3, maxLength: 12 }).map((bytes): Part => ({
  type: 'media',
  kind: 'image',
  mediaType: 'image/png',
  source: { kind: 'base64', data: Buffer.from(bytes).toString('base64') }
}))
const textPart = text.map((value): Part => ({ type: 'text', text: value }))

export const sealOf = (dialect: ClientDialectId): fc.Arbitrary<Seal> =>
  sealValue.map((value) => ({ dialect, value }))

export const reasoningPart = (seal: fc.Arbitrary<Seal | undefined>): fc.Arbitrary<Part> =>
  fc.record({ text, seal }).map((fields): Part => ({ type: 'reasoning', ...fields }))

let lastId = 0
/** Ids of calls are never the same twice: they pair the results. */
const callId = fc.constant(null).map(() => `call_${++lastId}`)

const callOf = (names: readonly string[], seal: fc.Arbitrary<Seal | undefined>): fc.Arbitrary<ToolCallPart> =>
  fc
    .record({ id: callId, name: fc.constantFrom(...names), args, seal })
    .map((fields): ToolCallPart => ({ type: 'tool-call', ...fields }))

/** What the assistant said and called, with the results of its calls behind it. */
function exchange(names: readonly string[], dialect: ClientDialectId): fc.Arbitrary<readonly Message[]> {
  const seal = optional(sealOf(dialect))
  const calls: fc.Arbitrary<readonly ToolCallPart[]> =
    names.length === 0
      ? fc.constant<readonly ToolCallPart[]>([])
      : fc.array(callOf(names, fc.constant(undefined)), { maxLength: 3 })
  return fc
    .record({
      asked: fc.array(fc.oneof({ weight: 4, arbitrary: textPart }, image), { minLength: 1, maxLength: 3 }),
      thought: optional(reasoningPart(seal)),
      said: fc.array(textPart, { maxLength: 2 }),
      calls,
      results: fc.array(text, { minLength: 3, maxLength: 3 })
    })
    .map(({ asked, thought, said, calls: made, results }): readonly Message[] => {
      const answer = [...said, ...made]
      const parts: Part[] = [...(thought === undefined || answer.length === 0 ? [] : [thought]), ...answer]
      return [
        { role: 'user', parts: asked },
        ...(parts.length === 0 ? [] : [{ role: 'assistant', parts } as const]),
        ...made.map((call, place): Message => ({
          role: 'tool',
          parts: [
            {
              type: 'tool-result',
              id: call.id,
              name: call.name,
              parts: [{ type: 'text', text: results[place] ?? '' }]
            }
          ]
        }))
      ]
    })
}

/** OpenAI's Responses take no limit below 16. */
const limit = fc.integer({ min: 16, max: 4000 })
const share = fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10)

export const format: fc.Arbitrary<OutputFormat | undefined> = fc.oneof(
  fc.constant(undefined),
  schema.map((value): OutputFormat => ({ type: 'json-schema', name: 'answer', schema: value, strict: true }))
)

/** A request that a client of any dialect could make; thoughts in it carry seals of this dialect, or none. */
export function arbitraryChat(dialect: ClientDialectId): fc.Arbitrary<ChatRequest> {
  return fc.uniqueArray(plainName, { maxLength: 3 }).chain((names) =>
    fc
      .record({
        stream: fc.boolean(),
        system: fc.array(text, { maxLength: 2 }),
        exchanges: fc.array(exchange(names, dialect), { minLength: 1, maxLength: 3 }),
        last: fc.array(textPart, { minLength: 1, maxLength: 2 }),
        described: fc.array(optional(text), { minLength: 3, maxLength: 3 }),
        schemas: fc.array(schema, { minLength: 3, maxLength: 3 }),
        choice: fc.constantFrom<ToolChoice['type'] | undefined>(
          undefined,
          'auto',
          'none',
          'required',
          'tool'
        ),
        format,
        maxOutputTokens: optional(limit),
        // Claude takes one of the two.
        sampling: fc.oneof(fc.constant({}), fc.record({ temperature: share }), fc.record({ topP: share })),
        topK: optional(fc.integer({ min: 1, max: 40 })),
        seed: optional(fc.integer({ min: 0, max: 99 })),
        stop: optional(fc.array(plainName, { minLength: 1, maxLength: 3 })),
        from: fc.constantFrom(undefined, dialect)
      })
      .map(({ system, exchanges, last, described, schemas, choice, sampling, ...fields }): ChatRequest => {
        const tools = names.map((name, place): Tool => ({
          type: 'function',
          name,
          description: described[place],
          schema: schemas[place] ?? { type: 'object', properties: {} }
        }))
        return {
          ...fields,
          ...sampling,
          model: 'model',
          messages: [
            ...system.map((value): Message => ({ role: 'system', parts: [{ type: 'text', text: value }] })),
            ...exchanges.flat(),
            { role: 'user', parts: last }
          ],
          tools,
          toolChoice: choiceOf(choice, names[0])
        }
      })
  )
}

function choiceOf(type: ToolChoice['type'] | undefined, name: string | undefined): ToolChoice | undefined {
  if (name === undefined || type === undefined) return undefined
  return type === 'tool' ? { type, name } : type === 'allowed' || type === 'native' ? undefined : { type }
}

const count = fc.integer({ min: 0, max: 5000 })

/** Token counts of a provider that no dialect of ours has given, so that each encoder has to write its own. */
const usage = fc
  .record({ input: count, cache_read: count, cache_write: fc.constant(0), answer: count, reasoning: count })
  .map(({ answer, ...tokens }) => ({ ...tokens, output: answer + tokens.reasoning }))

export function arbitraryReply(
  dialect: ClientDialectId,
  from: ClientDialectId = dialect
): fc.Arbitrary<ChatReply> {
  const seal = optional(sealOf(from))
  return fc
    .record({
      thought: optional(reasoningPart(sealOf(from))),
      said: fc.array(textPart, { maxLength: 2 }),
      calls: fc.array(callOf(['search', 'write_file'], seal), { maxLength: 3 }),
      reason: fc.constantFrom<Finish['reason']>('stop', 'length', 'content-filter'),
      tokens: usage
    })
    .filter(({ said, calls }) => said.length + calls.length > 0)
    .map(({ thought, said, calls, reason, tokens }): ChatReply => {
      // Told by another dialect, since usage of its own would be written out as it came.
      const teller = dialect === 'gemini' ? 'openai-chat' : 'gemini'
      const report: UsageReport = { tokens, dialect: teller, raw: undefined }
      const finish: Finish = { reason: calls.length > 0 && reason === 'stop' ? 'tool-calls' : reason }
      return {
        id: 'reply-1',
        model: 'model',
        created: 1_750_000_000,
        choices: [{ parts: [...(thought === undefined ? [] : [thought]), ...said, ...calls], finish }],
        usage: report
      }
    })
}
