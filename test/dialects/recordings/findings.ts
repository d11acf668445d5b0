import type { Exception } from './exceptions.ts'

/** One thing that is not as it should be, in words that hold nothing of the conversation. */
export interface Finding {
  /** Which check found it: `request`, `request -> gemini`, `stream re-encoded` ... */
  readonly check: string
  /** The recording. */
  readonly id: string
  readonly what: string
}

export interface Judged {
  /** What no exception speaks of. */
  readonly unlisted: readonly string[]
  /** Exceptions that nothing was found for, or another number than they say. */
  readonly wrongExceptions: readonly string[]
  /** `reason (count)`, for the print-out. */
  readonly listed: readonly string[]
}

/** Findings against the list of exceptions: each must be met by exactly one, each exception as often as it says. */
export function judge(findings: readonly Finding[], exceptions: readonly Exception[]): Judged {
  const counts = new Map<Exception, number>(exceptions.map((exception) => [exception, 0]))
  const unlisted = new Map<string, string[]>()
  for (const finding of findings) {
    const exception = exceptions.find((candidate) => meets(candidate, finding))
    if (exception === undefined) {
      const key = `${finding.check}: ${finding.what}`
      unlisted.set(key, [...(unlisted.get(key) ?? []), finding.id])
    } else counts.set(exception, (counts.get(exception) ?? 0) + 1)
  }
  return {
    unlisted: [...unlisted].map(([key, ids]) => `${key} (${ids.length} times, first in ${ids[0]})`),
    wrongExceptions: [...counts]
      .filter(([{ count }, found]) => count !== found)
      .map(([{ reason, count }, found]) => `expected ${count}, found ${found}: ${reason}`),
    listed: [...counts].map(([{ reason }, found]) => `${found} x ${reason}`)
  }
}

function meets({ check, what, ids }: Exception, finding: Finding): boolean {
  if (typeof check === 'string' ? check !== finding.check : !check.test(finding.check)) return false
  if (!what.test(finding.what)) return false
  return ids === undefined || ids.some((id) => finding.id.includes(id))
}
