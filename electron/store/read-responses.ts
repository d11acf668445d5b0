import type { ReaderPool } from './reader-pool.ts'
import type { ResponseQueue } from './response-queue.ts'
import type { Store } from './store.ts'
import { toLink, type ResponseLink, type ResponseName } from './stored-response.ts'

/** Reads responses from the disk and, before they are there, from the queue of those that wait for it. */
export function readResponses(
  queue: ResponseQueue,
  readers: ReaderPool
): Pick<Store, 'readResponse' | 'readResponseChain' | 'readResponseItems'> {
  return {
    // The queue comes first everywhere: what left it in the meantime is on disk by then.
    readResponse: async (name) => queue.find(name) ?? (await readers.call('readResponse', name)),

    async readResponseChain({ token, id }) {
      const links: ResponseLink[] = []
      let next: string | null = id
      while (next !== null) {
        const found = await linksFrom({ token, id: next })
        if (found.length === 0) break
        links.push(...found)
        next = links.at(-1)?.previous ?? null
      }
      return links
    },

    async readResponseItems(token, ids) {
      const waiting = ids.map((id) => queue.findItem({ token, id }))
      const missing = ids.filter((_, index) => waiting[index] === undefined)
      if (missing.length === 0) return waiting.map((text) => text ?? null)
      const stored = await readers.call('readResponseItems', { token, ids: missing })
      const texts = new Map(missing.map((id, index) => [id, stored[index] ?? null]))
      return waiting.map((text, index) => text ?? texts.get(ids[index] ?? '') ?? null)
    }
  }

  /** The response alone where it waits, else with all before it that are on disk. */
  async function linksFrom(name: ResponseName): Promise<readonly ResponseLink[]> {
    const waiting = queue.find(name)
    return waiting === undefined ? readers.call('readResponseChain', name) : [toLink(waiting)]
  }
}
