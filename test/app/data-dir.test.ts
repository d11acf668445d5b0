import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { chooseDataDir, prepareDataDir } from '../../electron/app/data-dir.ts'

describe('where the data folder is', () => {
  const linux = { flag: undefined, env: { HOME: '/home/ada' }, platform: 'linux' } as const

  it('is what the flag says before what the variable says', () => {
    const env = { GATEHOUSE_DATA_DIR: '/by/variable' }
    expect(chooseDataDir({ ...linux, flag: '/by/flag', env })).toBe('/by/flag')
    expect(chooseDataDir({ ...linux, env })).toBe('/by/variable')
    expect(chooseDataDir({ ...linux, flag: 'here' })).toBe(join(process.cwd(), 'here'))
  })

  it('takes an empty variable for none', () => {
    const env = { HOME: '/home/ada', GATEHOUSE_DATA_DIR: '' }
    expect(chooseDataDir({ ...linux, env })).toBe('/home/ada/.local/share/gatehouse')
  })

  it('follows the XDG rules on Linux, where a relative path counts as none', () => {
    const xdg = (path: string) => ({ HOME: '/home/ada', XDG_DATA_HOME: path })
    expect(chooseDataDir({ ...linux, env: xdg('/data') })).toBe('/data/gatehouse')
    expect(chooseDataDir({ ...linux, env: xdg('data') })).toBe('/home/ada/.local/share/gatehouse')
  })

  it('is in the folders that macOS and Windows have for it', () => {
    expect(chooseDataDir({ ...linux, platform: 'darwin' })).toBe(
      '/home/ada/Library/Application Support/Gatehouse'
    )
    expect(chooseDataDir({ flag: undefined, env: { APPDATA: '/roaming' }, platform: 'win32' })).toBe(
      join('/roaming', 'Gatehouse')
    )
  })
})

describe('preparing the data folder', () => {
  let parent: string
  let notices: string[]
  const notice = (line: string) => void notices.push(line)
  const modeOf = (path: string) => statSync(path).mode & 0o777

  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'gatehouse-data-'))
    notices = []
  })
  afterEach(() => rmSync(parent, { recursive: true, force: true }))

  it('makes it, with its parents, for this user alone', () => {
    const dataDir = join(parent, 'a', 'b')
    prepareDataDir(dataDir, notice)
    expect(modeOf(dataDir)).toBe(0o700)
    expect(notices).toEqual([])
  })

  it('narrows one that others could read, and says so', () => {
    const dataDir = join(parent, 'open')
    mkdirSync(dataDir)
    chmodSync(dataDir, 0o755)
    prepareDataDir(dataDir, notice)
    expect(modeOf(dataDir)).toBe(0o700)
    expect(notices).toEqual([`The data folder ${dataDir} was open to other users (mode 755); it is 700 now.`])
  })

  it('narrows files of its own that others could read, and leaves other files alone', () => {
    for (const name of ['gatehouse.db', 'log.db-wal', 'settings.json', 'notes.txt']) {
      writeFileSync(join(parent, name), '')
      chmodSync(join(parent, name), 0o644)
    }
    prepareDataDir(parent, notice)
    for (const name of ['gatehouse.db', 'log.db-wal', 'settings.json']) {
      expect([name, modeOf(join(parent, name))]).toEqual([name, 0o600])
    }
    expect(modeOf(join(parent, 'notes.txt'))).toBe(0o644)
  })

  it('lets this process make no file that others can read', () => {
    prepareDataDir(parent, notice)
    writeFileSync(join(parent, 'new'), '')
    expect(modeOf(join(parent, 'new'))).toBe(0o600)
  })

  it('says what is wrong with a folder that is a file, and what to do', () => {
    const path = join(parent, 'file')
    writeFileSync(path, '')
    expect(() => prepareDataDir(path, notice)).toThrow(
      /can't be used: a part of its path is a file.*--data-dir/
    )
  })
})
