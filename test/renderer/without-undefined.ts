type Present<Value> = { [Key in keyof Value]: Exclude<Value[Key], undefined> }

/** An object without the keys whose value is undefined: what a validated optional field leaves behind. */
export function withoutUndefined<Value extends object>(value: Value): Present<Value> {
  return Object.fromEntries(
    Object.entries(value).filter(([, entry]) => entry !== undefined)
  ) as Present<Value>
}
