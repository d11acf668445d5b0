/** Names that JavaScript itself looks for on any object. */
const ASKED_BY_THE_LANGUAGE = new Set<PropertyKey>(['then', 'toJSON', 'constructor'])

/**
 * A part of the emulated module whose absent members throw instead of being undefined: what the emulator lacks must
 * fail a test loudly, and not look like an Electron that does nothing.
 */
export function strict<Part extends object>(name: string, part: Part): Part {
  return new Proxy(part, {
    get(target, key) {
      if (!(key in target) && typeof key === 'string' && !ASKED_BY_THE_LANGUAGE.has(key)) {
        throw new Error(`The Electron emulator has no ${name}.${key}.`)
      }
      const value: unknown = Reflect.get(target, key, target)
      // Private fields need the real object as `this`.
      return typeof value === 'function' && key !== 'constructor' ? value.bind(target) : value
    },
    set: (target, key, value) => Reflect.set(target, key, value, target)
  })
}
