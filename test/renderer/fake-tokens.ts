import { ORPCError } from '@orpc/server'
import type { Token } from '../../shared/config/document.ts'
import type { MadeToken, TokenState } from '../../shared/contract/index.ts'
import { commit, currentRevision, emit, type World } from './fake-world.ts'

let made = 0

/** A value that looks like a real one. */
function newValue(): string {
  made += 1
  return `gh_Zk81vQ0fN2xW7mB4tR9yLs6Jd3Hc5Pa${String(made).padStart(4, '0')}`
}

function tokensOf(world: World): readonly Token[] {
  return world.document.tokens ?? []
}

function findToken(world: World, name: string): Token {
  const token = tokensOf(world).find((candidate) => candidate.name === name)
  if (token !== undefined) return token
  throw new ORPCError('not_found', { status: 404, message: `There is no token called ${name}.` })
}

function stateOf(world: World, token: Token): TokenState['state'] {
  if (token.enabled === false) return 'disabled'
  if (token.expires !== undefined && Date.parse(token.expires) < Date.now()) return 'expired'
  if (token.value !== undefined) return 'active'
  const facts = world.tokenFacts.get(token.name)
  return facts === undefined || facts.revoked ? 'no-value' : 'active'
}

export function listTokens(world: World): TokenState[] {
  return tokensOf(world).map((token) => {
    const facts = world.tokenFacts.get(token.name)
    const state = stateOf(world, token)
    return {
      name: token.name,
      models: token.models ?? '*',
      state,
      expires: token.expires ?? null,
      payloads: token.payloads ?? true,
      value: token.value ?? null,
      hint: facts?.hint ?? null,
      created: facts?.created ?? null,
      last_used: world.rows.find((row) => row.token === token.name)?.time ?? null,
      grace_until: facts?.grace_until ?? null,
      notice:
        state === 'no-value'
          ? 'This token has no value: it was revoked, and a change was undone later. Rotate it to make one.'
          : null
    }
  })
}

function remember(world: World, name: string, value: string, graceMs: number): void {
  world.tokenFacts.set(name, {
    hint: value.slice(-4),
    created: new Date().toISOString(),
    grace_until: graceMs === 0 ? null : new Date(Date.now() + graceMs).toISOString(),
    revoked: false
  })
}

function answer(token: Token, value: string): MadeToken {
  return { name: token.name, token: value, models: token.models ?? '*', expires: token.expires ?? null }
}

export function createToken(world: World, token: Token): MadeToken {
  if (tokensOf(world).some((other) => other.name === token.name)) {
    throw new ORPCError('conflict', {
      status: 409,
      message: `There already is a token called ${token.name}.`,
      data: { issues: [{ field: 'name', message: 'already taken by another token' }] }
    })
  }
  const value = newValue()
  remember(world, token.name, value, 0)
  commit(world, 'window', `Added token ${token.name}`, {
    ...world.document,
    tokens: [...tokensOf(world), token]
  })
  return answer(token, value)
}

export function updateToken(
  world: World,
  name: string,
  change: (token: Token) => Token
): { revision: number } {
  findToken(world, name)
  return commit(world, 'window', `Changed token ${name}`, {
    ...world.document,
    tokens: tokensOf(world).map((token) => (token.name === name ? change(token) : token))
  })
}

export function rotateToken(world: World, name: string, graceMs: number): MadeToken {
  const token = findToken(world, name)
  const value = newValue()
  remember(world, name, value, graceMs)
  // No revision: the document does not know values.
  emit(world, { type: 'config.changed', revision: currentRevision(world) })
  return answer(token, value)
}

export function revokeToken(world: World, name: string): { name: string; revoked: true } {
  findToken(world, name)
  const facts = world.tokenFacts.get(name)
  if (facts !== undefined) world.tokenFacts.set(name, { ...facts, hint: null, revoked: true })
  commit(world, 'window', `Revoked token ${name}`, {
    ...world.document,
    tokens: tokensOf(world).filter((token) => token.name !== name)
  })
  return { name, revoked: true }
}
