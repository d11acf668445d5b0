import { plainObjects } from './read-events.ts'
import { argsReading, propertiesOf, resultReading, stopReading } from './read-results.ts'
import type {
  ChoiceReading,
  FinishClass,
  Item,
  Limits,
  ReplyReading,
  RequestReading,
  UsageReading
} from './reading.ts'
import {
  at,
  either,
  fingerprintOfBase64,
  fingerprintOfUrl,
  isObject,
  numberAt,
  objectAt,
  objectsAt,
  plainTextOf,
  textAt,
  type Json
} from './walk-json.ts'

export function readGeminiRequest(body: Json): RequestReading {
  const items: Item[] = []
  const native: string[] = []
  const calls: { id: string; name: string; answered: boolean }[] = []
  for (const content of contentsOf(at(body, 'contents'))) {
    const role = textAt(content, 'role') === 'model' ? 'assistant' : 'user'
    for (const part of partsOf(content)) readPart(part, role, items, native, calls)
  }
  const config = objectAt(body, 'generationConfig')
  const thinking = objectAt(config, 'thinkingConfig')
  const budget = numberAt(thinking, 'thinkingBudget') ?? numberAt(thinking, 'thinking_budget')
  const level = either(thinking, 'thinkingLevel', 'thinking_level')
  const shown = either(thinking, 'includeThoughts', 'include_thoughts')
  const system = either(body, 'systemInstruction', 'system_instruction')
  return {
    system: partsOf(isObject(system) ? system : {}).map((part) => textAt(part, 'text')),
    items,
    tools: objectsAt(body, 'tools').flatMap((tool) => {
      native.push(...Object.keys(tool).filter((name) => !/^function_?declarations$/i.test(name)))
      return [...objectsAt(tool, 'functionDeclarations'), ...objectsAt(tool, 'function_declarations')].map(
        (own) => ({
          name: textAt(own, 'name'),
          custom: false,
          properties: propertiesOf(
            either(own, 'parametersJsonSchema', 'parameters_json_schema', 'parameters')
          )
        })
      )
    }),
    limits: limitsOf(config),
    choice: readChoice(either(body, 'toolConfig', 'tool_config')),
    format: readFormat(config),
    thinking: thinkingOf(budget, level, shown),
    parallel: null,
    native
  }
}

function thinkingOf(budget: number | null, level: unknown, shown: unknown): RequestReading['thinking'] {
  if (budget === 0) return 'off'
  if (budget !== null || level !== undefined) return 'on'
  // Thoughts are to be shown, whatever there are.
  return shown === true ? 'adaptive' : 'unsaid'
}

/** `contents` may be one content, a text, or a list of either. */
function contentsOf(contents: unknown): readonly Json[] {
  const list: readonly unknown[] = Array.isArray(contents) ? contents : [contents]
  return list.flatMap((content) =>
    typeof content === 'string'
      ? [{ role: 'user', parts: [{ text: content }] }]
      : isObject(content)
        ? [content]
        : []
  )
}

function partsOf(content: Json): readonly Json[] {
  const parts = at(content, 'parts')
  return isObject(parts) ? [parts] : objectsAt(content, 'parts')
}

function limitsOf(config: Json): Limits {
  return {
    maxTokens: numberAt(config, 'maxOutputTokens'),
    temperature: numberAt(config, 'temperature'),
    topP: numberAt(config, 'topP'),
    topK: numberAt(config, 'topK'),
    presence: numberAt(config, 'presencePenalty'),
    frequency: numberAt(config, 'frequencyPenalty'),
    seed: numberAt(config, 'seed'),
    choices: numberAt(config, 'candidateCount'),
    stop: stopReading(at(config, 'stopSequences'))
  }
}

