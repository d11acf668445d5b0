import { isDeepStrictEqual } from 'node:util'
import { EventPublisher, implement, ORPCError } from '@orpc/server'
import { contract, type GatehouseEvent } from '../../shared/contract/index.ts'
import { modelsOf } from '../../shared/config/document.ts'
import {
  accountModels,
  accountsOf,
  accountState,
  findAccount,
  testAccount,
  withAccount
} from './fake-accounts.ts'
import { facetsOf, listRows, readRow } from './fake-log.ts'
import { FAKE_PROVIDERS } from './fake-providers.ts'
import { spendOf } from './fake-spend.ts'
import { createToken, listTokens, revokeToken, rotateToken, updateToken } from './fake-tokens.ts'
import { commit, currentRevision, emit, toYaml, type World } from './fake-world.ts'
import { OFFERED } from './sample-models.ts'
import { withoutUndefined } from './without-undefined.ts'

const os = implement(contract)

function accountsRouter(world: World) {
  return os.accounts.router({
    providers: os.accounts.providers.handler(() => [...FAKE_PROVIDERS]),
    list: os.accounts.list.handler(() => accountsOf(world).map((account) => accountState(world, account))),
    test: os.accounts.test.handler(({ input }) => testAccount(input.account, input.key)),
    create: os.accounts.create.handler(({ input: { account, key } }) => {
      if (accountsOf(world).some((other) => other.name === account.name)) {
        throw new ORPCError('conflict', {
          status: 409,
          message: `There already is an account called ${account.name}.`,
          data: { issues: [{ field: 'name', message: 'already taken by another account' }] }
        })
      }
      const reference = { api_key: `keychain://${account.name}` }
      if (key !== undefined) world.keys.set(account.name, key)
      return commit(world, 'window', `Added account ${account.name}`, {
        ...world.document,
        accounts: [...accountsOf(world), key === undefined ? account : { ...account, ...reference }]
      })
    }),
    update: os.accounts.update.handler(({ input: { name, account, key } }) => {
      if (key !== undefined) world.keys.set(account.name, key)
      const next = key === undefined ? account : { ...account, api_key: `keychain://${account.name}` }
      const document = withAccount(world, name, () => next)
      // A save that changes nothing makes no revision.
      if (isDeepStrictEqual(document, world.document)) return { revision: currentRevision(world) }
      return commit(world, 'window', `Changed account ${name}`, document)
    }),
    set_enabled: os.accounts.set_enabled.handler(({ input: { name, enabled } }) =>
      commit(
        world,
        'window',
        `${enabled ? 'Enabled' : 'Disabled'} account ${name}`,
        withAccount(world, name, (account) => ({ ...account, enabled }))
      )
    ),
    remove: os.accounts.remove.handler(({ input: { name, delete_key } }) => {
      findAccount(world, name)
      if (delete_key) world.keys.delete(name)
      return commit(world, 'window', `Removed account ${name}`, {
        ...world.document,
        accounts: accountsOf(world).filter((account) => account.name !== name)
      })
    })
  })
}

function modelsRouter(world: World) {
  return os.models.router({
    list: os.models.list.handler(() => accountsOf(world).map((account) => accountModels(world, account))),
    refresh: os.models.refresh.handler(({ input }) => {
      const account = findAccount(world, input.account)
      const models = OFFERED[account.name] ?? ['gpt-oss-120b', 'llama3.1-8b']
      world.offered.set(account.name, { at: new Date().toISOString(), models })
      emit(world, { type: 'models.fetched', account: account.name })
      return accountModels(world, account)
    }),
    set_enabled: os.models.set_enabled.handler(({ input }) => {
      const states = accountModels(world, findAccount(world, input.account)).models
      const wanted = states
        .filter((model) => (input.models.includes(model.id) ? input.enabled : model.enabled))
        .map((model) => model.id)
      return commit(
        world,
        'window',
        `${input.enabled ? 'Enabled' : 'Disabled'} ${input.models.join(', ')}`,
        withAccount(world, input.account, (account) => {
          const kept = modelsOf(account).entries
          return { ...account, models: wanted.map((id) => kept.find((entry) => entry.id === id) ?? id) }
        })
      )
    }),
    set_price: os.models.set_price.handler(({ input: { account: name, model, price } }) =>
      commit(
        world,
        'window',
        `Changed the price of ${name}/${model}`,
        withAccount(world, name, (account) => {
          const { any, entries } = modelsOf(account)
          const others = entries.filter((entry) => entry.id !== model)
          const own = price === null ? (any ? [] : [model]) : [{ id: model, price }]
          return { ...account, models: [...(any ? ['*'] : []), ...others, ...own] }
        })
      )
    )
  })
}

function tokensRouter(world: World) {
  return os.tokens.router({
    list: os.tokens.list.handler(() => listTokens(world)),
    create: os.tokens.create.handler(({ input }) => createToken(world, withoutUndefined(input))),
    update: os.tokens.update.handler(({ input: { name, expires, ...rest } }) =>
      updateToken(world, name, (token) => {
        const next = { ...token, ...withoutUndefined(rest) }
        if (expires === null) delete next.expires
        else if (expires !== undefined) next.expires = expires
        return next
      })
    ),
    revoke: os.tokens.revoke.handler(({ input }) => revokeToken(world, input.name)),
    rotate: os.tokens.rotate.handler(({ input }) => rotateToken(world, input.name, input.grace_ms))
  })
}

