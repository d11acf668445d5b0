import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { systemClock } from '../../electron/app/system-clock.ts'
import { openStore } from '../../electron/store/open-store.ts'
import type { Store } from '../../electron/store/store.ts'

/** A data directory that is gone when the test is. */
export async function temporaryDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-store-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  return dataDir
}

/** The real store, on real files; closed when the test is finished. */
export async function temporaryStore(
  dataDir?: string
): Promise<{ store: Store; dataDir: string; notices: string[] }> {
  const dir = dataDir ?? (await temporaryDataDir())
  const notices: string[] = []
  const store = openStore({ dataDir: dir, clock: systemClock, notice: (line) => notices.push(line) })
  onTestFinished(() => store.close().catch(() => undefined))
  return { store, dataDir: dir, notices }
}
