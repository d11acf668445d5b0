import { hash } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'
import { Pool } from 'undici'

/**
 * The least that an honest gateway on node:http and undici does: check a token, parse both bodies, read usage, price
 * it, write one SQLite row a request in batches in a worker. What Gatehouse costs is said as a ratio to this.
 */
const [port, upstream, folder] = process.argv.slice(2)

if (isMainThread) serve()
else writeRows(workerData as string)

function writeRows(file: string): void {
  const database = new Database(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = NORMAL')
  database.exec(
    'CREATE TABLE IF NOT EXISTS rows (time INTEGER, model TEXT, status INTEGER, ms REAL, input INTEGER, output INTEGER, cached INTEGER, cost INTEGER)'
  )
  const insert = database.prepare('INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  const insertAll = database.transaction((rows: unknown[][]) => {
    for (const row of rows) insert.run(...row)
  })
  parentPort?.on('message', (rows: unknown[][]) => insertAll(rows))
}

function serve(): void {
  const worker = new Worker(new URL(import.meta.url), { workerData: join(folder ?? '.', 'bare.db') })
  const pool = new Pool(upstream ?? '', { connections: 256, pipelining: 1 })
  const tokens = new Set([hash('sha256', 'bench-client-token-0001')])
  let rows: unknown[][] = []
  const timer = setInterval(() => {
    if (rows.length > 0) worker.postMessage(rows)
    rows = []
  }, 200)
  timer.unref()
  process.on('SIGTERM', () => process.exit(0))

  createServer((request, response) => {
    const token = request.headers.authorization?.slice('Bearer '.length) ?? ''
    if (!tokens.has(hash('sha256', token))) {
      response.writeHead(401).end()
      return
    }
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const started = performance.now()
      const body = Buffer.concat(parts)
      const { model } = JSON.parse(body.toString()) as { model: string }
      relay(pool, body, response, (status, usage) => {
        const {
          prompt_tokens: input = 0,
          completion_tokens: output = 0,
          prompt_tokens_details: details
        } = usage
        rows.push([
          Date.now(),
          model,
          status,
          performance.now() - started,
          input,
          output,
          details?.cached_tokens ?? 0,
          Math.round(input * 2.5 + output * 10)
        ])
      })
    })
  }).listen(Number(port), '127.0.0.1')
}

interface Usage {
  readonly prompt_tokens?: number
  readonly completion_tokens?: number
  readonly prompt_tokens_details?: { readonly cached_tokens?: number }
}

function relay(
  pool: Pool,
  body: Buffer,
  response: ServerResponse,
  done: (status: number, usage: Usage) => void
): void {
  const parts: Buffer[] = []
  let status = 0
  let isStream = false
  pool.dispatch(
    {
      path: '/v1/chat/completions',
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer bench-upstream-key' },
      body
    },
    {
      onRequestStart(controller) {
        response.on('close', () => {
          if (!response.writableFinished) controller.abort(new Error('the client is gone'))
        })
      },
      onResponseStart(_controller, code, headers) {
        status = code
        isStream = String(headers['content-type']).startsWith('text/event-stream')
        response.writeHead(code, {
          'content-type': String(headers['content-type']),
          ...(headers['content-length'] === undefined
            ? {}
            : { 'content-length': String(headers['content-length']) })
        })
      },
      onResponseData(controller, part) {
        parts.push(part)
        if (isStream && parts.length > 4) parts.shift()
        if (!response.write(part)) {
          controller.pause()
          response.once('drain', () => controller.resume())
        }
      },
      onResponseEnd() {
        response.end()
        const text = Buffer.concat(parts).toString()
        const json = isStream ? (/"usage":(\{.*?\}\})/.exec(text)?.[1] ?? '{}') : text
        const value = JSON.parse(json) as { usage?: Usage } & Usage
        done(status, value.usage ?? value)
      },
      onResponseError() {
        response.destroy()
      }
    }
  )
}
