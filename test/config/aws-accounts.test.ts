import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { canonicalDocument } from '../../electron/config/canonical-document.ts'
import { checkAccount } from '../../electron/config/check-document.ts'
import { compileAccount } from '../../electron/config/compile-account.ts'
import { diffDocuments } from '../../electron/config/diff-documents.ts'
import { referencesOf } from '../../electron/config/references-of.ts'
import { findProvider, PROVIDERS } from '../../electron/providers/all-providers.ts'
import { priceOfOverride } from '../../electron/catalogue/price-usage.ts'
import { accountSchema, type Account } from '../../shared/config/document.ts'

const ACCOUNT = `
name: bedrock
provider: bedrock
region: eu-central-1
aws:
  access_key_id: env://AWS_ACCESS_KEY_ID
  secret_access_key: keychain://aws-secret
  session_token: env://AWS_SESSION_TOKEN
`
const account = (change: Partial<Account> = {}): Account => ({
  ...accountSchema.parse(parse(ACCOUNT)),
  ...change
})
const providers = { find: findProvider, ids: [...PROVIDERS.keys()] }
const problems = (change: Record<string, unknown>) => checkAccount({ ...account(), ...change }, providers)
const compiled = (one: Account, values: Record<string, string>) =>
  compileAccount(one, {
    findProvider,
    priceEntryOfOverride: priceOfOverride,
    secrets: new Map(
      referencesOf({ version: 1, accounts: [one] }).map(({ reference }) => {
        const value = values[reference]
        return [reference, value === undefined ? { missing: `${reference} is not there` } : { value }]
      })
    )
  })

test('keys of AWS are references, of which each is used', () => {
  const uses = referencesOf({ version: 1, accounts: [account()] })
  expect(uses.map(({ reference }) => reference)).toEqual([
    'env://AWS_ACCESS_KEY_ID',
    'keychain://aws-secret',
    'env://AWS_SESSION_TOKEN'
  ])
})

test('a key itself, an unknown member and a region that is none are refused', () => {
  const { aws } = account()
  const faults = [
    { aws: { ...aws, secret_access_key: 'wJalrXUtnFEMI' } },
    { aws: { ...aws, profile: 'default' } },
    { region: 'evil.example/?' },
    { region: 'Frankfurt' }
  ].map((change) => accountSchema.safeParse({ ...account(), ...change }).success)
  expect(faults).toEqual([false, false, false, false])
})

test.each(['us-east-1', 'eu-central-1', 'ap-southeast-2', 'us-gov-west-1', 'il-central-1'])(
  '%s is a region',
  (region) => {
    expect(accountSchema.safeParse({ ...account(), region }).success).toBe(true)
  }
)

test('it is said what does not go together', () => {
  expect(problems({})).toEqual([])
  expect(problems({ region: undefined, base_url: 'https://vpce.example' })).toMatchObject([
    { path: ['region'] }
  ])
  expect(problems({ region: undefined, aws: undefined, api_key: 'env://K' })).toMatchObject([
    { path: ['base_url'], message: expect.stringContaining('or a region') }
  ])
  expect(problems({ api_key: 'env://K' })).toMatchObject([{ path: ['aws'] }])
  expect(problems({ provider: 'openai' })).toMatchObject([{ path: ['region'] }, { path: ['aws'] }])
  expect(problems({ aws: undefined, api_key: 'env://K' })).toEqual([])
})

test('an account whose keys are there is ready, at the address of its region', () => {
  const values = {
    'env://AWS_ACCESS_KEY_ID': 'AKID',
    'keychain://aws-secret': 'secret',
    'env://AWS_SESSION_TOKEN': 'session'
  }
  const { runtime, notices } = compiled(account(), values)
  expect(notices).toEqual([])
  expect(runtime).toMatchObject({
    state: 'ready',
    origin: 'https://bedrock-runtime.eu-central-1.amazonaws.com',
    keys: [],
    aws: {
      region: 'eu-central-1',
      service: 'bedrock',
      accessKeyId: 'AKID',
      secretAccessKey: 'secret',
      sessionToken: 'session'
    }
  })
})

test('an account that lacks one of them is not used, and says which', () => {
  const { runtime, notices } = compiled(account(), {
    'env://AWS_ACCESS_KEY_ID': 'AKID',
    'keychain://aws-secret': 's'
  })
  expect(runtime?.state).toBe('unavailable')
  expect(notices).toEqual(['Account "bedrock" is not used: env://AWS_SESSION_TOKEN is not there.'])
})

test('keys and region survive the canonical form, and a change of them is told', () => {
  const before = canonicalDocument({ version: 1, accounts: [account()] })
  expect(before.accounts?.[0]).toMatchObject({ aws: account().aws, region: 'eu-central-1' })
  const after = canonicalDocument({ version: 1, accounts: [account({ region: 'us-east-1' })] })
  expect(diffDocuments(before, after).map(({ text }) => text)).toEqual([
    'Account bedrock: region changed from eu-central-1 to us-east-1'
  ])
})
