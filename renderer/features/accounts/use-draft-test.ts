import { useEffect, useRef, useState } from 'react'
import type { Account } from '../../../shared/config/document.ts'
import type { AccountTestResult } from '../../../shared/contract/index.ts'
import { client } from '../../client/control-client.ts'
import { decodeError } from '../../client/control-error.ts'

export interface DraftTest {
  readonly running: boolean
  readonly result: AccountTestResult | null
  /** Why the test itself could not be done; null where it could. */
  readonly failure: string | null
  readonly run: (account: Account, key: { readonly key?: string }) => void
  readonly stop: () => void
  /** Forgets the result: the draft has changed. */
  readonly reset: () => void
}

/** Asks the provider with what is in the form, before anything is saved. Leaving the form stops it. */
export function useDraftTest(): DraftTest {
  const [state, setState] = useState<Pick<DraftTest, 'running' | 'result' | 'failure'>>(IDLE)
  const running = useRef<AbortController | null>(null)
  useEffect(
    () => () => {
      running.current?.abort()
    },
    []
  )
  const end = (): void => {
    running.current?.abort()
    running.current = null
    setState(IDLE)
  }
  const run: DraftTest['run'] = (account, key) => {
    running.current?.abort()
    const controller = new AbortController()
    running.current = controller
    setState({ ...IDLE, running: true })
    client.accounts.test({ account, ...key }, { signal: controller.signal }).then(
      (result) => {
        if (!controller.signal.aborted) setState({ ...IDLE, result })
        return undefined
      },
      (error: unknown) => {
        if (!controller.signal.aborted) setState({ ...IDLE, failure: decodeError(error).message })
      }
    )
  }
  return { ...state, run, stop: end, reset: end }
}

const IDLE = { running: false, result: null, failure: null } as const
