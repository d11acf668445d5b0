import type { ClientDialectId } from '../../../shared/domain/dialect.ts'
import type { Item, Limits, RequestReading } from './reading.ts'
import { canonical } from './walk-json.ts'

/** What a request of one dialect says and its translation does not, unless a note tells of it. */
export function compareRequests(
  before: RequestReading,
  after: RequestReading,
  target: ClientDialectId,
  notes: readonly string[]
): readonly string[] {
  const isNoted = (words: RegExp): boolean => notes.some((note) => words.test(note))
  return [
    ...compareSystem(before, after, isNoted),
    ...compareItems(before.items, withoutAdded(withoutSystem(before, after, isNoted), isNoted), isNoted),
    ...compareSpaces(before, after),
    ...compareTools(before, after, isNoted),
    ...compareLimits(before.limits, after.limits, target, isNoted),
    ...compareWishes(before, after, target, isNoted),
    ...[...new Set(before.native)]
      .filter((kind) => !after.native.includes(kind) && !notes.some((note) => tellsOf(note, kind)))
      .map((kind) => `${kind} was lost without a note`)
  ]
}

type IsNoted = (words: RegExp) => boolean

/** Texts without their white space, since what joins two of them is the target's affair. */
function bare(texts: readonly string[]): string {
  return texts.join('').replace(/\s+/g, '')
}

function compareSystem(before: RequestReading, after: RequestReading, isNoted: IsNoted): readonly string[] {
  const wanted = movedTexts(before, after, isNoted)
  const expected = bare(before.system.filter((text) => !wanted.includes(text)))
  if (expected === bare(after.system)) return []
  // OpenAI wants the word in a message, and instructions are none.
  const isJsonAsked = isNoted(/^"Answer in JSON\." was added/)
  if (isJsonAsked && bare(after.system.filter((text) => text !== 'Answer in JSON.')) === expected) return []
  // A wish that a target has no field for may become words behind the client's own.
  if (isNoted(/became an instruction/) && bare(after.system).startsWith(expected)) return []
  return before.system.length === 0 ? ['system text came from nowhere'] : ['system text differs']
}

/** System texts that a note says to be the user's now, and that are. */
function movedTexts(before: RequestReading, after: RequestReading, isNoted: IsNoted): readonly string[] {
  if (!isNoted(/system|developer|instructions within/i)) return []
  const said = after.items.flatMap((item) =>
    item.kind === 'text' && item.role === 'user' ? [bare([item.text])] : []
  )
  return before.system.filter(
    (text) => !after.system.includes(text) && said.some((other) => other.includes(bare([text])))
  )
}

function withoutSystem(before: RequestReading, after: RequestReading, isNoted: IsNoted): readonly Item[] {
  const moved = movedTexts(before, after, isNoted).map((text) => bare([text]))
  return after.items.filter(
    (item) =>
      item.kind !== 'text' || item.role !== 'user' || !moved.some((text) => bare([item.text]).includes(text))
  )
}

/** Texts of one side that follow each other as one, nothing empty, thoughts left out. */
function flow(items: readonly Item[]): readonly string[] {
  const runs: { role: string; text: string }[] = []
  let calls = 0
  for (const item of items) {
    switch (item.kind) {
      case 'text': {
        const text = bare([item.text])
        const last = runs.at(-1)
        if (text === '') break
        if (last?.role === item.role) last.text += text
        else runs.push({ role: item.role, text })
        break
      }
      case 'call':
        runs.push({ role: 'call', text: String(calls++) })
        break
      case 'result':
        runs.push({ role: 'result', text: String(item.of) })
        break
      case 'media':
      case 'reasoning':
        break
    }
  }
  return runs.map(({ role, text }) => `${role} ${text}`)
}

/**
 * Without words that notes speak of: some providers demand that the user speaks first, and where results hold text alone,
 * media go behind them, with words that say whose they are.
 */
