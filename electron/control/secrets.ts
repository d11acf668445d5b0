import { implement } from '@orpc/server'
import type { SecretInfo } from '../../shared/contract/index.ts'
import { secretsContract } from '../../shared/contract/secrets.ts'
import { GatehouseError } from '../../shared/errors.ts'
import { referencesOf } from '../config/references-of.ts'
import type { SecretRecord } from '../store/store.ts'
import type { ControlContext, ControlDependencies } from './dependencies.ts'

/** Secrets by name: set and deleted, never read. */
export function secretsRouter({ configuration, secrets }: ControlDependencies) {
  const os = implement(secretsContract).$context<ControlContext>()

  const describe = (record: SecretRecord): SecretInfo => {
    const uses = referencesOf(configuration.current().document)
    const used = uses.filter((use) => use.reference === `keychain://${record.name}`).map((use) => use.name)
    return {
      name: record.name,
      store: record.store,
      created: new Date(record.created).toISOString(),
      used_by: [...new Set(used)]
    }
  }

  return os.router({
    list: os.list.handler(() => secrets.list().map(describe)),
    set: os.set.handler(async ({ input: { name, value } }) => {
      const record = await secrets.write(name, value)
      await configuration.refresh()
      return describe(record)
    }),
    remove: os.remove.handler(async ({ input: { name } }) => {
      if (!(await secrets.remove(name))) {
        throw new GatehouseError('not_found', `There is no secret "${name}".`)
      }
      await configuration.refresh()
      return { ok: true }
    })
  })
}
