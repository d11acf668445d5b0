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

  /** `N of N` for each check, in the order in which they came. */
  lines(): readonly string[] {
    return [...this.#tried].map(
      ([check, tried]) => `${check}: ${tried - (this.#bad.get(check)?.size ?? 0)} of ${tried}`
    )
  }

  tried(check: string): number {
    return this.#tried.get(check) ?? 0
  }
}