function readPart(
  part: Json,
  role: 'user' | 'assistant',
  items: Item[],
  native: string[],
  calls: { id: string; name: string; answered: boolean }[]
): void {
  const call = either(part, 'functionCall', 'function_call')
  const response = either(part, 'functionResponse', 'function_response')
  const media = mediaOf(part)
  const document = documentText(part)
  const text = at(part, 'text')
  if (call !== undefined) {
    const id = textAt(call, 'id')
    calls.push({ id, name: textAt(call, 'name'), answered: false })
    items.push({ kind: 'call', id, name: textAt(call, 'name'), args: argsReading(at(call, 'args')) })
  } else if (response !== undefined) {
    items.push({
      kind: 'result',
      of: answeredBy(textAt(response, 'id'), textAt(response, 'name'), calls),
      text:
        resultReading(at(response, 'response')) +
        objectsAt(response, 'parts')
          .map((inner) => documentText(inner) ?? '')
          .join(''),
      media: objectsAt(response, 'parts').flatMap((inner) =>
        documentText(inner) === undefined ? mediaOf(inner) : []
      )
    })
  } else if (document !== undefined) {
    items.push({ kind: 'text', role, text: document })
  } else if (media.length > 0) {
    for (const print of media) items.push({ kind: 'media', role, print })
  } else if (at(part, 'thought') === true) {
    items.push({ kind: 'reasoning', text: textAt(part, 'text'), seal: sealOf(part) })
  } else if (typeof text === 'string') items.push({ kind: 'text', role, text })
  else native.push(Object.keys(part).find((name) => !name.startsWith('thought')) ?? 'thoughtSignature')
}

function sealOf(part: Json): string {
  const seal = either(part, 'thoughtSignature', 'thought_signature')
  return typeof seal === 'string' ? seal : ''
}

/** By its id, or else the first call of that name that has no answer yet. */
function answeredBy(
  id: string,
  name: string,
  calls: { id: string; name: string; answered: boolean }[]
): number {
  const byId = id === '' ? -1 : calls.findLastIndex((call) => call.id === id)
  const place = byId >= 0 ? byId : calls.findIndex((call) => call.name === name && !call.answered)
  const call = calls[place]
  if (call !== undefined) call.answered = true
  return place
}

function documentText(part: Json): string | undefined {
  const inline = either(part, 'inlineData', 'inline_data')
  const type = either(inline, 'mimeType', 'mime_type')
  return typeof type === 'string' ? plainTextOf(type, textAt(inline, 'data')) : undefined
}

function mediaOf(part: Json): readonly string[] {
  const inline = either(part, 'inlineData', 'inline_data')
  if (isObject(inline)) return [fingerprintOfBase64(textAt(inline, 'data'))]
  const file = either(part, 'fileData', 'file_data')
  const url = either(file, 'fileUri', 'file_uri')
  return typeof url === 'string' ? [fingerprintOfUrl(url)] : []
}

function readChoice(config: unknown): string {
  const calling = either(config, 'functionCallingConfig', 'function_calling_config')
  const mode = textAt(calling, 'mode').toUpperCase()
  const names = either(calling, 'allowedFunctionNames', 'allowed_function_names')
  const allowed = Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []
  if (mode === 'NONE') return 'none'
  if (mode === 'ANY' && allowed.length === 1) return `tool ${allowed.join('')}`
  if (allowed.length > 0) return `allowed ${allowed.toSorted().join(' ')}`
  return mode === 'ANY' ? 'required' : 'auto'
}

function readFormat(config: Json): string {
  const schema = either(config, 'responseJsonSchema', 'responseSchema', 'response_schema')
  if (schema !== undefined) return `schema ${propertiesOf(schema).join(' ')}`
  const type = either(config, 'responseMimeType', 'response_mime_type')
  return type === 'application/json' ? 'json' : 'text'
}

export function readGeminiReply(body: Json): ReplyReading {
  return putTogether([body])
}

/** A stream's chunks are replies with more parts each. */
export function readGeminiStream(raw: string): ReplyReading {
  const list: unknown = raw.trimStart().startsWith('[') ? JSON.parse(raw) : undefined
  return putTogether(Array.isArray(list) ? list.filter(isObject) : plainObjects(raw))
}

function putTogether(bodies: readonly Json[]): ReplyReading {
  const drafts = new Map<number, { parts: Json[]; finish: string; broken: boolean }>()
  let usage: unknown
  let error: string | null = null
  let blocked = ''
  for (const body of bodies) {
    error ??= textAt(body, 'error', 'message') || null
    blocked ||= textAt(body, 'promptFeedback', 'blockReason')
    usage = at(body, 'usageMetadata') ?? usage
    for (const candidate of objectsAt(body, 'candidates')) {
      const index = numberAt(candidate, 'index') ?? 0
      const draft = drafts.get(index) ?? { parts: [], finish: '', broken: false }
      drafts.set(index, draft)
      const parts = partsOf(objectAt(candidate, 'content'))
      if (draft.finish !== '' && parts.some((part) => textAt(part, 'text') !== '')) draft.broken = true
      draft.parts.push(...parts)
      draft.finish = finishWord(at(candidate, 'finishReason')) || draft.finish
    }
  }
  if (drafts.size === 0 && blocked !== '') drafts.set(0, { parts: [], finish: blocked, broken: false })
  const ordered = [...drafts].toSorted(([a], [b]) => a - b).map(([, draft]) => draft)
  return {
    choices: ordered.map(({ parts, finish }) => candidateReading(parts, finish)),
    usage: geminiUsage(usage),
    broken: ordered.some(({ broken }) => broken) ? ['text behind finishReason'] : [],
    error
  }
}

