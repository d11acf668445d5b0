import { resolve } from 'node:path'
import { build, type InlineConfig } from 'vite'
import config from '../../electron.vite.config.ts'

/** Folder that the built window is in; GATEHOUSE_RENDERER_DIR names another, so that two builds stay out of each other's way. */
export const RENDERER_DIR =
  process.env.GATEHOUSE_RENDERER_DIR ?? resolve(import.meta.dirname, '../../out/renderer')

/**
 * Builds the window alone, as `npm run build` does it with the rest: for looking at pages while they are made
 * (`node test/renderer/build-window.ts`). The specs take what is built.
 */
export async function buildWindow(): Promise<void> {
  const all: object = config
  const renderer: InlineConfig =
    'renderer' in all && typeof all.renderer === 'object' ? { ...all.renderer } : {}
  await build({
    ...renderer,
    configFile: false,
    logLevel: 'warn',
    build: {
      ...renderer.build,
      outDir: RENDERER_DIR,
      emptyOutDir: true,
      target: 'chrome140',
      modulePreload: { polyfill: false }
    }
  })
}

if (process.argv[1] === import.meta.filename) await buildWindow()
