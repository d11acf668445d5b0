import { GatehouseError } from '../../shared/errors.ts'

/** A secret that is at hand, or why it is not and what to do. */
export type ResolvedSecret = { readonly value: string } | { readonly missing: string }

/** Resolved secrets by their reference. */
export type ResolvedSecrets = ReadonlyMap<string, ResolvedSecret>

export interface SecretSources {
  /** The value of a `keychain://NAME` reference; null where there is none of that name. */
  readonly readSecret: (reference: string) => Promise<string | null>
  /** Environment of this process, which is the one that serves. */
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Reads each reference once. A secret that can't be read is a reason, never an error: only its user goes without. */
export async function resolveSecrets(
  references: Iterable<string>,
  sources: SecretSources
): Promise<ResolvedSecrets> {
  const distinct = [...new Set(references)]
  const entries = distinct.map(
    async (reference) => [reference, await resolveSecret(reference, sources)] as const
  )
  return new Map(await Promise.all(entries))
}

async function resolveSecret(reference: string, sources: SecretSources): Promise<ResolvedSecret> {
  const [scheme, name = ''] = reference.split('://')
  if (scheme === 'env') {
    const value = sources.env[name]?.trim() ?? ''
    if (value !== '') return usable(value, `the environment variable ${name}`)
    return { missing: `the environment variable ${name} is not set where Gatehouse runs` }
  }
  try {
    const value = (await sources.readSecret(reference))?.trim() ?? ''
    if (value !== '') return usable(value, `the secret "${name}"`)
    return { missing: `there is no secret "${name}": store it with \`gatehouse secret set ${name}\`` }
  } catch (error) {
    // Catching adds what it means here: a locked key store costs these accounts, not the whole start.
    const why = error instanceof GatehouseError ? error.message : 'the key store did not answer'
    return { missing: `the secret "${name}" can't be read: ${why}` }
  }
}

/** Secrets travel in HTTP headers, which carry visible ASCII alone. */
function usable(value: string, what: string): ResolvedSecret {
  if (/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value)) return { value }
  return {
    missing: `${what} holds characters that no key has (line breaks or letters beyond ASCII): store it anew`
  }
}
