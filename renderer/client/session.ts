import { useSyncExternalStore } from 'react'

/**
 * Who may look: in the desktop host nobody asks; in a browser the page swaps the once-only secret of its login link for
 * a session, keeps that in localStorage (per origin, so per port) and sends it as a header. Never a cookie.
 */

const KEY = 'gatehouse.session'
/** The header that carries the session. */
export const SESSION_HEADER = 'x-gatehouse-session'

export type SignIn = 'in' | 'out' | 'refused'

let state: SignIn = 'in'
const listeners = new Set<() => void>()

function change(next: SignIn): void {
  if (state === next) return
  state = next
  for (const listener of listeners) listener()
}

/** The session to send, or null where there is none. */
export function readSession(): string | null {
  return localStorage.getItem(KEY)
}

/** Called when the server says that the session is not (or no longer) good. */
export function markSignedOut(): void {
  if (state !== 'refused') change('out')
}

/** Whether the window may show anything; `refused` after a login link that did not work. */
export function useSignIn(): SignIn {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => state
  )
}

/** Swaps the secret in the address (`#login=SECRET`) for a session and takes it out of the address. */
export async function redeemLoginLink(): Promise<void> {
  const secret = new URLSearchParams(location.hash.slice(1)).get('login')
  if (secret === null) return
  history.replaceState(null, '', location.pathname + location.search)
  const session = await swapForSession(secret)
  if (session === null) {
    // An older session of this browser may still be good: only without one is there nothing to show.
    if (readSession() === null) change('refused')
    return
  }
  localStorage.setItem(KEY, session)
  change('in')
}

async function swapForSession(secret: string): Promise<string | null> {
  try {
    const response = await fetch('/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ secret })
    })
    if (!response.ok) return null
    const body: unknown = await response.json()
    const session = typeof body === 'object' && body !== null && 'session' in body ? body.session : null
    return typeof session === 'string' ? session : null
  } catch {
    return null
  }
}

/** Goes on when a login link is opened in this tab (only its fragment changes) or in another tab of this browser. */
export function watchSignIn(): () => void {
  const onHash = (): void => {
    void redeemLoginLink()
  }
  const onStorage = (event: StorageEvent): void => {
    if (event.key === KEY && event.newValue !== null) change('in')
  }
  addEventListener('hashchange', onHash)
  addEventListener('storage', onStorage)
  return () => {
    removeEventListener('hashchange', onHash)
    removeEventListener('storage', onStorage)
  }
}
