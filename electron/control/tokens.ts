import { implement } from '@orpc/server'
import type { Token } from '../../shared/config/document.ts'
import type { TokenState } from '../../shared/contract/index.ts'
import { tokensContract } from '../../shared/contract/tokens.ts'
import { GatehouseError } from '../../shared/errors.ts'
import { authorOf, type ControlContext, type ControlDependencies } from './dependencies.ts'

/** Tokens: what apps sign in with. Their values are in the answer of `create` and `rotate`, once. */
export function tokensRouter({ configuration, store, clock }: ControlDependencies) {
  const os = implement(tokensContract).$context<ControlContext>()

  const describe = (token: Token, lastUsed: number | undefined): TokenState => {
    const record = configuration.tokenRecord(token.name)
    const notice = configuration.tokenNotice(token.name)
    const grace = record?.previousUntil ?? 0
    const hasOwnValue = token.value === undefined && record !== undefined && record.hash !== null
    return {
      name: token.name,
      models: token.models ?? '*',
      state: stateOf(token, notice, clock.now()),
      expires: token.expires ?? null,
      payloads: token.payloads !== false,
      value: token.value ?? null,
      hint: hasOwnValue ? record.hint : null,
      created: hasOwnValue ? timeText(record.created) : null,
      last_used: lastUsed === undefined ? null : timeText(lastUsed),
      grace_until: hasOwnValue && grace > clock.now() ? timeText(grace) : null,
      notice
    }
  }

  return os.router({
    list: os.list.handler(async () => {
      const lastUsed = (await store.lastUsed()).tokens
      const tokens = configuration.current().document.tokens ?? []
      return tokens.map((token) => describe(token, lastUsed[token.name]))
    }),

    create: os.create.handler(({ input, context }) => configuration.createToken(input, authorOf(context))),

    update: os.update.handler(({ input: { name, expires, ...changes }, context }) =>
      configuration.edit(authorOf(context), `Token ${name} changed`, (document) => {
        const tokens = document.tokens ?? []
        if (!tokens.some((token) => token.name === name)) {
          throw new GatehouseError('not_found', `There is no token "${name}".`)
        }
        return {
          ...document,
          tokens: tokens.map((token) => (token.name === name ? changed(token, expires, changes) : token))
        }
      })
    ),

    revoke: os.revoke.handler(async ({ input: { name }, context }) => {
      await configuration.revokeToken(name, authorOf(context))
      return { name, revoked: true }
    }),

    rotate: os.rotate.handler(({ input }) => configuration.rotateToken(input.name, input.grace_ms))
  })
}

/** What was left out of the call stays as it is; `expires: null` takes the expiry away. */
function changed(token: Token, expires: string | null | undefined, changes: Partial<Token>): Token {
  const { expires: before, ...rest } = token
  const until = expires === undefined ? before : (expires ?? undefined)
  return {
    ...rest,
    ...(changes.models === undefined ? {} : { models: changes.models }),
    ...(changes.payloads === undefined ? {} : { payloads: changes.payloads }),
    ...(changes.enabled === undefined ? {} : { enabled: changes.enabled }),
    ...(until === undefined ? {} : { expires: until })
  }
}

function stateOf(token: Token, notice: string | null, now: number): TokenState['state'] {
  if (token.enabled === false) return 'disabled'
  if (token.expires !== undefined && Date.parse(token.expires) <= now) return 'expired'
  return notice === null ? 'active' : 'no-value'
}

function timeText(time: number): string {
  return new Date(time).toISOString()
}