function configRouter(world: World) {
  const find = (revision: number) => {
    const found = world.revisions.find((candidate) => candidate.meta.revision === revision)
    if (found !== undefined) return found
    throw new ORPCError('not_found', { status: 404, message: `There is no revision ${revision}.` })
  }
  return os.config.router({
    get: os.config.get.handler(() => ({ revision: currentRevision(world), document: world.document })),
    apply: os.config.apply.handler(() => ({
      revision: currentRevision(world),
      changed: false,
      diff: [],
      tokens: [],
      notices: []
    })),
    export: os.config.export.handler(() => ({
      revision: currentRevision(world),
      yaml: toYaml(world.document)
    })),
    revisions: os.config.revisions.handler(({ input }) =>
      world.revisions
        .map((revision) => revision.meta)
        .filter((meta) => input.before === undefined || meta.revision < input.before)
        .reverse()
        .slice(0, input.limit)
    ),
    revision: os.config.revision.handler(({ input }) => {
      const found = find(input.revision)
      return { ...found, yaml: toYaml(found.document) }
    }),
    restore: os.config.restore.handler(({ input }) => {
      const found = find(input.revision)
      const { revision } = commit(world, 'undo', `Back to revision ${input.revision}`, found.document)
      return { revision, changed: true, diff: world.revisions.at(-1)?.changes ?? [], tokens: [], notices: [] }
    })
  })
}

function systemRouter(world: World, publisher: EventPublisher<{ event: GatehouseEvent }>) {
  return os.system.router({
    status: os.system.status.handler(() => ({
      version: '0.1.0',
      host: world.host,
      pid: 4242,
      started: new Date(Date.now() - 5_400_000).toISOString(),
      revision: currentRevision(world),
      gateway: {
        running: world.gatewayError === null,
        url: `http://127.0.0.1:${world.settings.gateway_port}/v1`,
        port: world.settings.gateway_port,
        error: world.gatewayError,
        in_flight: 0
      },
      key_store: world.keyStore,
      accounts: accountsOf(world).length,
      tokens: world.document.tokens?.length ?? 0,
      any_request: world.rows.length > 0,
      data_dir: '/home/sam/.local/share/gatehouse'
    })),
    doctor: os.system.doctor.handler(() => [
      { id: 'host', state: 'ok' as const, title: 'Host', text: 'Node 24.21.0 on Linux.' }
    ]),
    events: os.system.events.handler(async function* ({ signal }) {
      const events = publisher.subscribe('event', signal === undefined ? {} : { signal })
      yield { type: 'subscribed' as const }
      yield* events
    }),
    settings: os.system.settings.handler(() => world.settings),
    update_settings: os.system.update_settings.handler(({ input }) => {
      world.settings = { ...world.settings, ...withoutUndefined(input) }
      emit(world, { type: 'settings.changed' })
      return world.settings
    }),
    login_link: os.system.login_link.handler(() => ({ url: null })),
    storage: os.system.storage.handler(() => ({
      log_bytes: 4096 * (8 + world.rows.length * 3),
      config_bytes: 4096 * (20 + world.revisions.length),
      rows: world.rows.length,
      oldest: world.rows.at(-1)?.time ?? null,
      payload_bytes: world.rows.length * 41_800,
      payload_stored_bytes: world.rows.length * 2140
    })),
    prune: os.system.prune.handler(({ input }) => {
      const limit = new Date(Date.now() - input.older_than_days * 86_400_000).toISOString()
      const kept = world.rows.filter((row) => row.time >= limit)
      const rows = world.rows.length - kept.length
      world.rows = kept
      return { rows }
    })
  })
}

/** The whole contract over a world in memory. */
export function fakeRouter(world: World) {
  const publisher = new EventPublisher<{ event: GatehouseEvent }>()
  world.listeners.add((event) => {
    publisher.publish('event', event)
  })
  return os.router({
    accounts: accountsRouter(world),
    config: configRouter(world),
    logs: os.logs.router({
      list: os.logs.list.handler(({ input }) => listRows(world, input)),
      get: os.logs.get.handler(({ input }) => readRow(world, input.id)),
      facets: os.logs.facets.handler(() => facetsOf(world))
    }),
    models: modelsRouter(world),
    secrets: os.secrets.router({
      list: os.secrets.list.handler(() =>
        [...world.keys.keys()].map((name) => ({
          name,
          store: 'keychain' as const,
          created: new Date(Date.now() - 864_000_000).toISOString(),
          used_by: accountsOf(world)
            .filter((account) => account.api_key === `keychain://${name}`)
            .map((account) => account.name)
        }))
      ),
      set: os.secrets.set.handler(({ input }) => {
        world.keys.set(input.name, input.value)
        return { name: input.name, store: 'keychain', created: new Date().toISOString(), used_by: [] }
      }),
      remove: os.secrets.remove.handler(({ input }) => {
        world.keys.delete(input.name)
        return { ok: true }
      })
    }),
    spend: os.spend.router({ query: os.spend.query.handler(({ input }) => spendOf(world.rows, input)) }),
    system: systemRouter(world, publisher),
    tokens: tokensRouter(world)
  })
}
