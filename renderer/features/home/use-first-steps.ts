import { useState } from 'react'
import type { SystemStatus } from '../../../shared/contract/index.ts'

export type StepName = 'account' | 'token' | 'connect' | 'request'

export interface FirstStepsState {
  readonly shown: boolean
  readonly steps: readonly { readonly name: StepName; readonly done: boolean }[]
  readonly finished: boolean
  readonly hide: () => void
}

/** What is left to do before the first request arrives. Once all is done it stays until it is put away, or until the page is left. */
export function useFirstSteps(status: SystemStatus): FirstStepsState {
  const steps = [
    { name: 'account', done: status.accounts > 0 || status.any_request },
    { name: 'token', done: status.tokens > 0 || status.any_request },
    // Nobody can see whether an app was set up rightly before it calls.
    { name: 'connect', done: status.any_request },
    { name: 'request', done: status.any_request }
  ] as const
  const finished = steps.every((step) => step.done)
  const [openedUnfinished] = useState(!finished)
  const [hidden, setHidden] = useState(false)
  return {
    shown: openedUnfinished && !hidden,
    steps,
    finished,
    hide: () => {
      setHidden(true)
    }
  }
}
