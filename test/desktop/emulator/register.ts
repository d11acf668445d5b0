import { registerHooks } from 'node:module'

// `node --import .../register.ts out/main/main.js`: the built main process runs unchanged.
const emulated = new URL('electron.ts', import.meta.url).href

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier === 'electron' || specifier === 'electron/main')
      return { url: emulated, shortCircuit: true }
    return nextResolve(specifier, context)
  }
})
