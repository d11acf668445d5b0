import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js'
import type { ClientDialectId } from '../../../shared/domain/dialect.ts'
import { TEST_DATA } from '../recordings/load-recordings.ts'
import { plainObjects } from '../recordings/read-events.ts'
import { isObject, objectsAt, textAt, type Json } from '../recordings/walk-json.ts'
import { loadSpec, type SpecName } from './load-spec.ts'

export type Form = 'request' | 'reply' | 'event' | 'error'

/** Which published schema says what a dialect's bodies look like. */
const SCHEMAS: Readonly<
  Record<ClientDialectId, { readonly spec: SpecName } & Readonly<Record<Form, string>>>
> = {
  'openai-chat': {
    spec: 'openai',
    request: 'CreateChatCompletionRequest',
    reply: 'CreateChatCompletionResponse',
    event: 'CreateChatCompletionStreamResponse',
    error: 'ErrorResponse'
  },
  'openai-completions': {
    spec: 'openai',
    request: 'CreateCompletionRequest',
    reply: 'CreateCompletionResponse',
    event: 'CreateCompletionResponse',
    error: 'ErrorResponse'
  },
  'openai-responses': {
    spec: 'openai',
    request: 'CreateResponse',
    reply: 'Response',
    event: 'ResponseStreamEvent',
    error: 'ErrorResponse'
  },
  'anthropic-messages': {
    spec: 'anthropic',
    request: 'BetaCreateMessageParams',
    reply: 'Message',
    event: 'MessageStreamEvent',
    error: 'ErrorResponse'
  },
  gemini: {
    spec: 'gemini',
    request: 'GenerateContentRequest',
    reply: 'GenerateContentResponse',
    event: 'GenerateContentResponse',
    error: 'Status'
  },
  'cohere-chat': {
    spec: 'cohere',
    request: 'ChatRequestV2',
    reply: 'ChatResponseV2',
    event: 'StreamedChatResponseV2',
    error: 'Error'
  }
}

interface Spec {
  readonly schemas: Readonly<Record<string, Json>>
  readonly ajv: Ajv2020
  readonly compiled: Map<string, ValidateFunction>
}

const specs = new Map<SpecName, Spec>()

/** What of a body its dialect's published schema does not allow, in words without anything of the conversation. */
export function specFaults(dialect: ClientDialectId, form: Form, body: Json): readonly string[] {
  // Anthropic's list of events leaves the ping out that its documentation has.
  if (dialect === 'anthropic-messages' && form === 'event' && textAt(body, 'type') === 'ping') return []
  const { spec: specName, [form]: schema } = SCHEMAS[dialect]
  const spec = specOf(specName)
  const name = form === 'event' ? eventSchema(spec, schema, body) : schema
  if (name === null) return [`spec: no event ${textAt(body, 'type')}`]
  const validate = compiled(spec, name)
  if (validate(body)) return []
  return [wordsOf(validate.errors ?? [])]
}

/** The same of every event of a stream; error events are judged as errors. */
export function eventFaults(dialect: ClientDialectId, raw: string): readonly string[] {
  const faults = plainObjects(raw).flatMap((event) =>
    event['error'] === undefined ? specFaults(dialect, 'event', event) : []
  )
  return [...new Set(faults)]
}

function specOf(name: SpecName): Spec {
  const known = specs.get(name)
  if (known !== undefined) return known
  const schemas = loadSpec(name, TEST_DATA ?? '')
  // Formats are mere remarks there (`unixtime`), and so are a few keywords.
  const ajv = new Ajv2020({ strict: false, validateFormats: false, logger: false })
  ajv.addSchema({ $id: 'spec', components: { schemas } })
  const spec = { schemas, ajv, compiled: new Map<string, ValidateFunction>() }
  specs.set(name, spec)
  return spec
}

function compiled({ ajv, compiled: known }: Spec, name: string): ValidateFunction {
  const validate = known.get(name) ?? ajv.compile({ $ref: `spec#/components/schemas/${name}` })
  known.set(name, validate)
  return validate
}

/** Of a union of events, the one that this event's type names: its faults say more than those of all together. */
function eventSchema({ schemas }: Spec, name: string, event: Json): string | null {
  if (name === 'StreamedChatResponseV2') return cohereEvent(event)
  const union = schemas[name]
  const members = [...objectsAt(union, 'oneOf'), ...objectsAt(union, 'anyOf')]
    .map((member) => textAt(member, '$ref').split('/').at(-1) ?? '')
    .filter((member) => member !== '')
  if (members.length === 0) return name
  const type = textAt(event, 'type')
  return members.find((member) => typesOf(schemas[member]).includes(type)) ?? null
}

/** Cohere's members say their types in the union's mapping alone, and the union leaves the citations out. */
function cohereEvent(event: Json): string {
  const words = textAt(event, 'type').split('-')
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  return words[0] === 'citation' ? `${name}Event` : `Chat${name}Event`
}

function typesOf(schema: unknown): readonly unknown[] {
  const type = isObject(schema) && isObject(schema['properties']) ? schema['properties']['type'] : undefined
  if (!isObject(type)) return []
  return Array.isArray(type['enum']) ? type['enum'] : [type['const']]
}

/** The fault that lies deepest is the one of the alternative that was meant. */
function wordsOf(errors: readonly ErrorObject[]): string {
  const depthOf = ({ instancePath }: ErrorObject): number => instancePath.split('/').length
  const deepest = errors.toSorted((a, b) => depthOf(b) - depthOf(a))[0]
  if (deepest === undefined) return 'spec: not valid'
  const path = deepest.instancePath.replace(/\/\d+/g, '/N')
  const property = deepest.params['missingProperty'] ?? deepest.params['additionalProperty'] ?? ''
  return `spec: ${path} ${deepest.message ?? ''} ${typeof property === 'string' ? property : ''}`.trim()
}
