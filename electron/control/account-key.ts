import type { Account, ConfigDocument } from '../../shared/config/document.ts'
import { GatehouseError } from '../../shared/errors.ts'
import { referencesOf } from '../config/references-of.ts'
import type { Secrets } from '../secrets/secrets.ts'

const KEYCHAIN = 'keychain://'

export interface TypedKey {
  readonly account: Account
  /** The name that the account has now; undefined for a new one. */
  readonly name: string | undefined
  /** As it was typed or pasted. */
  readonly key: string
}

/**
 * Puts a typed key into the key store and calls `save` with the account that refers to it. Where `save` fails, the key
 * store is as it was: a key without an account, or an account with another's key, never stays behind.
 */
export async function saveWithKey<Result>(
  secrets: Secrets,
  document: ConfigDocument,
  typed: TypedKey,
  save: (account: Account) => Promise<Result>
): Promise<Result> {
  const key = cleanKey(typed)
  const { api_keys: _several, ...account } = typed.account
  const name = secretName(document, typed)
  const previous = await secrets.read(name)
  await secrets.write(name, key)
  try {
    return await save({ ...account, api_key: KEYCHAIN + name })
  } catch (error) {
    if (previous === null) await secrets.remove(name)
    else await secrets.write(name, previous)
    throw error
  }
}

/** Names of the key store's entries that an account uses and nothing else does. */
export function ownSecrets(document: ConfigDocument, name: string): string[] {
  const uses = referencesOf(document)
  const isOwn = (use: { section: string; name: string }): boolean =>
    use.section === 'accounts' && use.name === name
  const foreign = new Set(uses.filter((use) => !isOwn(use)).map((use) => use.reference))
  const own = uses.filter((use) => isOwn(use) && !foreign.has(use.reference)).map((use) => use.reference)
  return [...new Set(own)]
    .filter((reference) => reference.startsWith(KEYCHAIN))
    .map((reference) => reference.slice(KEYCHAIN.length))
}

function cleanKey({ account, key }: TypedKey): string {
  const trimmed = key.trim()
  const issue = (message: string): GatehouseError =>
    new GatehouseError('invalid_request', `The key can't be used: ${message}.`, {
      issues: [{ field: 'key', message }]
    })
  if (!/^[\x21-\x7e]+$/.test(trimmed)) throw issue('expected letters, digits and signs without spaces')
  if ((account.api_keys?.length ?? 0) > 1) {
    throw issue('this account uses several keys: store each under Settings and list it in api_keys')
  }
  return trimmed
}

/** The entry that the account has for itself already, else one called like it, else that with a number. */
function secretName(document: ConfigDocument, { account, name }: TypedKey): string {
  const own = name === undefined ? [] : ownSecrets(document, name)
  const wanted = account.api_key?.startsWith(KEYCHAIN) === true ? account.api_key.slice(KEYCHAIN.length) : ''
  if (own.includes(wanted)) return wanted
  const taken = new Set(
    referencesOf(document)
      .filter((use) => use.section !== 'accounts' || use.name !== name)
      .map((use) => use.reference)
  )
  let candidate = account.name
  for (let number = 2; taken.has(KEYCHAIN + candidate); number += 1) candidate = `${account.name}-${number}`
  return candidate
}