function withoutAdded(items: readonly Item[], isNoted: IsNoted): readonly Item[] {
  const [first] = items
  const isAdded =
    isNoted(/first turn of the user was added/) && first?.kind === 'text' && first.text === 'Continue.'
  const said = isAdded ? items.slice(1) : items
  if (!isNoted(/in a message behind them/)) return said
  return said.flatMap((item): Item[] => {
    if (item.kind === 'text' && /^From the result of the tool call \S+:$/.test(item.text)) return []
    const moved = item.kind === 'result' && item.text === 'The result is in the next message of the user.'
    return [moved ? { ...item, text: '' } : item]
  })
}

/** Texts exactly, white space and all: each stands in one of the other side's. */
function compareSpaces(before: RequestReading, after: RequestReading): readonly string[] {
  const textsIn = ({ system, items }: RequestReading): readonly string[] => [
    ...system,
    ...items.flatMap((item) => (item.kind === 'text' || item.kind === 'result' ? [item.text] : []))
  ]
  const there = textsIn(after).join('\n')
  const changed = textsIn(before).some(
    (text) => bare([there]).includes(bare([text])) && !there.includes(text.trim())
  )
  return changed ? ['the white space of a text differs'] : []
}

function compareItems(before: readonly Item[], after: readonly Item[], isNoted: IsNoted): readonly string[] {
  const found: string[] = []
  const textsOf = (items: readonly Item[], role: string): string =>
    bare(items.flatMap((item) => (item.kind === 'text' && item.role === role ? [item.text] : [])))
  for (const role of ['user', 'assistant']) {
    if (textsOf(before, role) !== textsOf(after, role)) found.push(`text of the ${role} differs`)
  }
  const callsOf = (items: readonly Item[]): readonly string[] =>
    items.flatMap((item) => (item.kind === 'call' ? [`${plainName(item.name)} ${item.args}`] : []))
  if (!sameCalls(callsOf(before), callsOf(after))) found.push('calls differ')
  const resultsOf = (items: readonly Item[]): readonly string[] =>
    items.flatMap((item) => (item.kind === 'result' ? [`${item.of} ${bare([item.text])}`] : [])).toSorted()
  if (canonical(resultsOf(before)) !== canonical(resultsOf(after))) found.push('results of tools differ')
  if (found.length === 0 && canonical(flow(before)) !== canonical(flow(after)))
    found.push('the order differs')
  const lostMedia = mediaOf(before).filter((print) => !mediaOf(after).includes(print))
  if (lostMedia.length > 0 && !isNoted(/image|audio|video|file|document|media|sound/i)) {
    found.push(`media were lost without a note (${lostMedia[0]?.split(' ')[0]})`)
  }
  if (mediaOf(after).some((print) => !mediaOf(before).includes(print))) found.push('media came from nowhere')
  if (lostMedia.length === 0 && canonical(mediaOf(before)) !== canonical(mediaOf(after))) {
    found.push('the order of media differs')
  }
  const thoughts = before.filter(({ kind }) => kind === 'reasoning').length
  const thoughtsAfter = after.filter(({ kind }) => kind === 'reasoning').length
  if (thoughts > thoughtsAfter && !isNoted(/reasoning|thought|thinking/i)) {
    found.push('reasoning was lost without a note')
  }
  if (thoughts === 0 && thoughtsAfter > 0) found.push('reasoning came from nowhere')
  return found
}

function mediaOf(items: readonly Item[]): readonly string[] {
  return items.flatMap((item) =>
    item.kind === 'media' ? [item.print] : item.kind === 'result' ? [...item.media] : []
  )
}

/** A custom tool's free text may stand as the one argument of a function. */
function sameCalls(before: readonly string[], after: readonly string[]): boolean {
  return (
    before.length === after.length &&
    before.every((call, place) => {
      const other = after[place] ?? ''
      if (call === other) return true
      const [name = ''] = call.split(' ')
      return other === `${name} ${canonical({ input: call.slice(name.length + 1) })}`
    })
  )
}

/** Names as a target with narrow rules has them. */
function plainName(name: string): string {
  return name.replace(/[^a-zA-Z0-9]/g, '_').slice(0, 60)
}

/** Whether a note names this; Google's names have two spellings. */
export function tellsOf(note: string, kind: string): boolean {
  const bareName = (text: string): string => text.replaceAll('_', '').toLowerCase()
  return bareName(note).includes(bareName(kind))
}

