import { describe, expect, it } from 'vitest'
import {
  accountOf,
  chosenDialects,
  draftOf,
  freeName,
  newDraft,
  parseHeaders,
  problemsOf,
  typedKey,
  withDialect
} from '../../../renderer/features/accounts/account-draft.ts'
import type { Account } from '../../../shared/config/document.ts'
import { FAKE_PROVIDERS } from '../fake-providers.ts'

function provider(id: string) {
  const found = FAKE_PROVIDERS.find((candidate) => candidate.id === id)
  if (found === undefined) throw new Error(`no provider ${id}`)
  return found
}

const cerebras = provider('cerebras')
const compatible = provider('openai-compatible')

describe('the draft of an account', () => {
  it('takes the provider as its name, with a number where that is taken', () => {
    expect(freeName('cerebras', [])).toBe('cerebras')
    expect(freeName('cerebras', ['cerebras', 'cerebras-2'])).toBe('cerebras-3')
  })

  it('becomes an account for all models that says no more than was filled in', () => {
    const draft = { ...newDraft(cerebras, []), key: 'csk-1' }
    expect(accountOf(draft, 'cerebras')).toEqual({ name: 'cerebras', provider: 'cerebras', models: '*' })
    expect(typedKey(draft)).toEqual({ key: 'csk-1' })
  })

  it('never puts the key itself into the account', () => {
    const draft = { ...newDraft(cerebras, []), key: 'csk-secret' }
    expect(JSON.stringify(accountOf(draft, 'cerebras'))).not.toContain('csk-secret')
  })

  it('refers to an environment variable, and sends no key then', () => {
    const draft = {
      ...newDraft(cerebras, []),
      keySource: 'environment' as const,
      key: 'typed before',
      variable: ' CEREBRAS_API_KEY '
    }
    expect(accountOf(draft, 'cerebras').api_key).toBe('env://CEREBRAS_API_KEY')
    expect(typedKey(draft)).toEqual({})
  })

  it('says what the server speaks only where that is not what its provider does', () => {
    const draft = newDraft(compatible, [])
    const chat = withDialect(compatible.dialects, 'openai-chat', true)
    expect(chosenDialects(compatible, chat)).toBeNull()
    const two = withDialect(chat, 'anthropic-messages', true)
    const chosen = chosenDialects(compatible, two)
    expect(accountOf({ ...draft, dialects: chosen }, compatible.id).dialects).toEqual([
      'openai-chat',
      'anthropic-messages'
    ])
    expect(accountOf(draft, compatible.id).dialects).toBeUndefined()
    const last = withDialect(withDialect(two, 'openai-chat', false), 'anthropic-messages', false)
    expect(last).toEqual(['anthropic-messages'])
  })

  it('brings what an account speaks into the form and back, and takes it away again', () => {
    const account: Account = {
      name: 'a',
      provider: 'openai-compatible',
      base_url: 'http://x',
      dialects: ['gemini']
    }
    expect(accountOf(draftOf(account), 'openai-compatible', account)).toEqual(account)
    const { dialects: _dialects, ...without } = account
    expect(accountOf({ ...draftOf(account), dialects: null }, 'openai-compatible', account)).toEqual(without)
  })

  it('keeps what the form does not show when an account is edited', () => {
    const account: Account = {
      name: 'main',
      provider: 'cerebras',
      api_key: 'keychain://main',
      models: ['gpt-oss-120b'],
      enabled: false
    }
    expect(accountOf(draftOf(account), 'cerebras', account)).toEqual(account)
  })

  it('drops fields that were emptied', () => {
    const account: Account = {
      name: 'main',
      provider: 'openai-compatible',
      base_url: 'http://127.0.0.1:8000',
      aliases: ['fast'],
      headers: { 'x-team': 'a' }
    }
    const emptied = { ...draftOf(account), aliases: '', headers: '' }
    expect(accountOf(emptied, 'openai-compatible', account)).toEqual({
      name: 'main',
      provider: 'openai-compatible',
      base_url: 'http://127.0.0.1:8000'
    })
  })

  it('lets a typed key take the place of an environment variable', () => {
    const account: Account = { name: 'main', provider: 'cerebras', api_key: 'env://OLD' }
    const draft = { ...draftOf(account), keySource: 'typed' as const, key: 'csk-new' }
    expect(accountOf(draft, 'cerebras', account).api_key).toBeUndefined()
  })

  it('reads headers a line each and names the line that is none', () => {
    expect(parseHeaders('X-Team: blue\n\n x-key : keychain://team ')).toEqual({
      headers: { 'X-Team': 'blue', 'x-key': 'keychain://team' }
    })
    expect(parseHeaders('X-Team: blue\nnot a header')).toEqual({ badLine: 2 })
  })

  it('asks for a base URL only where the provider has none, and for a key only where it is needed', () => {
    const options = { taken: [], keyStored: false }
    expect(problemsOf(newDraft(compatible, []), compatible, options)).toEqual({ baseUrl: 'required' })
    expect(problemsOf(newDraft(compatible, []), compatible, { ...options, hasRegion: true })).toEqual({})
    expect(problemsOf(newDraft(cerebras, []), cerebras, options)).toEqual({ key: 'required' })
    expect(problemsOf(newDraft(cerebras, []), cerebras, { taken: [], keyStored: true })).toEqual({})
  })

  it('refuses a name that is taken or cannot be part of a model name', () => {
    const draft = { ...newDraft(cerebras, []), key: 'k' }
    const options = { taken: ['main'], keyStored: false }
    expect(problemsOf({ ...draft, name: 'main' }, cerebras, options)).toEqual({ name: 'taken' })
    expect(problemsOf({ ...draft, name: 'a/b' }, cerebras, options)).toEqual({ name: 'nameBad' })
    expect(problemsOf({ ...draft, name: '' }, cerebras, options)).toEqual({ name: 'required' })
  })
})
