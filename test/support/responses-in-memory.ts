import type { Store } from '../../electron/store/store.ts'
import {
  namedItems,
  toLink,
  type ResponseEntry,
  type ResponseName
} from '../../electron/store/stored-response.ts'

type Responses = Pick<
  Store,
  'saveResponse' | 'readResponse' | 'readResponseChain' | 'readResponseItems' | 'deleteResponse'
>

/** The store's part for responses, for tests of the data plane alone. */
export function responsesInMemory(): Responses {
  const entries = new Map<string, ResponseEntry>()
  const keyOf = ({ token, id }: ResponseName): string => `${token} ${id}`
  return {
    saveResponse: (entry) => void entries.set(keyOf(entry.response), entry),
    readResponse: (name) => Promise.resolve(entries.get(keyOf(name))?.response ?? null),
    readResponseChain: ({ token, id }) => {
      const links = []
      for (let at = entries.get(keyOf({ token, id })); at !== undefined;) {
        links.push(toLink(at.response))
        const { previous } = at.response
        at = previous === null ? undefined : entries.get(keyOf({ token, id: previous }))
      }
      return Promise.resolve(links)
    },
    readResponseItems: (token, ids) => {
      const own = [...entries.values()].filter(({ response }) => response.token === token)
      const items = new Map(own.flatMap(namedItems))
      return Promise.resolve(ids.map((id) => items.get(id) ?? null))
    },
    deleteResponse: (name) => Promise.resolve(entries.delete(keyOf(name)))
  }
}
