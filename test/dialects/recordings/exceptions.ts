import type { DialectId } from '../../../shared/domain/dialect.ts'

/**
 * Every difference that the recordings suite lets pass, with its reason. One that is no longer found, or is found at
 * another number of places, fails the suite as an unlisted difference does.
 */
export interface Exception {
  /** The dialect of the recordings. */
  readonly dialect: DialectId
  readonly of: 'request' | 'reply' | 'stream' | 'seals'
  readonly check: string | RegExp
  readonly what: RegExp
  /** Parts of the recordings' ids; left out where the rule is for all. */
  readonly ids?: readonly string[]
  readonly count: number
  readonly reason: string
}

export const EXCEPTIONS: readonly Exception[] = []
