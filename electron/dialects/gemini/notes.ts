import type { DialectId } from '../../../shared/domain/dialect.ts'
import type { Extra } from '../chat.ts'

/** What dialects keep for the way back only, and nobody misses. */
const BOOKKEEPING = new Set(['id', 'status', 'type', 'object', 'index', 'created', 'created_at', 'phase'])

const LONGEST = 400

/** Gathers what an encoder leaves out, one sentence each, each once. */
export class Notes {
  readonly #sentences = new Set<string>()
  readonly #extras = new Map<DialectId, Set<string>>()

  add(sentence: string): void {
    this.#sentences.add(short(sentence))
  }

  /** The fields of another dialect's extra: one sentence for all of them, wherever they stood. */
  addExtra(extra: Extra | undefined): void {
    if (extra === undefined || extra.dialect === 'gemini') return
    const names = this.#extras.get(extra.dialect) ?? new Set()
    for (const name of Object.keys(extra.fields)) if (!BOOKKEEPING.has(name)) names.add(name)
    if (names.size > 0) this.#extras.set(extra.dialect, names)
  }

  list(): readonly string[] {
    const extras = [...this.#extras].map(([, names]) => {
      const named = [...names].join(', ')
      return `${short(named)} ${names.size === 1 ? 'was' : 'were'} left out: Gemini has no such field`
    })
    return [...this.#sentences, ...extras]
  }
}

/** Names are the client's own, of any length. */
function short(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`
}
