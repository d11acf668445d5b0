import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ROOT } from './emulator/launch-desktop.ts'
import { needsLinux } from './skip-reasons.ts'

let folder: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-launcher-'))
  copyFileSync(join(ROOT, 'build/linux/gatehouse'), join(folder, 'gatehouse'))
  // In the place of the program: it says what it was started with.
  writeFileSync(join(folder, 'gatehouse-window'), '#!/bin/sh\nprintf "%s\\n" "$@"\n')
  for (const name of ['gatehouse', 'gatehouse-window']) chmodSync(join(folder, name), 0o755)
})
afterAll(() => rmSync(folder, { recursive: true }))
beforeEach(needsLinux)

const startedWith = (...args: string[]) =>
  execFileSync(join(folder, 'gatehouse'), args, { encoding: 'utf8' }).trimEnd().split('\n')

const WITHOUT_DISPLAY = ['--ozone-platform=headless', '--disable-gpu']

test('without a word the launcher opens the window on the display', () => {
  expect(startedWith()).toEqual([''])
  expect(startedWith('--hidden', '--data-dir', '/tmp/a b')).toEqual(['--hidden', '--data-dir', '/tmp/a b'])
})

test('with a word it needs no display, and hands every argument on as it was', () => {
  expect(startedWith('serve', '--port', '0')).toEqual([...WITHOUT_DISPLAY, 'serve', '--port', '0'])
  expect(startedWith('--data-dir', '/tmp/a b', 'logs')).toEqual([
    ...WITHOUT_DISPLAY,
    '--data-dir',
    '/tmp/a b',
    'logs'
  ])
  expect(startedWith('--version')).toEqual([...WITHOUT_DISPLAY, '--version'])
})
