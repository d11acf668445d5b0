import { createHash, randomBytes } from 'node:crypto'

/** A new token value: 256 random bits, recognisable by secret scanners and people. */
export function makeTokenValue(): string {
  return `sk-gh-${randomBytes(32).toString('base64url')}`
}

/** SHA-256 in hex: what is kept of a token value. Its 256 random bits need no salt and no slow hash. */
export function hashTokenValue(value: string): string {
  return createHash('sha256').update(value).digest('hex')
}

/** Last four characters: enough to tell tokens apart, far too few to guess one. */
export function tokenHint(value: string): string {
  return value.slice(-4)
}
