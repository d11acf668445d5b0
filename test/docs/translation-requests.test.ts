import { describe, expect, test } from 'vitest'
import { DIALECTS } from '../../electron/dialects/all-dialects.ts'
import { fitTools } from '../../electron/dialects/fit-tools.ts'
import type { Fields } from '../../electron/dialects/json.ts'
import { openai } from '../../electron/providers/openai.ts'
import { GatehouseError } from '../../shared/errors.ts'
import type { DialectId, Quirks } from '../../shared/domain/dialect.ts'
import { readTables } from './read-tables.ts'
import { MESSAGE_PROBES } from './probe-messages.ts'
import { TOOL_PROBES } from './probe-tools.ts'
import { WISH_PROBES } from './probe-wishes.ts'
import type { Probe } from './probe.ts'

/** Whether the request tables of docs/translation.md say rightly what is left out, noted or refused. */
const DOCUMENT = new URL('../../docs/translation.md', import.meta.url)

/** Rows that no single request shows, or that the notes of other rows make. */
const UNPROBED: ReadonlySet<string> = new Set([
  'namespace',
  'names: letters, digits, and',
  'id of a call',
  'results not in order',
  'own seals of earlier turns',
  "a model that doesn't think",
  '`store`'
])

/** What becomes of a request: said as it is, said with a note (or left out with one), or refused. */
type Outcome = 'said' | 'noted' | 'refused'

interface Target {
  readonly name: string
  readonly dialect: DialectId
  readonly model: string
  readonly quirks: Quirks
}

const TARGETS: readonly Target[] = [
  { name: 'Chat', dialect: 'openai-chat', model: 'gpt-5.2', quirks: openai.quirks ?? {} },
  { name: 'Responses', dialect: 'openai-responses', model: 'gpt-5.2', quirks: openai.quirks ?? {} },
  { name: 'Messages', dialect: 'anthropic-messages', model: 'claude-sonnet-4-5', quirks: {} },
  { name: 'Gemini', dialect: 'gemini', model: 'gemini-2.5-flash', quirks: {} }
]

const BASE: Partial<Readonly<Record<DialectId, Fields>>> = {
  'openai-chat': { model: 'm', max_tokens: 5000, messages: [{ role: 'user', content: 'q' }] },
  'openai-responses': { model: 'm', max_output_tokens: 5000, input: [{ role: 'user', content: 'q' }] },
  'anthropic-messages': { model: 'm', max_tokens: 5000, messages: [{ role: 'user', content: 'q' }] },
  gemini: { contents: [{ role: 'user', parts: [{ text: 'q' }] }] }
}

function outcomeOf(probe: Probe, { dialect, model, quirks }: Target): Outcome | undefined {
  const [from, fields] = Object.entries(probe).find(([id]) => id !== dialect) ?? []
  if (from === undefined || fields === undefined) return undefined
  const source = DIALECTS[from as DialectId]
  const codec = DIALECTS[dialect]
  const body = { ...BASE[from as DialectId], ...fields }
  try {
    const chat = source.decodeRequest(body, { model: 'm', stream: false })
    const tools = fitTools(chat, codec.toolLimits)
    const { notes } = codec.encodeRequest(tools.chat, { model, maxOutput: 16_000, quirks })
    // The limit that only Google's clients leave out is no matter of the row.
    const told = [...tools.notes, ...notes].filter((note) => !note.startsWith('max_tokens was set'))
    return told.length > 0 ? 'noted' : 'said'
  } catch (error) {
    if (error instanceof GatehouseError && error.code === 'not_translatable') return 'refused'
    throw error
  }
}

/** What a cell allows: one outcome, or several where it tells cases apart ("= or note", "OpenAI, note"). */
function outcomesIn(cell: string): ReadonlySet<Outcome> {
  return new Set(
    cell.split(/, (?!address|data)| or /).flatMap((piece): Outcome[] => {
      if (piece.startsWith('400')) return ['refused']
      if (piece.startsWith('note') || piece.includes('+note')) return ['noted']
      // A number stands for a line below the table, which may tell of a note.
      return /(?:^| )\d+$/.test(piece) ? ['said', 'noted'] : ['said']
    })
  )
}

describe.each(Object.entries({ ...MESSAGE_PROBES, ...TOOL_PROBES, ...WISH_PROBES }))(
  'docs/translation.md, %s',
  (heading, probes) => {
    const [table] = readTables(DOCUMENT, heading)
    const rows = table?.rows ?? []

    test('every row has its probe', () => {
      const named = rows.map(([name = '']) => name).filter((name) => !UNPROBED.has(name))
      expect(named.toSorted()).toEqual(Object.keys(probes).toSorted())
    })

    test.each(Object.entries(probes))('%s', (name, probe) => {
      const cells = rows.find(([first]) => first === name)?.slice(1) ?? []
      const wrong = TARGETS.flatMap((target, at) => {
        const cell = cells[at] ?? ''
        const outcome = outcomeOf(probe, target)
        if (outcome === undefined || outcomesIn(cell).has(outcome)) return []
        return [`${target.name}: the document says "${cell}", the codec does: ${outcome}`]
      })
      expect(wrong).toEqual([])
    })
  }
)
