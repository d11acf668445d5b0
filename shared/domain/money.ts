/**
 * Money is integers. An amount is nano-dollars (1e-9 USD; 2^53 of them is nine million dollars), a price is
 * pico-dollars (1e-12 USD) a token, so that "0.0375 USD per million tokens" is still a whole number.
 */

/** A price of so many USD per million tokens, as whole pico-dollars a token. Throws where it is not a whole one. */
export function picosPerToken(usdPerMillion: number): number {
  const picos = Math.round(usdPerMillion * 1e6)
  if (!Number.isSafeInteger(picos) || picos < 0) {
    throw new RangeError(`a price must be 0 or more USD per million tokens, got ${usdPerMillion}`)
  }
  return picos
}

/** USD per million tokens of a price in pico-dollars a token. */
export function usdPerMillion(picos: number): number {
  return picos / 1e6
}

/** Pico-dollars to nano-dollars, rounded half up: the one rounding of a request's cost. */
export function picosToNanos(picos: number): number {
  return Math.round(picos / 1000)
}

/** An amount for people: as many digits as it needs to be told from zero, never more than it has. */
export function formatUsd(nanos: number): string {
  const usd = nanos / 1e9
  const size = Math.abs(usd)
  if (size === 0) return '$0.00'
  if (size >= 100)
    return `${usd < 0 ? '-' : ''}$${size.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`
  if (size >= 0.1) return `${usd < 0 ? '-' : ''}$${size.toFixed(2)}`
  const digits = Math.min(9, Math.max(4, 1 - Math.floor(Math.log10(size)) + 1))
  return `${usd < 0 ? '-' : ''}$${size.toFixed(digits)}`
}
