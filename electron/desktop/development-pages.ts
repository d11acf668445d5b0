import type { App } from '../app/create-app.ts'

/**
 * In development the pages come from Vite's server, at `origin`, and calls go to the control surface as ever. They pass
 * through the app scheme, so that the page keeps its origin and its calls stay on it; Vite's own socket for updates goes
 * to its server directly.
 */
export function withDevelopmentPages(control: App['control'], origin: string): App['control'] {
  return async (request, context) => {
    const { pathname, search } = new URL(request.url)
    if (pathname === '/rpc' || pathname.startsWith('/rpc/')) return await control(request, context)
    return await fetch(`${origin}${pathname}${search}`, { headers: request.headers, signal: request.signal })
  }
}
