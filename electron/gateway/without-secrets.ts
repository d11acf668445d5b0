const REPLACEMENT = '[redacted]'
/** Shorter ones are no keys, and would tear words apart. */
const SHORTEST = 8

/** The bytes without the given secrets: an error's body goes to the client, the log and the window. */
export function withoutSecrets(body: Buffer, secrets: readonly string[]): Buffer {
  let clean = body
  for (const secret of secrets) {
    if (secret.length < SHORTEST || !clean.includes(secret)) continue
    // Latin-1 keeps all other bytes as they are.
    const bytes = Buffer.from(secret).toString('latin1')
    clean = Buffer.from(clean.toString('latin1').replaceAll(bytes, REPLACEMENT), 'latin1')
  }
  return clean
}
