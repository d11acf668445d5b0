import type { Account, ConfigDocument } from '../../shared/config/document.ts'
import { isReference } from './check-header.ts'

/** A use of a secret in the document. */
export interface SecretUse {
  /** Such as `keychain://cerebras-main`. */
  readonly reference: string
  readonly section: 'accounts' | 'tokens'
  /** Name of the account or token that uses it. */
  readonly name: string
}

/** Every use of a secret in a document, in its order. */
export function referencesOf(document: ConfigDocument): SecretUse[] {
  const accounts = (document.accounts ?? []).flatMap((account) =>
    accountReferences(account).map((reference) => ({
      reference,
      section: 'accounts' as const,
      name: account.name
    }))
  )
  const tokens = (document.tokens ?? []).flatMap((token) =>
    token.value === undefined
      ? []
      : [{ reference: token.value, section: 'tokens' as const, name: token.name }]
  )
  return [...accounts, ...tokens]
}

/** Every reference of an account. */
export function accountReferences(account: Account): string[] {
  return [...keyReferences(account), ...awsReferences(account), ...headerReferences(account)]
}

/** References of an account's keys of AWS. */
export function awsReferences({ aws }: Account): string[] {
  if (aws === undefined) return []
  const { access_key_id: id, secret_access_key: secret, session_token: session } = aws
  return [id, secret, ...(session === undefined ? [] : [session])]
}

/** References of an account's keys, in the order in which they are used. */
export function keyReferences(account: Account): string[] {
  return [...(account.api_key === undefined ? [] : [account.api_key]), ...(account.api_keys ?? [])]
}

/** References among the values of an account's extra headers. */
export function headerReferences(account: Account): string[] {
  return Object.values(account.headers ?? {}).filter(isReference)
}
