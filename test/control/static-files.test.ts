import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createStaticFiles } from '../../electron/control/static-files.ts'

let folder = ''
let serve: (path: string, method?: string) => Promise<Response>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-window-'))
  const window = join(folder, 'window')
  await mkdir(join(window, 'assets'), { recursive: true })
  await writeFile(join(folder, 'secret.txt'), 'a secret beside the window')
  await writeFile(join(window, 'index.html'), '<!doctype html><title>Gatehouse</title>')
  await writeFile(join(window, 'assets', 'index-B4cD_f9-.js'), 'export {}')
  await writeFile(join(window, 'assets', 'font.woff2'), 'font')
  await symlink(join(folder, 'secret.txt'), join(window, 'link.txt'))
  const handle = createStaticFiles(window)
  serve = (path, method = 'GET') => handle(new Request(`http://127.0.0.1:6481${path}`, { method }))
})

afterAll(async () => await rm(folder, { recursive: true }))

describe('the files of the window', () => {
  it.each(['/', '/accounts', '/logs/req_1a2b', '/index.html'])('answers %s with the page', async (path) => {
    const response = await serve(path)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(response.headers.get('cache-control')).toBe('no-cache')
    expect(await response.text()).toContain('<title>Gatehouse</title>')
  })

  it('lets what is named by its content be kept for good, and nothing else', async () => {
    const script = await serve('/assets/index-B4cD_f9-.js')
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(script.headers.get('cache-control')).toContain('immutable')
    expect((await serve('/assets/font.woff2')).headers.get('cache-control')).toBe('no-cache')
  })

  it('allows its own scripts alone, on every answer', async () => {
    for (const path of ['/', '/assets/index-B4cD_f9-.js', '/missing.js', '/%E0%A4%A']) {
      const { headers } = await serve(path)
      expect(headers.get('content-security-policy')).toMatch(
        /default-src 'none'; script-src 'self';.*frame-ancestors 'none'/
      )
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
    }
  })

  it.each([
    '/missing.js',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/link.txt',
    '/secret.txt%00.js',
    '/%E0%A4%A'
  ])('gives nothing away at %s', async (path) => {
    const response = await serve(path)
    expect(await response.text()).not.toContain('a secret')
    expect(response.status).toBeGreaterThanOrEqual(400)
  })

  it('answers HEAD without a body and refuses to be written to', async () => {
    const head = await serve('/', 'HEAD')
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect((await serve('/', 'POST')).status).toBe(405)
  })

  it('says what to do where the window was not built', async () => {
    const response = await createStaticFiles(join(folder, 'nowhere'))(new Request('http://127.0.0.1/'))
    expect(response.status).toBe(503)
    expect(await response.text()).toContain('npm run build')
  })
})
