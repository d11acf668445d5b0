import { clipboard, Menu, nativeImage, Tray, type NativeImage } from 'electron'
import tray16 from '../../build/tray-16.png?asset'
import tray32 from '../../build/tray-32.png?asset'
import template16 from '../../build/tray-template-16.png?asset'
import template32 from '../../build/tray-template-32.png?asset'

/** What the tray shows and does. */
export interface TrayActions {
  /** Base URL for apps, with `/v1`; null where the gateway could not start. */
  readonly baseUrl: string | null
  readonly open: () => void
  readonly quit: () => void
}

/**
 * The icon that stays when the window is closed. Hold on to what is returned: a tray that is garbage-collected
 * vanishes from the screen.
 */
export function createTray(actions: TrayActions): Tray {
  const tray = new Tray(trayImage())
  const { baseUrl } = actions
  tray.setToolTip(baseUrl === null ? 'Gatehouse: the gateway is not running' : `Gatehouse: ${baseUrl}`)
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { id: 'open', label: 'Open Gatehouse', click: actions.open },
      {
        id: 'copy-base-url',
        label: baseUrl === null ? 'The gateway is not running' : 'Copy base URL',
        enabled: baseUrl !== null,
        click: () => void clipboard.writeText(baseUrl ?? '')
      },
      { type: 'separator' },
      { id: 'quit', label: 'Quit', click: actions.quit }
    ])
  )
  // Windows opens the menu on the right button alone; the left one is expected to open the window.
  tray.on('click', () => {
    if (process.platform !== 'darwin') actions.open()
  })
  return tray
}

/** Black with transparency on macOS, which colours it for the menu bar; elsewhere the icon on its own plate. */
function trayImage(): NativeImage {
  const mac = process.platform === 'darwin'
  const image = nativeImage.createFromPath(mac ? template16 : tray16)
  image.addRepresentation({
    scaleFactor: 2,
    width: 32,
    height: 32,
    buffer: nativeImage.createFromPath(mac ? template32 : tray32).toPNG()
  })
  if (mac) image.setTemplateImage(true)
  return image
}
