import { isObject, type Json } from './walk-json.ts'

/** Steps of the equivalences: a change to one member, or to each object of a list, where there is one. */
export function change(body: Json, name: string, how: (value: unknown) => unknown): Json {
  const value = body[name]
  return value === undefined ? body : withMember(body, name, how(value))
}

export function changeEach(body: Json, name: string, how: (value: Json) => unknown): Json {
  return change(body, name, (list) =>
    Array.isArray(list) ? list.map((value: unknown) => (isObject(value) ? how(value) : value)) : list
  )
}

export function changeObject(body: Json, name: string, how: (value: Json) => Json): Json {
  return change(body, name, (value) => (isObject(value) ? how(value) : value))
}

/** Without a member, where it is one of these values. */
export function without(body: Json, name: string, ...values: readonly unknown[]): Json {
  if (values.length > 0 && !values.includes(body[name])) return body
  return withMember(body, name, undefined)
}

/** Another name for a member, unless that one is there already. */
export function renamed(body: Json, from: string, to: string): Json {
  if (body[from] === undefined) return body
  return { ...without(body, from), [to]: body[to] ?? body[from] }
}

function withMember(body: Json, name: string, value: unknown): Json {
  const rest = Object.fromEntries(Object.entries(body).filter(([other]) => other !== name))
  return value === undefined ? rest : { ...rest, [name]: value }
}
