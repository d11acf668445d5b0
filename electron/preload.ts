import { contextBridge } from 'electron'
import type { WindowBridge } from '../shared/domain/window-bridge.ts'

// Runs sandboxed in an isolated world. Plain facts only: with no function here, a page that is taken over has nothing
// to call.
contextBridge.exposeInMainWorld('gatehouse', {
  host: 'desktop',
  platform: process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux'
} satisfies WindowBridge)
