import type { LogDetail } from '../../../shared/contract/logs.ts'
import type { Attempt, RequestLogRow } from '../../../shared/domain/request-log.ts'

/** One attempt on the time line; fractions are of the whole request's time, 0 to 1. */
export interface TimedAttempt {
  readonly attempt: Attempt
  readonly from: number
  /** Where the first output came; undefined where none did. */
  readonly first: number | undefined
  readonly to: number
}

export interface Waterfall {
  /** Milliseconds that the whole width stands for. */
  readonly spanMs: number
  readonly attempts: readonly TimedAttempt[]
}

/** The attempts of a request one under the other in time. */
export function waterfallOf(row: RequestLogRow): Waterfall {
  const ends = row.attempts.map((attempt) => attempt.start_ms + attempt.total_ms)
  const spanMs = Math.max(row.total_ms, ...ends, 0.001)
  const share = (ms: number): number => Math.min(1, Math.max(0, ms / spanMs))
  return {
    spanMs,
    attempts: row.attempts.map((attempt) => ({
      attempt,
      from: share(attempt.start_ms),
      first: attempt.ttft_ms === null ? undefined : share(attempt.ttft_ms),
      to: share(attempt.start_ms + attempt.total_ms)
    }))
  }
}

/** A stretch of the stream and the longest gap between two chunks in it, milliseconds. */
export interface GapBar {
  readonly fromMs: number
  readonly toMs: number
  readonly gapMs: number
}

/** The gaps between a stream's chunks, drawn as at most `bars` bars of which each shows the longest gap in it. */
export function gapBars(chunks: LogDetail['chunks'], bars = 96): GapBar[] {
  const gaps: GapBar[] = []
  for (let index = 1; index < chunks.length; index += 1) {
    const fromMs = chunks[index - 1]?.at_ms ?? 0
    const toMs = chunks[index]?.at_ms ?? fromMs
    gaps.push({ fromMs, toMs, gapMs: Math.max(0, toMs - fromMs) })
  }
  const each = Math.max(1, Math.ceil(gaps.length / bars))
  const merged: GapBar[] = []
  for (let start = 0; start < gaps.length; start += each) {
    const part = gaps.slice(start, start + each)
    merged.push({
      fromMs: part[0]?.fromMs ?? 0,
      toMs: part.at(-1)?.toMs ?? 0,
      gapMs: Math.max(...part.map((gap) => gap.gapMs))
    })
  }
  return merged
}

/** Output tokens a second between the first output and the end; undefined where either is not known. */
export function outputPerSecond(row: RequestLogRow): number | undefined {
  const { output } = row.usage
  if (output === null || row.ttft_ms === null || !row.stream) return undefined
  const seconds = (row.total_ms - row.ttft_ms) / 1000
  // Below this the reply came in one piece, and a rate would be a made-up number.
  return seconds < 0.05 || output === 0 ? undefined : output / seconds
}
