import { resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const at = (path: string): string => resolve(import.meta.dirname, path)

// Natives stay outside the bundle (they carry binaries); `electron` exists only in the desktop host. All else is
// bundled, so that a cold start reads a handful of files.
const external = ['electron', 'better-sqlite3', '@napi-rs/keyring']

// electron-vite makes the window's addresses relative, and a page such as /logs/ID could not load its scripts then.
const absoluteBase = {
  name: 'gatehouse:absolute-base',
  enforce: 'post',
  config: () => ({ base: '/' })
} as const

export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      externalizeDeps: false,
      minify: false,
      rollupOptions: {
        input: { main: at('electron/main.ts'), headless: at('electron/headless.ts') },
        external,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' }
      }
    }
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: at('electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      }
    }
  },
  renderer: {
    root: at('renderer'),
    build: {
      minify: true,
      outDir: at('out/renderer'),
      // No data: URLs, so that the CSP needs to allow none.
      assetsInlineLimit: 0,
      rollupOptions: { input: at('renderer/index.html') }
    },
    plugins: [react(), tailwindcss(), absoluteBase]
  }
})
