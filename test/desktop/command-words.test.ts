import { describe, expect, test } from 'vitest'
import { commandWords, dataDirArgument } from '../../electron/desktop/command-words.ts'

describe('an installed program', () => {
  const words = (...typed: string[]) => commandWords(['/opt/Gatehouse/gatehouse', ...typed], false)

  test('opens its window where nothing, or only switches, are typed', () => {
    expect(words()).toBeNull()
    expect(words('--hidden')).toBeNull()
    expect(words('--no-sandbox', '--data-dir', '/tmp/data')).toBeNull()
  })

  test('is the command line where a word is typed', () => {
    expect(words('serve', '--port', '0', '--json')).toEqual(['serve', '--port', '0', '--json'])
    expect(words('token', 'create', 'cline')).toEqual(['token', 'create', 'cline'])
  })

  test('a mistyped word is told so by the command line, and opens no window', () => {
    expect(words('sreve')).toEqual(['sreve'])
  })

  test('switches of Chromium before the word are dropped, those of the command line kept', () => {
    expect(words('--ozone-platform=headless', '--json', '--data-dir', '/tmp/data', 'logs')).toEqual([
      'logs',
      '--json',
      '--data-dir',
      '/tmp/data'
    ])
    expect(words('--no-sandbox', '--data-dir=/tmp/data', 'doctor')).toEqual([
      'doctor',
      '--data-dir=/tmp/data'
    ])
  })

  test('help and version need no word', () => {
    expect(words('--help')).toEqual(['--help'])
    expect(words('--disable-gpu', '--version', '--json')).toEqual(['--version', '--json'])
  })
})

test('run from a checkout, the path of the app is not a word', () => {
  expect(commandWords(['electron', '.'], true)).toBeNull()
  expect(commandWords(['electron', '.', 'serve'], true)).toEqual(['serve'])
})

test('the data dir of a window is read in both spellings', () => {
  expect(dataDirArgument(['x', '--data-dir', '/a'])).toBe('/a')
  expect(dataDirArgument(['x', '--data-dir=/b'])).toBe('/b')
  expect(dataDirArgument(['x'])).toBeNull()
})
