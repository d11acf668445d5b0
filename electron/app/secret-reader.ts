import type { Secrets } from '../secrets/secrets.ts'

/** Reads a value by its reference: `keychain://NAME` from the key store, `env://NAME` from this process's environment. */
export type SecretReader = (reference: string) => Promise<string | null>

export function createSecretReader(
  env: Readonly<Record<string, string | undefined>>,
  secrets: Pick<Secrets, 'read'>
): SecretReader {
  return async (reference) => {
    const [, scheme, name] = /^(keychain|env):\/\/(.+)$/.exec(reference) ?? []
    if (name === undefined) return null
    if (scheme === 'env') return env[name] === undefined || env[name] === '' ? null : env[name]
    return secrets.read(name)
  }
}
