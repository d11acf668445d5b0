import { describe, expect, test } from 'vitest'
import { DIALECT_NAMES, type ClientDialectId } from '../../../shared/domain/dialect.ts'
import { checkReplies } from './check-replies.ts'
import { checkRequests } from './check-requests.ts'
import { checkStreams } from './check-streams.ts'
import { EXCEPTIONS } from './exceptions.ts'
import { judge, type Finding } from './findings.ts'
import { loadRecordings, NOT_RUN, TEST_DATA, type Recording } from './load-recordings.ts'
import { Tally } from './tally.ts'

/** The suite of one dialect's recordings; each dialect is a file of its own, so that they run beside each other. */
export function describeDialect(
  dialect: ClientDialectId,
  expected: { requests: number; replies: number; streams: number }
): void {
  describe(`recorded ${DIALECT_NAMES[dialect]}`, () => {
    if (TEST_DATA === undefined) console.log(`${dialect}: ${NOT_RUN}`)
    const expectAll = (
      what: string,
      count: number,
      check: (recordings: readonly Recording[], tally: Tally) => void
    ): void => {
      const tally = new Tally()
      check(loadRecordings(dialect), tally)
      const exceptions = EXCEPTIONS.filter(
        (exception) => exception.dialect === dialect && exception.of === what
      )
      const judged = judge(tally.findings, exceptions)
      const lines = [
        ...tally.lines(),
        ...refusals(tally.findings).map((line) => `  ${line}`),
        `exceptions: ${tally.findings.length}, for these reasons:`,
        ...judged.listed.map((line) => `  ${line}`)
      ]
      console.log(lines.map((line) => `${dialect}: ${line}`).join('\n'))
      expect(judged.unlisted).toEqual([])
      expect(judged.wrongExceptions).toEqual([])
      expect(tally.tried(what)).toBe(count)
    }
    test.skipIf(TEST_DATA === undefined)(
      'every request says the same in its own and in every other dialect',
      () => {
        expectAll('request', expected.requests, checkRequests)
      }
    )
    test.skipIf(TEST_DATA === undefined)(
      'every whole reply says the same to the clients of every dialect',
      () => {
        expectAll('reply', expected.replies, checkReplies)
      }
    )
    test.skipIf(TEST_DATA === undefined)(
      'every stream says the same however it is cut, in every dialect',
      () => {
        expectAll('stream', expected.streams, checkStreams)
      }
    )
  })
}

/** Refusals counted by their words, files and the like left out of them. */
function refusals(findings: readonly Finding[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const { check, what } of findings) {
    if (!what.startsWith('refused')) continue
    const words = `${check}: ${what.replace(/the file \S+/, 'the file ...').replace(/^(refused \S+: )\S+\.\w+ \(.*?\)/, '$1a file')}`
    counts.set(words, (counts.get(words) ?? 0) + 1)
  }
  return [...counts].map(([words, count]) => `${count} x ${words}`)
}
