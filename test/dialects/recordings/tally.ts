import type { Finding } from './findings.ts'

/** Counts what was tried and what was found, check by check. */
export class Tally {
  readonly #tried = new Map<string, number>()
  readonly #bad = new Map<string, Set<string>>()
  readonly findings: Finding[] = []

  /** One recording under one check, with what was found wrong; each once. */
  note(check: string, id: string, found: readonly string[]): void {
    this.#tried.set(check, (this.#tried.get(check) ?? 0) + 1)
    if (found.length === 0) return
    const bad = this.#bad.get(check) ?? new Set()
    this.#bad.set(check, bad.add(id))
    for (const what of new Set(found)) this.findings.push({ check, id, what })
  }

  good(check: string, id: string): void {
    this.note(check, id, [])
  }

  bad(check: string, id: string, found: readonly string[]): void {
    this.note(check, id, found)
  }

  /** How many of how many for each check, in the order in which they came. */
  lines(): readonly string[] {
    return [...this.#tried].map(([check, tried]) => {
      const bad = this.#bad.get(check)?.size ?? 0
      return `${check}: ${tried - bad} ${doneIn(check)}of ${tried}${bad === 0 ? '' : `, exceptions: ${bad}`}`
    })
  }

  tried(check: string): number {
    return this.#tried.get(check) ?? 0
  }
}

/** What the check does, in a word. */
function doneIn(check: string): string {
  if (/^(request|reply|stream)$/.test(check)) return 'decoded '
  if (check.includes('->')) return 'translated '
  return check.endsWith('re-encoded') ? 're-encoded ' : ''
}
