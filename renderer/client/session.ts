import { t } from 'i18next'
import { useSyncExternalStore } from 'react'

/**
 * Who may look: in the desktop host nobody asks; in a browser the page swaps the once-only secret of its login link for
 * a session, keeps that in localStorage (per origin, so per port) and sends it as a header. Never a cookie.
 */

const KEY = 'gatehouse.session'
/** The header that carries the session. */
export const SESSION_HEADER = 'x-gatehouse-session'

/** `refusal`: why a login link that was just opened did not work, in the server's words. */
export type SignIn = { readonly kind: 'in' } | { readonly kind: 'out'; readonly refusal: string | null }

let state: SignIn = { kind: 'in' }
const listeners = new Set<() => void>()

function change(next: SignIn): void {
  state = next
  for (const listener of listeners) listener()
}

/** The session to send, or null where there is none. */
export function readSession(): string | null {
  return localStorage.getItem(KEY)
}

/** Called when the server says that the session which was sent is not (or no longer) good. */
export function markSignedOut(sent: string | null): void {
  // Sent again it would count as a wrong guess. Another tab may have signed in meanwhile: then there is a better one.
  if (readSession() !== sent) return
  localStorage.removeItem(KEY)
  if (state.kind === 'in') change({ kind: 'out', refusal: null })
}

/** Whether the window may show anything. */
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
  const answer = await swapForSession(secret)
  if ('refusal' in answer) {
    // An older session of this browser may still be good: only without one is there nothing to show.
    if (readSession() === null) change({ kind: 'out', refusal: answer.refusal })
    return
  }
  localStorage.setItem(KEY, answer.session)
  change({ kind: 'in' })
}

type Swap = { readonly session: string } | { readonly refusal: string }

async function swapForSession(secret: string): Promise<Swap> {
  try {
    const response = await fetch('/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ secret })
    })
    const body: unknown = await response.json()
    const session = textAt(body, 'session')
    return session === undefined ? { refusal: messageOf(body) } : { session }
  } catch {
    return { refusal: t('ui:unreachable') }
  }
}

function textAt(value: unknown, name: string): string | undefined {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
  return typeof found === 'string' ? found : undefined
}

/** The words of a refusal, wherever its form has them. */
function messageOf(body: unknown): string {
  const holders = ['json', 'error'].map((name): unknown =>
    typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined
  )
  return (
    [body, ...holders].map((holder) => textAt(holder, 'message')).find(Boolean) ?? t('shell:signIn.refused')
  )
}

/** Goes on when a login link is opened in this tab (only its fragment changes) or in another tab of this browser. */
export function watchSignIn(): () => void {
  const onHash = (): void => {
    void redeemLoginLink()
  }
  const onStorage = (event: StorageEvent): void => {
    if (event.key === KEY && event.newValue !== null) change({ kind: 'in' })
  }
  addEventListener('hashchange', onHash)
  addEventListener('storage', onStorage)
  return () => {
    removeEventListener('hashchange', onHash)
    removeEventListener('storage', onStorage)
  }
}
