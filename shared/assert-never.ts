/** Closes a `switch` over a union: adding a member becomes a compile error at every place that must handle it. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`)
}
