/** What the app did to the system around it, kept for the specs: Electron itself can't be asked for most of it. */
export interface EmulatorState {
  /** Links handed to the system's browser. */
  readonly openedLinks: string[]
  /** Titles and texts of error boxes. */
  readonly errorBoxes: { readonly title: string; readonly content: string }[]
  readonly trays: EmulatedTray[]
  loginItem: { openAtLogin: boolean; args: readonly string[] }
  clipboard: string
}

/** A tray as a person meets it. */
export interface EmulatedTray {
  readonly toolTip: string
  /** Labels of its menu, top to bottom; separators are `-`. */
  labels(): readonly string[]
  /** Clicks the item with this id; throws where there is none or it is disabled. */
  click(id: string): void
}

export const emulatorState: EmulatorState = {
  openedLinks: [],
  errorBoxes: [],
  trays: [],
  loginItem: { openAtLogin: false, args: [] },
  clipboard: ''
}
