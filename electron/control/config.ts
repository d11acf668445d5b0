import { implement } from '@orpc/server'
import { configContract } from '../../shared/contract/config.ts'
import type { ControlContext, ControlDependencies } from './dependencies.ts'

/** The document: applying, exporting, its history and undo. */
export function configRouter({ configuration }: ControlDependencies) {
  const os = implement(configContract).$context<ControlContext>()
  return os.router({
    get: os.get.handler(() => ({ ...configuration.current() })),
    apply: os.apply.handler(({ input }) =>
      configuration.apply({ text: input.text, dryRun: input.dry_run, prune: input.prune, by: input.by })
    ),
    export: os.export.handler(() => configuration.exportYaml()),
    revisions: os.revisions.handler(async ({ input }) => [
      ...(await configuration.revisions(input.before, input.limit))
    ]),
    revision: os.revision.handler(({ input }) => configuration.revision(input.revision)),
    restore: os.restore.handler(({ input }) => configuration.restore(input.revision))
  })
}
