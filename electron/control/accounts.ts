import { implement } from '@orpc/server'
import type { Account } from '../../shared/config/document.ts'
import { accountsContract } from '../../shared/contract/accounts.ts'
import { GatehouseError } from '../../shared/errors.ts'
import { checkAccount } from '../config/check-document.ts'
import { fieldText } from '../config/field-path.ts'
import { createSerialiser } from '../config/serialise.ts'
import { ownSecrets, saveWithKey } from './account-key.ts'
import { authorOf, type ControlContext, type ControlDependencies } from './dependencies.ts'
import { describeAccount } from './describe-account.ts'
import { describeProvider } from './describe-provider.ts'
import { accountOf, withAccount, withNewAccount, withoutAccount } from './edit-accounts.ts'
import { knownProviders } from './known-providers.ts'

/** Accounts: where requests go and with which key. */
export function accountsRouter(dependencies: ControlDependencies) {
  const { configuration, secrets, store } = dependencies
  const os = implement(accountsContract).$context<ControlContext>()
  // Key store and document change together, so that two changes of one account can't mix their keys.
  const inTurn = createSerialiser()
  const refuseWrong = (account: Account): void => checkOne(account, dependencies)

  /** Saves with the typed key; a new key under the old reference is no new revision, but must be taken up. */
  const saveTyped = async (
    typed: { account: Account; name: string | undefined; key: string | undefined },
    save: (account: Account) => Promise<{ revision: number }>
  ): Promise<{ revision: number }> => {
    const { key } = typed
    if (key === undefined) return await save(typed.account)
    const before = configuration.current()
    const saved = await saveWithKey(secrets, before.document, { ...typed, key }, save)
    if (saved.revision === before.revision) await configuration.refresh()
    return saved
  }

  /** Asked for in the background, so that the next page has models to show; why it failed, that page asks anew. */
  const learnModels = (name: string): void => {
    dependencies.fetchModels(name).catch(() => undefined)
  }

  return os.router({
    providers: os.providers.handler(() => [...dependencies.providers.values()].map(describeProvider)),

    list: os.list.handler(async () => {
      const lastUsed = (await store.lastUsed()).accounts
      const { accounts } = configuration.snapshot()
      return (configuration.current().document.accounts ?? []).map((account) =>
        describeAccount(account, {
          runtime: accounts.get(account.name),
          offered: dependencies.offered(account.name),
          lastUsed: lastUsed[account.name]
        })
      )
    }),

    test: os.test.handler(async ({ input }) => {
      refuseWrong(input.account)
      return await dependencies.testAccount(input.account, input.key)
    }),

    create: os.create.handler(async ({ input: { account, key }, context }) => {
      refuseWrong(account)
      return await inTurn(async () => {
        // Before the key store is touched: the name may belong to another account's key.
        withNewAccount(configuration.current().document, account)
        const saved = await saveTyped({ account, key, name: undefined }, (complete) =>
          configuration.edit(authorOf(context), `Account ${account.name} added`, (document) =>
            withNewAccount(document, complete)
          )
        )
        learnModels(account.name)
        return saved
      })
    }),

    update: os.update.handler(async ({ input: { name, account, key }, context }) => {
      refuseWrong(account)
      return await inTurn(async () => {
        withAccount(configuration.current().document, name, () => account)
        const saved = await saveTyped({ account, key, name }, (complete) =>
          configuration.edit(authorOf(context), `Account ${name} changed`, (document) =>
            withAccount(document, name, () => complete)
          )
        )
        learnModels(account.name)
        return saved
      })
    }),

    set_enabled: os.set_enabled.handler(({ input: { name, enabled }, context }) =>
      configuration.edit(
        authorOf(context),
        `Account ${name} switched ${enabled ? 'on' : 'off'}`,
        (document) => withAccount(document, name, (account) => ({ ...account, enabled }))
      )
    ),

    remove: os.remove.handler(async ({ input: { name, delete_key: deleteKey }, context }) => {
      return await inTurn(async () => {
        const { document } = configuration.current()
        accountOf(document, name)
        const own = deleteKey ? ownSecrets(document, name) : []
        const removed = await configuration.edit(authorOf(context), `Account ${name} removed`, (current) =>
          withoutAccount(current, name)
        )
        // The document first: a key that is left over harms nobody, an account without its key does.
        for (const secret of own) await secrets.remove(secret)
        return removed
      })
    })
  })
}

function checkOne(account: Account, { providers }: ControlDependencies): void {
  const issues = checkAccount(account, knownProviders(providers)).map(({ path, message }) => ({
    field: fieldText(['account', ...path]),
    message
  }))
  const [first] = issues
  if (first === undefined) return
  throw new GatehouseError(
    'invalid_config',
    `This account can't be used: ${first.field}: ${first.message}.`,
    { issues }
  )
}