/** Arguments that come in pieces by path (https://cloud.google.com/vertex-ai/generative-ai/docs/multimodal/function-calling#streaming-fc). */
function callsOf(parts: readonly Json[]): ChoiceReading['calls'] {
  const calls: { name: string; args: unknown; id: string }[] = []
  let open = false
  for (const part of parts) {
    const call = either(part, 'functionCall', 'function_call')
    if (!isObject(call)) continue
    if (!open)
      calls.push({ name: textAt(call, 'name'), args: at(call, 'args') ?? {}, id: textAt(call, 'id') })
    const last = calls.at(-1)
    if (last !== undefined) {
      for (const piece of objectsAt(call, 'partialArgs')) {
        const name = textAt(piece, 'jsonPath').replace(/^\$\./, '')
        const before = at(last.args, name)
        const value = at(piece, 'stringValue') ?? at(piece, 'numberValue') ?? at(piece, 'boolValue') ?? null
        const text = typeof before === 'string' && typeof value === 'string' ? before + value : value
        last.args = { ...objectAt(last.args), [name]: text }
      }
    }
    open = at(call, 'willContinue') === true
  }
  return calls.map(({ name, args, id }) => ({ name, args: argsReading(args), id }))
}

function candidateReading(parts: readonly Json[], finish: string): ChoiceReading {
  const known = ['text', 'functionCall', 'function_call', 'inlineData', 'inline_data', 'fileData']
  const calls = callsOf(parts)
  const reason = finishOf(finish)
  const isThought = (part: Json): boolean => at(part, 'thought') === true
  return {
    text: parts
      .filter((part) => !isThought(part))
      .map((part) => textAt(part, 'text'))
      .join(''),
    reasoning: parts
      .filter(isThought)
      .map((part) => textAt(part, 'text'))
      .join(''),
    refusal: '',
    calls,
    media: parts.flatMap(mediaOf),
    native: parts.flatMap((part) =>
      known.some((name) => name in part)
        ? []
        : Object.keys(part).filter((name) => !name.startsWith('thought'))
    ),
    // Gemini says STOP also where it calls tools.
    finish: reason === 'stop' && calls.length > 0 ? 'tool' : reason,
    seals: parts.map(sealOf).filter((seal) => seal !== '')
  }
}

/** Some libraries write the number of the word. https://cloud.google.com/vertex-ai/generative-ai/docs/reference/rpc */
function finishWord(value: unknown): string {
  if (typeof value === 'number') return ['', 'STOP', 'MAX_TOKENS', 'SAFETY'][value] ?? 'OTHER'
  return typeof value === 'string' ? value : ''
}

function finishOf(word: string): FinishClass | null {
  switch (word) {
    case '':
    case 'FINISH_REASON_UNSPECIFIED':
      return null
    case 'STOP':
      return 'stop'
    case 'MAX_TOKENS':
      return 'length'
    case 'SAFETY':
    case 'RECITATION':
    case 'BLOCKLIST':
    case 'PROHIBITED_CONTENT':
    case 'SPII':
    case 'IMAGE_SAFETY':
    case 'MODEL_ARMOR':
      return 'filter'
    default:
      return 'other'
  }
}

/** Thoughts are counted apart from the candidates; results of tools that ran there are input. */
function geminiUsage(usage: unknown): UsageReading | null {
  if (!isObject(usage)) return null
  const prompt = numberAt(usage, 'promptTokenCount')
  const output = numberAt(usage, 'candidatesTokenCount')
  const thoughts = numberAt(usage, 'thoughtsTokenCount')
  const tools = numberAt(usage, 'toolUsePromptTokenCount')
  return {
    input: prompt === null ? null : prompt + (tools ?? 0),
    cached: numberAt(usage, 'cachedContentTokenCount'),
    output: output === null && thoughts === null ? null : (output ?? 0) + (thoughts ?? 0),
    reasoning: thoughts
  }
}
