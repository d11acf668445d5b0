/** The scheme of the window's pages; it exists only inside this process, so no other program can reach it. */
export const APP_SCHEME = 'app'

/** The one host that is served. */
export const APP_HOST = 'gatehouse'

export const APP_ORIGIN = `${APP_SCHEME}://${APP_HOST}`

/** Whether a URL belongs to the window's own pages. Custom schemes have the origin "null", so parts are compared. */
export function isAppUrl(url: string): boolean {
  const parsed = URL.parse(url)
  return parsed !== null && parsed.protocol === `${APP_SCHEME}:` && parsed.host === APP_HOST
}
