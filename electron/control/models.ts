import { implement } from '@orpc/server'
import type { Account } from '../../shared/config/document.ts'
import { modelsOf } from '../../shared/config/models-of.ts'
import type { AccountModels } from '../../shared/contract/index.ts'
import { modelsContract } from '../../shared/contract/models.ts'
import { GatehouseError } from '../../shared/errors.ts'
import type { OfferedModels } from '../store/store.ts'
import { authorOf, type ControlContext, type ControlDependencies } from './dependencies.ts'
import { describeModels } from './describe-models.ts'
import { accountOf, withAccount } from './edit-accounts.ts'
import { withModels, withoutModels, withPrice } from './edit-models.ts'
import { knownProviders } from './known-providers.ts'

/** Models: what each account offers, what of it is enabled, and at which price. */
export function modelsRouter(dependencies: ControlDependencies) {
  const { configuration, catalogue, clock } = dependencies
  const os = implement(modelsContract).$context<ControlContext>()
  const providers = knownProviders(dependencies.providers)
  const fetchErrors = new Map<string, string>()

  const describe = (account: Account): AccountModels =>
    describeModels(account, {
      provider: providers.find(account.provider),
      offered: dependencies.offered(account.name),
      fetchError: fetchErrors.get(account.name) ?? null,
      catalogue,
      now: clock.now()
    })

  /** A provider that can't be asked is a state of its account, which the window shows; undefined then. */
  const fetchModels = async (account: string): Promise<OfferedModels | undefined> => {
    try {
      const models = await dependencies.fetchModels(account)
      fetchErrors.delete(account)
      return models
    } catch (error) {
      if (!(error instanceof GatehouseError)) throw error
      fetchErrors.set(account, error.message)
      return undefined
    }
  }

  /** What a provider offers, asked for now where it never was. */
  const offeredIds = async (account: string): Promise<readonly string[]> => {
    const offered = dependencies.offered(account) ?? (await fetchModels(account))
    if (offered !== undefined) return offered.models
    throw new GatehouseError(
      'conflict',
      `"${account}" takes any model, and its provider's list is not known: ${fetchErrors.get(account) ?? ''} ` +
        'Fetch the list first, or write the models into the account.'
    )
  }

  return os.router({
    list: os.list.handler(() => (configuration.current().document.accounts ?? []).map(describe)),

    refresh: os.refresh.handler(async ({ input }) => {
      accountOf(configuration.current().document, input.account)
      await fetchModels(input.account)
      return describe(accountOf(configuration.current().document, input.account))
    }),

    set_enabled: os.set_enabled.handler(async ({ input: { account: name, models, enabled }, context }) => {
      const { any } = modelsOf(accountOf(configuration.current().document, name))
      const offered = any && !enabled ? await offeredIds(name) : []
      const summary = `Account ${name}: ${countText(models)} ${enabled ? 'enabled' : 'disabled'}`
      return await configuration.edit(authorOf(context), summary, (document) =>
        withAccount(document, name, (account) =>
          enabled ? withModels(account, models) : withoutModels(account, models, offered)
        )
      )
    }),

    set_price: os.set_price.handler(({ input: { account: name, model, price }, context }) => {
      const what = price === null ? 'from the catalogue again' : 'changed'
      return configuration.edit(authorOf(context), `Price of ${name}/${model} ${what}`, (document) =>
        withAccount(document, name, (account) => withPrice(account, model, price))
      )
    })
  })
}

function countText(models: readonly string[]): string {
  return models.length === 1 ? (models[0] ?? '') : `${models.length} models`
}
