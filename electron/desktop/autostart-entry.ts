/** Start in the tray: nobody asked for a window at login. */
export const HIDDEN_SWITCH = '--hidden'

/** The desktop entry that starts `executable` (an absolute path) at login, without a window. */
export function autostartEntry(executable: string): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Gatehouse',
    'Comment=Your personal AI gateway',
    `Exec=${quote(executable)} ${HIDDEN_SWITCH}`,
    'Icon=gatehouse-window',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    ''
  ].join('\n')
}

/**
 * Two escapes, one over the other: that of a quoted argument, then that of any string in a desktop entry; and a percent
 * sign would start a field code. https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html
 */
function quote(argument: string): string {
  const escaped = argument.replaceAll(/["`$\\]/g, (sign) => `\\${sign}`).replaceAll('%', '%%')
  return `"${escaped}"`.replaceAll('\\', '\\\\')
}
