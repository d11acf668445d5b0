import { browser, ignore } from './browser.ts'
import type { Protocol } from './cdp.ts'

type PermissionRequest = (
  contents: { getURL(): string },
  permission: string,
  decide: (granted: boolean) => void
) => void
type PermissionCheck = (contents: { getURL(): string } | null, permission: string, origin: string) => boolean
type BeforeRequest = (details: { url: string }, decide: (answer: { cancel?: boolean }) => void) => void

/** Electron's name of a permission, and the browser's. */
const PERMISSIONS: readonly (readonly [string, Protocol.Browser.PermissionDescriptor])[] = [
  ['clipboard-read', { name: 'clipboard-read' }],
  ['clipboard-sanitized-write', { name: 'clipboard-write' }],
  ['geolocation', { name: 'geolocation' }],
  ['media', { name: 'camera' }],
  ['media', { name: 'microphone' }],
  ['midi', { name: 'midi' }],
  ['notifications', { name: 'notifications' }]
]

/** What the app decided for the session, and how it is applied to the real browser. */
class EmulatedSession {
  readonly webRequest = {
    onBeforeRequest: (filter: { urls: string[] }, listener: BeforeRequest): void => {
      this.#filters = filter.urls.map(toPattern)
      this.#beforeRequest = listener
    }
  }
  #filters: readonly RegExp[] = []
  #beforeRequest: BeforeRequest | null = null
  #permissionRequest: PermissionRequest | null = null
  #permissionCheck: PermissionCheck | null = null

  setPermissionRequestHandler(handler: PermissionRequest): void {
    this.#permissionRequest = handler
  }

  setPermissionCheckHandler(handler: PermissionCheck): void {
    this.#permissionCheck = handler
  }

  /** No device is ever attached here. */
  setDevicePermissionHandler(): void {}

  /** Whether the app cancels a request for `url`. */
  cancels(url: string): boolean {
    if (!this.#filters.some((filter) => filter.test(url))) return false
    let cancelled = false
    this.#beforeRequest?.({ url }, (answer) => {
      cancelled = answer.cancel === true
    })
    return cancelled
  }

  /** Gives a page what the app's handlers grant to it. Without a handler Electron grants everything. */
  applyPermissions(contents: { getURL(): string }): void {
    const origin = new URL(browser.schemes.toBrowser(contents.getURL())).origin
    for (const [permission, descriptor] of PERMISSIONS) {
      let granted = this.#permissionRequest === null
      this.#permissionRequest?.(contents, permission, (answer) => {
        granted = answer
      })
      const checked = this.#permissionCheck?.(contents, permission, origin) ?? true
      const setting = granted && checked ? 'granted' : 'denied'
      ignore(browser.connection().send('Browser.setPermission', { permission: descriptor, setting, origin }))
    }
  }
}

/** A URL filter such as `https://*` + `/*`. */
function toPattern(filter: string): RegExp {
  const escaped = filter.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*')
  return new RegExp(`^${escaped}$`)
}

export const emulatedSession = new EmulatedSession()
