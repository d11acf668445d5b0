/** Levels below a usage or error object that any provider sends; three are known. */
const LEVELS = 16

/**
 * Whether a value read from a provider's bytes is nested no deeper than what they mean needs. Reading JSON has no limit
 * of depth, but writing it out again has the stack's: a value that can't be written would end the process in the log.
 */
export function isShallow(value: unknown, levels = LEVELS): boolean {
  if (typeof value !== 'object' || value === null) return true
  return levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1))
}
