import { app, Menu, type MenuItemConstructorOptions } from 'electron'

/**
 * The standard menu of each system, from roles: the system words them and gives them their shortcuts. Without an Edit
 * menu, copy and paste would not work on macOS. Reload and the developer tools are for a checkout only.
 */
export function setApplicationMenu(): void {
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [
      ...(app.isPackaged
        ? []
        : ([{ role: 'reload' }, { role: 'toggleDevTools' }, { type: 'separator' }] as const)),
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' }
    ]
  }
  const first: MenuItemConstructorOptions =
    process.platform === 'darwin'
      ? { role: 'appMenu' }
      : { label: 'File', submenu: [{ role: 'close' }, { type: 'separator' }, { role: 'quit' }] }
  Menu.setApplicationMenu(Menu.buildFromTemplate([first, { role: 'editMenu' }, view, { role: 'windowMenu' }]))
}
