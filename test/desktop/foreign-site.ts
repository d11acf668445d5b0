import { createServer } from 'node:http'

/** A web site that is not ours: it counts who came. */
export interface ForeignSite {
  readonly url: string
  readonly visits: string[]
  stop(): Promise<void>
}

export async function startForeignSite(): Promise<ForeignSite> {
  const visits: string[] = []
  const server = createServer((request, response) => {
    visits.push(request.url ?? '')
    // Open to everyone, so that only Gatehouse's own rules can be what keeps a page away.
    response.setHeader('access-control-allow-origin', '*')
    response.end('<title>elsewhere</title>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    visits,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  }
}