function compareTools(before: RequestReading, after: RequestReading, isNoted: IsNoted): readonly string[] {
  // Where a target has no choice by name, the others are not told of.
  if (isNoted(/tools that may not be called were left out/)) return []
  const told = (reading: RequestReading, wrap: boolean): readonly string[] =>
    reading.tools.map(
      ({ name, custom, properties }) =>
        `${plainName(name)} ${custom && wrap ? 'input' : properties.join(' ')}`
    )
  const same = canonical(told(before, true)) === canonical(told(after, true))
  return same ? [] : [before.tools.length === after.tools.length ? 'tools differ' : 'another number of tools']
}

const WORDS: Readonly<Record<keyof Limits, RegExp>> = {
  maxTokens: /max|output tokens/i,
  temperature: /temperature/i,
  topP: /top_?p/i,
  topK: /top_?k/i,
  presence: /presence/i,
  frequency: /frequency/i,
  seed: /seed/i,
  choices: /\bn\b|choices|candidate/i,
  stop: /stop/i
}

const DEFAULTS: Readonly<Partial<Record<keyof Limits, number>>> = {
  presence: 0,
  frequency: 0,
  temperature: 1,
  topP: 1
}

function compareLimits(
  before: Limits,
  after: Limits,
  target: ClientDialectId,
  isNoted: IsNoted
): readonly string[] {
  return (Object.keys(WORDS) as (keyof Limits)[]).flatMap((name) => {
    const [from, to] = [before[name], after[name]]
    if (canonical(from) === canonical(to) || isNoted(WORDS[name])) return []
    // One answer is what is given where nothing is asked; no stop sequence is as good as none.
    if (name === 'choices' && (from ?? 1) === (to ?? 1)) return []
    // What would be done anyway need not be said.
    if (to === null && from === DEFAULTS[name]) return []
    // Anthropic must be told a limit.
    if (name === 'maxTokens' && from === null && target === 'anthropic-messages') return []
    return [
      `${name}: ${from === null ? 'came from nowhere' : to === null ? 'was lost without a note' : 'differs'}`
    ]
  })
}

function compareWishes(
  before: RequestReading,
  after: RequestReading,
  target: ClientDialectId,
  isNoted: IsNoted
): readonly string[] {
  const found: string[] = []
  // To be allowed all there are is as good as to be allowed any.
  const all =
    before.choice ===
    `allowed ${before.tools
      .map(({ name }) => name)
      .toSorted()
      .join(' ')}`
  const choice = all ? 'required' : before.choice.split(' ').map(plainName).join(' ')
  const choiceAfter = after.choice.split(' ').map(plainName).join(' ')
  // To be made to call the only one is to be made to call that one.
  const only = before.choice.startsWith('tool ') && after.choice === 'required' && after.tools.length === 1
  const same = only || choice === choiceAfter || (all && ['auto', before.choice].includes(after.choice))
  if (!same && !isNoted(/tool_?choice|choice of tools|function_?call|allowed/i)) {
    found.push(`tool choice ${choice.split(' ')[0]} became ${choiceAfter.split(' ')[0]}`)
  }
  if (before.format !== after.format && !isNoted(/format|schema|json/i)) {
    found.push(`format ${before.format.split(' ')[0]} became ${after.format.split(' ')[0]}`)
  }
  const free =
    (before.thinking === 'adaptive' && after.thinking !== 'off') ||
    (before.thinking === 'unsaid' && after.thinking === 'adaptive') ||
    // Claude thinks only where it is asked to.
    (before.thinking === 'off' && after.thinking === 'unsaid' && target === 'anthropic-messages')
  if (before.thinking !== after.thinking && !free && !isNoted(/reasoning|think|effort/i)) {
    found.push(`thinking ${before.thinking} became ${after.thinking}`)
  }
  // To call several tools at once is what is done where nothing is said.
  if (
    (before.parallel ?? true) !== (after.parallel ?? true) &&
    before.tools.length > 0 &&
    !isNoted(/parallel/i)
  ) {
    found.push(`parallel calls ${before.parallel} became ${after.parallel}`)
  }
  return found
}
