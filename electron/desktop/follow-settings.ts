import { nativeTheme } from 'electron'
import { setLaunchAtLogin } from './launch-at-login.ts'
import { notice, wordsOf } from './notice.ts'
import type { DesktopSettings } from './open-settings.ts'

/** Puts the settings into force that rule the system around the window, now and at each change. */
export function followSettings(settings: DesktopSettings): void {
  const { theme, launch_at_login: atLogin } = settings.get()
  // The theme also rules what Chromium draws: scroll bars, menus, the window before its first paint.
  nativeTheme.themeSource = theme
  try {
    // The program may have moved since: an AppImage, another version.
    if (atLogin) setLaunchAtLogin(true, process.env)
  } catch (error) {
    notice(wordsOf(error))
  }
  settings.beforeChange((after, before) => {
    if (after.launch_at_login !== before.launch_at_login) setLaunchAtLogin(after.launch_at_login, process.env)
    if (after.theme !== before.theme) nativeTheme.themeSource = after.theme
  })
}
