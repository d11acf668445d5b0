import { expect, test } from 'vitest'
import { autostartEntry } from '../../electron/desktop/autostart-entry.ts'

const execOf = (path: string) => /^Exec=(.*)$/m.exec(autostartEntry(path))?.[1]

test('starts the program in the tray', () => {
  expect(execOf('/opt/Gatehouse/gatehouse')).toBe('"/opt/Gatehouse/gatehouse" --hidden')
})

test('a path with signs that mean something to the launcher is still one argument', () => {
  expect(execOf('/home/a b/100% $ "x"/Gatehouse')).toBe(
    String.raw`"/home/a b/100%% \\$ \\"x\\"/Gatehouse" --hidden`
  )
})
