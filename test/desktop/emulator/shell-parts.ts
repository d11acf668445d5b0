import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { EmulatedWindow } from './browser-window.ts'
import { emulatorState } from './emulator-state.ts'
import { strict } from './strict.ts'

interface ItemOptions {
  readonly id?: string
  readonly label?: string
  readonly role?: string
  readonly type?: string
  readonly enabled?: boolean
  readonly submenu?: readonly ItemOptions[]
  readonly click?: (item: object, window: undefined, event: object) => void
}

/** Electron's `Menu`: its items, for the specs to look at and click. */
export class EmulatedMenu {
  static #application: EmulatedMenu | null = null
  readonly items: readonly ItemOptions[]

  constructor(items: readonly ItemOptions[] = []) {
    this.items = items
  }

  static buildFromTemplate(template: readonly ItemOptions[]): EmulatedMenu {
    for (const item of template) {
      const speaks = item.type === 'separator' || item.label !== undefined || item.role !== undefined
      if (!speaks) throw new TypeError('Invalid submenu: an item needs a label, a role or a type')
    }
    return new EmulatedMenu(template)
  }

  static setApplicationMenu(menu: EmulatedMenu | null): void {
    EmulatedMenu.#application = menu
  }

  static getApplicationMenu(): EmulatedMenu | null {
    return EmulatedMenu.#application
  }
}

/** Electron's `Tray`, with a person's hand on it in `emulatorState.trays`. */
export class EmulatedTray extends EventEmitter {
  toolTip = ''
  #menu: EmulatedMenu | null = null

  constructor(image: EmulatedImage) {
    super()
    if (image.isEmpty()) throw new Error('a tray with an empty image is invisible')
    emulatorState.trays.push(this)
  }

  setToolTip(text: string): void {
    this.toolTip = text
  }

  setContextMenu(menu: EmulatedMenu | null): void {
    this.#menu = menu
  }

  destroy(): void {
    emulatorState.trays.splice(emulatorState.trays.indexOf(this), 1)
  }

  labels(): readonly string[] {
    return (this.#menu?.items ?? []).map((item) =>
      item.type === 'separator' ? '-' : (item.label ?? item.role ?? '')
    )
  }

  click(id: string): void {
    const item = this.#menu?.items.find((candidate) => candidate.id === id)
    if (item === undefined || item.enabled === false) throw new Error(`no item "${id}" to click`)
    item.click?.(item, undefined, {})
  }
}

class EmulatedImage {
  readonly #bytes: Buffer

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  isEmpty(): boolean {
    return this.#bytes.length === 0
  }

  toPNG(): Buffer {
    return this.#bytes
  }

  addRepresentation(options: { scaleFactor?: number; buffer?: Buffer }): void {
    if (options.buffer === undefined || options.buffer.length === 0)
      throw new Error('an empty representation')
  }

  setTemplateImage(): void {}
}

export const nativeImage = strict('nativeImage', {
  createEmpty: (): EmulatedImage => new EmulatedImage(Buffer.alloc(0)),
  createFromPath: (path: string): EmulatedImage => new EmulatedImage(readFileSync(path))
})

class EmulatedTheme extends EventEmitter {
  #source: 'system' | 'light' | 'dark' = 'system'

  get themeSource(): 'system' | 'light' | 'dark' {
    return this.#source
  }

  set themeSource(source: 'system' | 'light' | 'dark') {
    this.#source = source
    for (const window of EmulatedWindow.getAllWindows()) this.applyTo(window)
    this.emit('updated')
  }

  /** The system of the emulator is light. */
  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark'
  }

  applyTo(window: EmulatedWindow): void {
    window.webContents.setColourScheme(this.#source === 'system' ? 'light' : this.#source)
  }
}

export const nativeTheme = strict('nativeTheme', new EmulatedTheme())

export const shell = strict('shell', {
  openExternal: async (url: string): Promise<void> => {
    emulatorState.openedLinks.push(url)
  }
})

export const dialog = strict('dialog', {
  showErrorBox: (title: string, content: string): void => {
    emulatorState.errorBoxes.push({ title, content })
    // Where nobody looks at a screen, Electron writes it to stderr too.
    console.error(`${title}\n${content}`)
  }
})

export const clipboard = strict('clipboard', {
  readText: (): string => emulatorState.clipboard,
  writeText: async (text: string): Promise<void> => {
    emulatorState.clipboard = text
  }
})

export const screen = strict('screen', {
  getAllDisplays: () => [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1080 } }]
})
