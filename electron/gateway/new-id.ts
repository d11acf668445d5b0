import { randomBytes } from 'node:crypto'

const CHARACTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

/** An id as providers make them: a prefix and 24 random letters and digits. */
export function newId(prefix: string): string {
  let id = prefix
  for (const byte of randomBytes(24)) id += CHARACTERS[byte % CHARACTERS.length] ?? ''
  return id
}
