import { readFile, realpath, stat } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8'
}

// 'unsafe-inline' for styles alone: Radix and the toasts put <style> elements and style attributes into the page.
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  // Sound and film out of logged requests: never from an address.
  'media-src data:',
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'"
].join('; ')

const SECURITY_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin'
} as const

/**
 * Serves the files of the built window. A path without a file name belongs to the page's own router and gets
 * `index.html`; what the build named by its content may be cached for good, everything else is asked for each time.
 */
export function createStaticFiles(folder: string): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return textResponse(405, 'Only GET is answered here.', { allow: 'GET, HEAD' })
    }
    const path = decodePath(new URL(request.url).pathname)
    if (path === null) return textResponse(400, 'This is not a path.')
    const isPage = extname(path) === ''
    const file = await findFile(folder, isPage ? 'index.html' : path)
    if (file === null) {
      if (!isPage) return textResponse(404, 'There is no such file.')
      return textResponse(503, 'The window was not built. Run `npm run build` and reload this page.')
    }
    const body = request.method === 'HEAD' ? null : await readFile(file)
    return new Response(body, {
      headers: {
        ...SECURITY_HEADERS,
        'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
        'cache-control': isNamedByContent(path) ? 'public, max-age=31536000, immutable' : 'no-cache'
      }
    })
  }
}

/** The path as file names; null where it is malformed or would leave the folder. */
function decodePath(pathname: string): string | null {
  let path: string
  try {
    path = decodeURIComponent(pathname)
  } catch {
    return null
  }
  const safe = !path.includes('\0') && !path.includes('\\') && !path.split('/').includes('..')
  return safe ? path : null
}

/** A regular file within the folder, links followed; null where there is none. */
async function findFile(folder: string, path: string): Promise<string | null> {
  try {
    const root = await realpath(resolve(folder))
    const file = await realpath(join(root, path))
    if (!file.startsWith(root + sep)) return null
    return (await stat(file)).isFile() ? file : null
  } catch {
    // No such file, or one that may not be read: both are "not there" for a browser.
    return null
  }
}

/** Vite puts a hash of the content into the names of everything under `assets/`. */
function isNamedByContent(path: string): boolean {
  return /^\/assets\/.+-[\w-]{8,}\.\w+$/.test(path)
}

function textResponse(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { ...SECURITY_HEADERS, 'content-type': 'text/plain; charset=utf-8', ...headers }
  })
}
